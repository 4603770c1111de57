"""Step 9. The report made safe to publish: review of what was found, clean files, certificate."""
