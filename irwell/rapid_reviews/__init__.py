"""Step 7. The Rapid Review: meeting, report, sign-off, the Panel's reply."""
