"""What a reader of the repository sees of what they keep."""
