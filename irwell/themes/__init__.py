"""Themes of published reviews: the code list, how records are coded, what reviews say, and what was recommended before."""
