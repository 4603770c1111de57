"""The spine: case, dates, clocks, moves, identity register, tasks."""
