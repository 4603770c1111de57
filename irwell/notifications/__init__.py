"""Step 4. The serious incident notification to the Panel."""
