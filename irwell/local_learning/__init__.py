"""Local learning instead of a practice review: multi-agency, near-miss, good-practice, one agency alone."""
