"""How the name model is made: invented reviews, the tuning program, the card. Not run in use."""
