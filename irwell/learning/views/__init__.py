"""Pages of step 11: the case's learning, its actions, its briefing, and what everybody may read."""
