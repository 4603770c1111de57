"""Every read of the repository."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse

from irwell import search as engine
from irwell.search import Hit, Index, IndexProblem, OpenSearchIndex, Pair, Results

from .forms import PAGE, SearchAsked
from .models import (
    Delivery,
    File,
    HarvestSource,
    IngestRun,
    Quarantined,
    Record,
    Theme,
    Webhook,
)

IN_A_LINE = ("identifier", "title", "kind", "partnership", "published", "year")
_opened: dict[tuple[str, Path], Index | OpenSearchIndex] = {}
_opening = Lock()


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its record."""

    record: Record
    hit: Hit

    @property
    def href(self) -> str:
        """The address of the record."""
        return path_of(self.record.identifier)


@lru_cache(maxsize=5000)
def path_of(identifier: str) -> str:
    """The address of a record within this site; a page of results needs ten, and finding one takes as long as a line of it."""
    return str(reverse("repository:record", args=[identifier]))


@dataclass(frozen=True, slots=True)
class Counts:
    """What the repository holds."""

    records: int
    recommendations: int
    partnerships: int
    first_year: int | None
    last_year: int | None


def search_index() -> Index | OpenSearchIndex | None:
    """The index, opened once in a process; None while there is none."""
    key = (settings.IRWELL_OPENSEARCH, Path(settings.IRWELL_REPOSITORY_INDEX))
    with _opening:
        if key not in _opened:
            try:
                _opened[key] = _open(*key)
            except IndexProblem:
                return None
        return _opened[key]


def _open(server: str, folder: Path) -> Index | OpenSearchIndex:
    return OpenSearchIndex(server, folder=folder) if server else Index.open(folder)


def search(
    asked: SearchAsked, *, limit: int = PAGE, whole: bool = True
) -> tuple[Results, list[Found]] | None:
    """A page of results; None while there is no index, or its server is away. Not `whole`: what a line shows."""
    index = search_index()
    if index is None:
        return None
    try:
        results = index.search(
            asked.query,
            mode=asked.mode,
            filters=asked.filters,
            limit=limit,
            offset=asked.offset,
            order=asked.order,
        )
    except IndexProblem:
        return None
    return results, with_records(results.hits, whole=whole)


def similar(record: Record, *, limit: int = 5) -> list[Found]:
    """Records that say the same as this one."""
    index = search_index()
    hits = index.similar(record.identifier, limit=limit) if index else ()
    return with_records(hits, whole=False)


def like(record: Record, *, anchor: str = "", limit: int = 20) -> list[Found]:
    """Records with a passage like one of this record’s, each with that passage."""
    index = search_index()
    hits = engine.like(index, record.identifier, anchor=anchor, limit=limit) if index else ()
    return with_records(hits, whole=False)


def pairs(first: str, second: str) -> tuple[Pair, ...]:
    """The passages of two records that say the same."""
    index = search_index()
    return engine.pairs(index, first, second) if index else ()


def has_index() -> bool:
    """Whether there is an index to ask."""
    return search_index() is not None


def by_meaning() -> bool:
    """Whether the index knows meanings."""
    index = search_index()
    return bool(index and index.by_meaning)


def with_records(hits: Sequence[Hit], *, whole: bool = True) -> list[Found]:
    """Hits with their rows; a record withdrawn since the index was built is left out."""
    rows = shown().prefetch_related("themes") if whole else shown().only(*IN_A_LINE)
    found = rows.in_bulk([hit.record_id for hit in hits], field_name="identifier")
    return [Found(found[hit.record_id], hit) for hit in hits if hit.record_id in found]


def shown() -> QuerySet[Record]:
    """Every record that is not withdrawn."""
    return Record.objects.filter(withdrawn_at__isnull=True)


def record(identifier: str) -> Record | None:
    """The record under this identifier, withdrawn or not."""
    return (
        Record.objects.filter(identifier=identifier.lower())
        .prefetch_related("themes", "files", "recommendations", "passages")
        .first()
    )


def file_of(identifier: str, name: str) -> File | None:
    """The latest version of a file, unless the record is withdrawn."""
    return (
        File.objects.filter(
            record__identifier=identifier, name=name, record__withdrawn_at__isnull=True
        )
        .order_by("-version")
        .first()
    )


def latest(limit: int) -> QuerySet[Record]:
    """The newest reviews first, deposited ones before documents of the same day."""
    return shown().filter(published__isnull=False).order_by("-published", "identifier")[:limit]


def counts() -> Counts:
    """Figures for the front page."""
    row = shown().aggregate(
        records=Count("pk"),
        partnerships=Count("partnership", distinct=True, filter=~Q(partnership="")),
        first=Min("year"),
        last=Max("year"),
    )
    recommendations = shown().aggregate(all=Count("recommendations"))["all"]
    return Counts(row["records"], recommendations, row["partnerships"], row["first"], row["last"])


