"""Step 5. Information requests and what agencies answer."""
