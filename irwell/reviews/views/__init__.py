"""Pages of the practice review, by topic."""
