"""The words of a report, paragraph by paragraph, as fact checkers and comparisons number them."""

from irwell.documents.content.words import paragraphs

__all__ = ["paragraphs"]
