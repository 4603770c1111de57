"""The name model and its card."""
