"""The code list, the trained weights and their measured accuracy."""