def themes() -> QuerySet[Theme]:
    """Themes with how many records are about each, the commonest first."""
    about = Count("records", filter=Q(records__withdrawn_at__isnull=True))
    return Theme.objects.annotate(count=about).filter(count__gt=0).order_by("-count", "name")


def kinds() -> list[tuple[str, int]]:
    """Kinds of record with how many there are, the commonest first."""
    rows = shown().values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    return [(kind, count) for kind, count in rows]


def changed(
    *,
    since: datetime | None,
    until: datetime | None,
    kind: str | None,
    theme: str | None,
    after: tuple[datetime, str] | None,
) -> QuerySet[Record]:
    """Records in the order they changed, withdrawn ones too, for harvesting."""
    rows = Record.objects.order_by("changed_at", "identifier").prefetch_related(
        "themes", "recommendations", "files"
    )
    if since:
        rows = rows.filter(changed_at__gte=since)
    if until:
        rows = rows.filter(changed_at__lt=until)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if theme is not None:
        rows = rows.filter(themes__slug=theme)
    if after:
        moment, identifier = after
        later = Q(changed_at__gt=moment) | Q(changed_at=moment, identifier__gt=identifier)
        rows = rows.filter(later)
    return rows


def latest_change() -> tuple[datetime | None, int]:
    """When a record last changed, and how many there are: what a copy of everything is named after."""
    row = Record.objects.aggregate(last=Max("changed_at"), count=Count("pk"))
    return row["last"], row["count"]


def earliest_change() -> datetime | None:
    """When the first record came."""
    first: datetime | None = Record.objects.aggregate(first=Min("changed_at"))["first"]
    return first


def unchecked(asked: str) -> QuerySet[Record]:
    """Records that no editor has looked at, reviews before collections; with words, all that have them."""
    rows = shown().order_by("source", "-published", "identifier")
    if not asked:
        return rows.filter(checked_at=None)
    return rows.filter(Q(title__icontains=asked) | Q(identifier__icontains=asked))


def kept_files() -> dict[str, object]:
    """How many files are kept and compared with their checksums, and the longest time since."""
    return File.objects.aggregate(
        all=Count("pk"),
        checked=Count("checked_at"),
        oldest=Min("checked_at"),
        newest=Max("checked_at"),
    )


def damaged_files() -> QuerySet[File]:
    """Files that were not what they should be when they were last compared."""
    return File.objects.filter(intact=False).select_related("record").order_by("record", "name")


def kept_aside(reference: UUID) -> Quarantined | None:
    """A bundle that did not hold, decided about or not."""
    return Quarantined.objects.filter(pk=reference).select_related("deposit__record").first()


def all_kept_aside() -> QuerySet[Quarantined]:
    """Bundles that did not hold: those that wait first, then the latest."""
    waits = Q(state=Quarantined.State.WAITING)
    rows = Quarantined.objects.select_related("deposit__record").annotate(first=waits)
    return rows.order_by("-first", "-received_at")


def waiting_aside() -> int:
    """How many bundles wait for an editor."""
    return Quarantined.objects.filter(state=Quarantined.State.WAITING).count()


def webhooks() -> QuerySet[Webhook]:
    """Who is told, those that ended last."""
    failing = Count("deliveries", filter=Q(deliveries__sent_at=None) & ~Q(deliveries__problem=""))
    return Webhook.objects.annotate(failing=failing).order_by(
        F("ended_at").asc(nulls_first=True), "institution"
    )


def webhook(reference: UUID) -> Webhook | None:
    """One of them."""
    return Webhook.objects.filter(pk=reference).first()


def deliveries(webhook: Webhook) -> QuerySet[Delivery]:
    """Its latest messages."""
    return webhook.deliveries.select_related("record")[:100]


def sources() -> QuerySet[HarvestSource]:
    """Repositories that are harvested, those that ended last."""
    return HarvestSource.objects.select_related("run").order_by(
        F("ended_at").asc(nulls_first=True), "name", "address"
    )


def source(reference: UUID) -> HarvestSource | None:
    """One of them."""
    return HarvestSource.objects.filter(pk=reference).select_related("run").first()


def due_sources(*, now: datetime) -> list[HarvestSource]:
    """Those whose harvest begins or goes on now."""
    rows = HarvestSource.objects.filter(ended_at=None, due_at__lte=now)
    return list(rows.order_by("due_at"))


def runs() -> QuerySet[IngestRun]:
    """The latest runs of reading."""
    return IngestRun.objects.order_by("-started_at")[:10]


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents being read in at this moment."""

    done: int
    found: int

    @property
    def per_cent(self) -> int:
        return 100 * self.done // max(1, self.found)


def being_read(*, now: datetime) -> Reading | None:
    """The run that is reading documents in now; a run that was killed is forgotten after an hour."""
    run = IngestRun.objects.order_by("-started_at").first()
    if run is None or run.finished_at or run.started_at < now - timedelta(hours=1):
        return None
    return Reading(run.added + run.updated + run.unchanged + len(run.failures), run.found)
