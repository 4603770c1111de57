"""Pages of themes, of coding, and of the radar."""
