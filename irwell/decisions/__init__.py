"""Step 7. Regulation 11 grid, the three partners' positions, the decision and its reasons."""
