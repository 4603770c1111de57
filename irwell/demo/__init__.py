"""The invented partnership that make demo shows."""
