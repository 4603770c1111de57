"""Pages and machine interfaces of the public repository."""
