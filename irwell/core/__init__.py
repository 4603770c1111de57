"""What every app stands on: ids, the present moment, privacy classes, errors, sweeps. Imports nothing of ours."""
