"""The sweeps of the public site: look for what is new, write letters, send them, forget what is no longer needed.

A worker may be killed at any moment. A search is looked for, and its letter made, in one transaction each;
a letter is claimed before it leaves and marked afterwards, so no review is told of twice: a letter whose
worker died in between is uncertain, is not sent again, and the next one says so.
"""

import smtplib
from datetime import datetime
from uuid import UUID

import structlog
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from irwell.core import sweeps
from irwell.repository import queries as repository
from irwell.search import generation_of

from . import queries, rules
from .models import Letter, Match, SavedSearch, Subscriber
from .presenters import letters

log = structlog.get_logger(__name__)
BATCH = 50


def register_sweeps() -> None:
    """What the worker of the public site does, and how often."""
    for name, seconds, run in (
        ("look for new reviews", 5, look),
        ("write letters", 5, write),
        ("send letters", 5, post),
        ("forget", 3600, forget),
    ):
        sweeps.register(name, every_seconds=seconds, run=run)


def run_all(now: datetime) -> int:
    """One round of every sweep; how many rows were dealt with."""
    return look(now) + write(now) + post(now) + forget(now)


def look(now: datetime) -> int:
    """Find what answers each saved search in the index of this moment."""
    index = repository.search_index()
    if index is None:
        return 0
    generation = generation_of(index)
    searches = list(queries.to_look_for(generation)[:1000])
    began = [each.confirmed_at for each in searches if each.confirmed_at]
    new = queries.new_records(min(began), now) if began else []
    return sum(_look_for(search, new, now) for search in searches)


def _look_for(search: SavedSearch, new: list[tuple[str, UUID, datetime]], now: datetime) -> int:
    assert search.confirmed_at is not None
    known = queries.known_to(search)
    among = {name: pk for name, pk, came in new if came > search.confirmed_at and pk not in known}
    answered = queries.answers(queries.question(search), among)
    if answered is None or answered.waiting:
        return 0
    with transaction.atomic():
        made = [
            Match(
                search=search,
                record_id=among[each.record_id],
                anchor=each.passage.anchor if each.passage else "",
                heading=each.passage.heading[:400] if each.passage else "",
                page=each.passage.page if each.passage else None,
                quote=each.passage.text if each.passage else "",
                nearness=each.nearness,
                found_at=now,
            )
            for each in answered.found
        ]
        Match.objects.bulk_create(made, ignore_conflicts=True)
        SavedSearch.objects.filter(pk=search.pk).update(generation=answered.generation)
    return len(made)


def write(now: datetime) -> int:
    """Make a letter of what was found for each search whose moment has come."""
    return sum(_write_for(search, now) for search in queries.ready_to_write(now)[:BATCH])


@transaction.atomic
def _write_for(search: SavedSearch, now: datetime) -> int:
    locked = SavedSearch.objects.select_for_update().filter(pk=search.pk).first()
    if locked is None:
        return 0
    letter = Letter.objects.create(search=locked, kind=Letter.Kind.FOUND, due_at=now)
    found = Match.objects.filter(search=locked, told_at=None, record__withdrawn_at=None)
    told = Match.objects.filter(pk__in=list(found.values_list("pk", flat=True))).update(
        letter=letter, told_at=now
    )
    if not told:
        letter.delete()
    locked.due_at = rules.next_due(locked.frequency, now)
    locked.save(update_fields=["due_at"])
    return told


def post(now: datetime) -> int:
    """Send what is due."""
    Letter.objects.filter(sent_at=None, uncertain=False, claimed_at__lt=now - rules.STALE).update(
        uncertain=True
    )
    return sum(_post(letter, now) for letter in queries.waiting_letters(now)[:BATCH])


def _post(letter: Letter, now: datetime) -> int:
    free = Letter.objects.filter(pk=letter.pk, claimed_at=None, sent_at=None)
    if not free.update(claimed_at=now):
        return 0
    message = letters.message(letter)
    if message is None:
        letter.delete()
        return 0
    return _handed_over(message, letter, now)


def _handed_over(message: EmailMessage, letter: Letter, now: datetime) -> int:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        _try_later(letter, now)
        log.warning("mail server unavailable", kind="mail")
        return 0
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        _refused(letter, max((code for code, _ in refused.recipients.values()), default=550), now)
        return 0
    except (smtplib.SMTPException, OSError):
        Letter.objects.filter(pk=letter.pk).update(uncertain=True)
        log.warning("uncertain whether sent", kind="mail")
        return 0
    finally:
        connection.close()
    Letter.objects.filter(pk=letter.pk).update(sent_at=now)
    return 1


def _refused(letter: Letter, code: int, now: datetime) -> None:
    """An address that is refused for good is forgotten with everything it asked for."""
    if code >= 500 or letter.attempts >= rules.MOST_ATTEMPTS:
        letter.search.subscriber.delete()
        log.warning("address refused and forgotten", kind="mail", code=code)
    else:
        _try_later(letter, now)


def _try_later(letter: Letter, now: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        claimed_at=None, attempts=letter.attempts + 1, due_at=now + rules.back_off(letter.attempts)
    )


def forget(now: datetime) -> int:
    """What nobody confirmed goes, with its address; letters that left long ago go too."""
    old = SavedSearch.objects.filter(confirmed_at=None, created_at__lt=now - rules.UNCONFIRMED_FOR)
    gone, _ = old.delete()
    gone += Subscriber.objects.filter(
        searches=None, created_at__lt=now - rules.UNCONFIRMED_FOR
    ).delete()[0]
    left = Letter.objects.filter(sent_at__lt=now - rules.LETTERS_KEPT)
    return gone + left.delete()[0]
