"""Every read of what readers keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import QueryDict

from irwell import search as engine
from irwell.core.secret import digest_of
from irwell.repository import queries as repository
from irwell.repository.forms import SearchAsked, read_search
from irwell.repository.models import Passage, Record
from irwell.search import Answer, Answers

from .models import Letter, Match, ReadingItem, ReadingList, SavedSearch, Subscriber
from .rules import LOOK_BACK, NEAR_ENOUGH
from .sealing import read_token

FEED_LOOKS_AT, FEED_SHOWS = 500, 30


@dataclass(frozen=True, slots=True)
class Told:
    """A record with the answer that it holds."""

    record: Record
    answer: Answer


def question(search: SavedSearch) -> SearchAsked:
    """The saved search as the search page reads it."""
    return read_search(QueryDict(search.asked.lstrip("?")))


def search_of(purpose: str, token: str) -> SavedSearch | None:
    """The search that a link names."""
    key = read_token(purpose, token)
    rows = SavedSearch.objects.select_related("subscriber")
    return rows.filter(pk=key).first() if key else None


def subscriber_of(token: str) -> Subscriber | None:
    """Whose link this is."""
    key = read_token("manage", token)
    return Subscriber.objects.filter(pk=key).first() if key else None


def searches_of(subscriber: Subscriber) -> QuerySet[SavedSearch]:
    """Their searches with the newest finds."""
    found = Match.objects.filter(record__withdrawn_at=None).select_related("record", "letter")
    return subscriber.searches.prefetch_related(Prefetch("matches", queryset=found))


def to_look_for(generation: str) -> QuerySet[SavedSearch]:
    """Confirmed searches that have not been looked for in this generation of the index."""
    return SavedSearch.objects.filter(confirmed_at__isnull=False).exclude(generation=generation)


def new_records(since: datetime, now: datetime) -> list[tuple[str, UUID, datetime]]:
    """Identifier, key and coming of the records that came since then, none older than the engine may still lack."""
    rows = repository.shown().filter(created_at__gt=max(since, now - LOOK_BACK))
    return list(rows.values_list("identifier", "pk", "created_at"))


def known_to(search: SavedSearch) -> set[UUID]:
    """The records that this search has found."""
    return set(search.matches.values_list("record_id", flat=True))


def answers(asked: SearchAsked, among: Iterable[str]) -> Answers | None:
    """Which of these records answer the search; None while there is no index."""
    index = repository.search_index()
    if index is None:
        return None
    try:
        return engine.answers(
            index, asked.query, among=set(among), least=NEAR_ENOUGH, mode=asked.mode,
            filters=asked.filters,
        )  # fmt: skip
    except engine.IndexProblem:
        return None


def newest_answers(asked: SearchAsked) -> list[Told]:
    """The newest records that answer the search, for its feed."""
    rows = {
        row.identifier: row
        for row in repository.shown()
        .order_by("-created_at", "identifier")
        .prefetch_related("themes")[:FEED_LOOKS_AT]
    }
    found = answers(asked, rows)
    told = {each.record_id: each for each in (found.found if found else ())}
    return [Told(row, told[name]) for name, row in rows.items() if name in told][:FEED_SHOWS]


def ready_to_write(now: datetime) -> QuerySet[SavedSearch]:
    """Searches whose moment has come and that have something to say."""
    return SavedSearch.objects.filter(
        Exists(
            Match.objects.filter(search=OuterRef("pk"), told_at=None, record__withdrawn_at=None)
        ),
        due_at__lte=now,
    )


def waiting_letters(now: datetime) -> QuerySet[Letter]:
    """Letters that may leave now."""
    return Letter.objects.filter(
        due_at__lte=now, claimed_at=None, sent_at=None, uncertain=False
    ).select_related("search__subscriber")


def told_in(letter: Letter) -> list[Match]:
    """What a letter names; what was withdrawn meanwhile is left out."""
    return list(letter.matches.filter(record__withdrawn_at=None).select_related("record"))


def list_by_secret(secret: str) -> ReadingList | None:
    """The list that an edit link opens."""
    return ReadingList.objects.filter(edit_digest=digest_of(secret)).first()


def lists_by_secrets(secrets: Iterable[str]) -> list[tuple[str, ReadingList]]:
    """The lists that a browser remembers."""
    wanted = {digest_of(secret): secret for secret in secrets}
    rows = {row.edit_digest: row for row in ReadingList.objects.filter(edit_digest__in=wanted)}
    return [(secret, rows[digest]) for digest, secret in wanted.items() if digest in rows]


def list_by_public_id(public_id: str) -> ReadingList | None:
    """The list that a link to read opens."""
    return ReadingList.objects.filter(public_id=public_id).first()


def items_of(reading_list: ReadingList) -> list[ReadingItem]:
    """Its entries with their records."""
    return list(reading_list.items.select_related("record").prefetch_related("record__themes"))


def passages_of(items: Iterable[ReadingItem]) -> dict[tuple[UUID, str], Passage]:
    """The passages that entries point at, by record and anchor."""
    wanted = [(item.record_id, item.anchor) for item in items if item.anchor]
    rows = Passage.objects.filter(
        record_id__in=[record for record, _ in wanted], anchor__in=[anchor for _, anchor in wanted]
    )
    return {(row.record_id, row.anchor): row for row in rows}
