"""View models: the page of the case, the public pages, texts to copy."""
