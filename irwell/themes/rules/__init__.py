"""Rules of themes, by topic. Pure."""
