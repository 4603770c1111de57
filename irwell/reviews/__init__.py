"""Step 8. The practice review: commission, terms, milestones, report, findings."""
