"""View models of themes."""
