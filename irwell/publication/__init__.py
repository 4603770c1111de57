"""Step 10. Gates, two people, the landing page, the bundle."""
