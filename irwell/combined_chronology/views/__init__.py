"""The pages of the combined chronology."""
