"""The kinds of process and what each changes."""
