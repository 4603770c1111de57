"""Step 11. Briefings, actions, evidence of completion and of impact."""
