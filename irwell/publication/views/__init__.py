"""Pages of publication: on the case, and for everybody."""
