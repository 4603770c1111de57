"""Step 6. All agencies' chronologies in one line."""
