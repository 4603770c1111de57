"""The two refusals that every page knows how to show. Each carries a sentence for the person who asked."""

from django.core.exceptions import PermissionDenied


class NotPossibleNow(Exception):
    """The person may, but the state of things does not allow it now; the message says why and what would."""


class NotAllowed(PermissionDenied):
    """The person may not; the message says what right is missing."""
