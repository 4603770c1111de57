"""What a reader may not do, and why."""

from datetime import datetime, timedelta

from irwell.core.errors import NotPossibleNow

from .models import Letter, ReadingList, Subscriber
from .rules import (
    LONGEST_QUESTION,
    MOST_ASKED_TO_CONFIRM,
    MOST_ITEMS,
    MOST_REQUESTS,
    MOST_SEARCHES,
)


def check_can_save(asked: str) -> None:
    """A search that is too long to keep is refused before anything else."""
    if len(asked) > LONGEST_QUESTION:
        raise NotPossibleNow(
            f"This search is too long to be saved. Shorten it to about {LONGEST_QUESTION // 2:,}"
            " characters; a few sentences are enough to say what you mean."
        )


def has_room(subscriber: Subscriber) -> bool:
    """Whether the address may have one more search."""
    return subscriber.searches.count() < MOST_SEARCHES


def may_be_asked(subscriber: Subscriber, *, now: datetime) -> bool:
    """Whether one more letter may ask this address to confirm: nobody is to be pestered through this site."""
    asked = Letter.objects.filter(kind=Letter.Kind.CONFIRM)
    of_this = asked.filter(
        search__subscriber=subscriber, created_at__gt=now - timedelta(days=1)
    ).count()
    of_all = asked.filter(created_at__gt=now - timedelta(hours=1)).count()
    return of_this < MOST_REQUESTS and of_all < MOST_ASKED_TO_CONFIRM


def check_can_add(reading_list: ReadingList) -> None:
    """A list has an end."""
    if reading_list.items.count() >= MOST_ITEMS:
        raise NotPossibleNow(
            f"This list has {MOST_ITEMS} entries, which is all it can hold. Take some off, or start another."
        )
