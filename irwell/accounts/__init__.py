"""People, agencies, the partnership; sign-in and second factor."""
