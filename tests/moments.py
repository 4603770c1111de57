"""Moments of the tests, as a person in England says them."""

from datetime import datetime

from irwell.core.time import LONDON


def at(text: str) -> datetime:
    """at("2026-04-13 09:00") is nine in the morning by the clock of the office."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)
