"""When a letter is due, and what is near enough. Pure."""

from datetime import datetime, time, timedelta

from irwell.core.time import LONDON

# A passage that is at least so near in meaning answers a standing question (bench/alerts.py).
NEAR_ENOUGH = 0.475
MORNING = time(7)
LOOK_BACK = timedelta(
    days=60
)  # a review is in the index within minutes; older ones are not looked at again
STALE = timedelta(minutes=5)  # a claim older than this belongs to a worker that is gone
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
MOST_ATTEMPTS = 8
UNCONFIRMED_FOR = timedelta(days=3)
LETTERS_KEPT = timedelta(days=30)
MOST_SEARCHES = 20  # of one address
MOST_REQUESTS = 3  # letters a day that ask an address to confirm
MOST_ASKED_TO_CONFIRM = 200  # an hour, of all addresses together
SHOWN_IN_A_LETTER = 20
LONGEST_QUESTION = 2000  # characters of the address of a search
MOST_ITEMS = 200
LONGEST_NOTE = 2000


def next_due(frequency: str, now: datetime) -> datetime:
    """The next moment at which a letter of this frequency leaves: seven in the morning in England."""
    if frequency == "instant":
        return now
    here = now.astimezone(LONDON)
    day = here.date() + timedelta(days=1 if here.time() >= MORNING else 0)
    if frequency == "weekly":
        day += timedelta(days=-day.weekday() % 7)
    elif frequency == "monthly" and day.day != 1:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return datetime.combine(day, MORNING, LONDON)


def back_off(attempts: int) -> timedelta:
    """How long to wait after a letter that certainly did not leave."""
    return BACK_OFF[min(attempts, len(BACK_OFF) - 1)]
