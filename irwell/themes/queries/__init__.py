"""Every read of themes, by topic."""
