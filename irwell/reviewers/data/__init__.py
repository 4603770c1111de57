"""The competences that a review may need."""
