"""The legs of the narrated journey. Each takes the story on, through the pages, by the person who does it."""
