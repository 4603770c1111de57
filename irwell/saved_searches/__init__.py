"""What readers of the repository keep: searches that tell them of new reviews, and reading lists. No accounts."""
