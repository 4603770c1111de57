"""Step 1. What reviews are, how to refer: pages that the partnership edits."""
