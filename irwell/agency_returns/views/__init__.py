"""Pages of the returns: the wall and asking (casework); answering by signed link (agencies)."""
