"""Words of a text, as the classifier reads them."""

from irwell.search.same import words

__all__ = ["words"]
