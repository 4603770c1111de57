"""The one error of reading: a sentence that says what is wrong and how to mend it."""

from __future__ import annotations


class UnreadableDocument(ValueError):
    """The file cannot be read wholly, so none of it is used.

    The sentence never quotes the file: it may be shown, logged and sent.
    """
