"""Harvest other repositories by OAI-PMH: a part at a time, so that a harvest that is cut goes on where it was.

A part is saved before the token that goes on after it: what is cut in between comes again, and what is here as it
is there is passed over. What was deleted there becomes a tombstone here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from irwell.core.text import clean
from irwell.repository import oai_reading
from irwell.repository.models import HarvestSource, IngestRun, Record
from irwell.repository.oai_reading import Item, Part, Unreadable
from irwell.repository.outward import Unreachable, call, check_address

from .deposits import withdraw
from .harvested import NotFetched, NotTaken, content_of, digest_of
from .saving import Content, save_record

LARGEST_PART = 30 * 1024 * 1024
MOST_PARTS = 50_000
TOGETHER, ENOUGH = 50, 20_000_000  # records, and bytes of files, in one transaction
EACH = timedelta(days=1)
OVERLAP = timedelta(hours=1)  # a record may be dated a little before it can be seen
STALE = timedelta(minutes=10)
MOST_AGAIN = 500
PROGRESS = (
    "due_at", "claimed_at", "finished_at", "since", "again", "run", "prefix", "name", "first_day", "last_day",
    "token", "moment", "parts", "failed", "problem",
)  # fmt: skip
PATIENT = 5  # failures at one token, then the list is begun again


class NotRegistered(ValueError):
    """The address cannot be harvested; the message is a sentence."""


class Later(Exception):
    """The other repository asks to be left alone for some seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"It asks to wait {seconds} seconds.")
        self.seconds = seconds


class Failed(Exception):
    """This attempt is over; the message is a sentence, and the next attempt goes on from the same place."""


def register(*, address: str, set_name: str = "", by: str, now: datetime) -> HarvestSource:
    """Harvest this repository, at once and then each day."""
    try:
        parts = check_address(address, plain=True)
    except Unreachable as error:
        raise NotRegistered(str(error)) from error
    own = urlsplit(settings.IRWELL_PUBLIC_URL)
    if (parts.hostname, parts.port) == (own.hostname, own.port):
        raise NotRegistered("This is the repository itself.")
    if parts.query or parts.fragment:
        raise NotRegistered("Write the base address alone, without “?” and what follows.")
    try:
        with transaction.atomic():
            return HarvestSource.objects.create(
                address=address[:500], set_name=clean(set_name)[:200], begun_by=by, begun_at=now, due_at=now
            )  # fmt: skip
    except IntegrityError as error:
        raise NotRegistered("This repository is harvested already.") from error


@transaction.atomic
def end(*, source: HarvestSource, now: datetime) -> None:
    """Harvest it no more. Its records stay."""
    source.ended_at, source.due_at = now, None
    source.save(update_fields=["ended_at", "due_at"])


@transaction.atomic
def begin_anew(
    *, source: HarvestSource, now: datetime, first_day: str | None = None, last_day: str = ""
) -> None:
    """Harvest now: what changed since the last time, or from a day, or everything for an empty one."""
    source.run = None
    source.token, source.moment, source.parts, source.failed = "", "", 0, 0
    source.first_day = source.since if first_day is None else first_day
    source.last_day, source.due_at, source.problem = last_day, now, ""
    _keep(source)


def step(*, source: HarvestSource, now: datetime) -> bool:
    """Ask for one part and save it; whether there is more. Raises Later or Failed, and says it on the source."""
    if not _claim(source, now):
        raise Failed("Another process harvests it at the moment.")
    source.refresh_from_db()
    try:
        return _step(source, now)
    except Later as later:
        source.due_at, source.problem = now + timedelta(seconds=later.seconds), str(later)
        raise
    except (Unreachable, Unreadable, Failed) as error:
        _note_failure(source, str(error), now)
        raise Failed(str(error)) from error
    finally:
        source.claimed_at = None
        _keep(source)


def _claim(source: HarvestSource, now: datetime) -> bool:
    """Whether this process asks now; one that died is forgotten after ten minutes."""
    rows = HarvestSource.objects.filter(pk=source.pk, ended_at=None)
    rows.filter(claimed_at__lt=now - STALE).update(claimed_at=None)
    return rows.filter(claimed_at=None).update(claimed_at=now) == 1


def _keep(source: HarvestSource) -> None:
    source.save(update_fields=PROGRESS)


def _note_failure(source: HarvestSource, sentence: str, now: datetime) -> None:
    source.failed += 1
    if source.failed % PATIENT == 0:
        source.token = ""
    source.problem = sentence[:400]
    source.due_at = now + min(EACH, timedelta(minutes=15) * 2 ** min(source.failed, 8))


def _step(source: HarvestSource, now: datetime) -> bool:
    if source.run is None or source.run.finished_at:
        _begin(source, now)
    part = _asked(source, "ListRecords", now, **_arguments(source))
    if part.error == "badResumptionToken" and source.token:
        source.token = (
            ""  # too old: the list is begun again, and what is here already is passed over
        )
        part = _asked(source, "ListRecords", now, **_arguments(source))
    if part.error not in ("", "noRecordsMatch"):
        raise Failed(f"It answered “{part.error}”: {part.sentence}")
    if part.token and part.token == source.token:
        raise Failed("It gives the same resumption token again, so the list would never end.")
    if source.parts >= MOST_PARTS:
        raise Failed(f"The list has more than {MOST_PARTS:,} parts.")
    _take_in(source, list(part.items), now)
    source.moment = source.moment or _moment(part, now)
    source.token, source.parts = part.token, source.parts + 1
    source.failed, source.problem = 0, ""
    if not part.token:
        _finish(source, now)
    return bool(part.token)


def _begin(source: HarvestSource, now: datetime) -> None:
    """Who it is, in which form, and what could not be taken last time."""
    about = _asked(source, "Identify", now)
    if about.error:
        raise Failed(f"It answered “{about.error}” when asked who it is.")
    source.name = clean(about.tree.findtext(f".//{oai_reading.OAI}repositoryName") or "")[:200]
    source.prefix = oai_reading.form_of(_asked(source, "ListMetadataFormats", now))
    fine = (about.tree.findtext(f".//{oai_reading.OAI}granularity") or "").endswith("Z")
    if not fine:
        source.first_day, source.last_day = source.first_day[:10], source.last_day[:10]
    again: list[Item] = []
    for name in source.again:
        part = _asked(source, "GetRecord", now, identifier=name, metadataPrefix=source.prefix)
        again += part.items
    source.again = []
    source.run = IngestRun.objects.create(source=source.address[:300], started_at=now)
    _take_in(source, again, now)


def _arguments(source: HarvestSource) -> dict[str, str]:
    if source.token:
        return {"resumptionToken": source.token}
    chosen = {"set": source.set_name, "from": source.first_day, "until": source.last_day}
    return {"metadataPrefix": source.prefix, **{k: v for k, v in chosen.items() if v}}


def _asked(source: HarvestSource, verb: str, now: datetime, **arguments: str) -> Part:
    address = f"{source.address}?{urlencode({'verb': verb, **arguments})}"
    headers = {"User-Agent": "Irwell harvester", "Accept": "text/xml"}
    answer = call("GET", address, headers=headers, most=LARGEST_PART, plain=True)
    if answer.status in (429, 503):
        raise Later(oai_reading.wait_of(answer.headers, now=now))
    if 300 <= answer.status < 400:
        raise Failed(
            f"It has moved to {answer.headers.get('Location', 'another address')}. Register that."
        )
    if answer.status != 200:
        raise Failed(f"{urlsplit(source.address).hostname} answered with {answer.status}.")
    return oai_reading.read_part(answer.body)


def _moment(part: Part, now: datetime) -> str:
    """When the list was begun, by the other's clock where it can be read: the next harvest begins there."""
    try:
        said = datetime.fromisoformat(part.moment)
        said = said if said.tzinfo else said.replace(tzinfo=UTC)
    except ValueError:
        said = now
    return (min(said, now) - OVERLAP).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _take_in(source: HarvestSource, items: list[Item], now: datetime) -> None:
    """Fetch what is new, then write it, some at a time: nobody who writes waits for the network, no file fills the memory."""
    assert source.run is not None
    batch: list[tuple[Item, Content | None]] = []
    size = 0
    source.run.found += len(items)
    for item in items:
        try:
            content = _content(item, source)
        except NotTaken as refused:
            source.run.failures.append([item.identifier, str(refused)])
            if isinstance(refused, NotFetched):
                source.again = [*source.again, item.identifier][-MOST_AGAIN:]
            continue
        batch.append((item, content))
        size += sum(len(file.content) for file in content.files.values()) if content else 0
        if len(batch) >= TOGETHER or size > ENOUGH:
            _save(source, batch, now)
            batch, size = [], 0
    _save(source, batch, now)


@transaction.atomic
def _save(source: HarvestSource, batch: list[tuple[Item, Content | None]], now: datetime) -> None:
    assert source.run is not None
    for item, content in batch:
        _take(item, content, source, source.run, now)
    source.run.save()


def _content(item: Item, source: HarvestSource) -> Content | None:
    """None for what is deleted there, or is here as it is there."""
    if item.deleted:
        return None
    if item.metadata is None:
        raise NotTaken("It has no metadata.")
    if oai_reading.source_of(item) == Record.Source.HARVEST.label:
        # two repositories that harvest each other would otherwise pass copies of copies to and fro
        raise NotTaken("It was harvested there from another repository. Harvest that one.")
    name = oai_reading.identifier_of(item.identifier)
    known = Record.objects.filter(identifier=name).first()
    if known is not None and known.is_withdrawn:
        raise NotTaken("It was withdrawn here, and what was withdrawn does not come back.")
    same = known is not None and known.content_hash == digest_of(item)
    return None if same else content_of(item, address=source.address)


def _take(
    item: Item, content: Content | None, source: HarvestSource, run: IngestRun, now: datetime
) -> None:
    name = oai_reading.identifier_of(item.identifier)
    known = Record.objects.filter(identifier=name).first()
    if item.deleted and known is not None and not known.is_withdrawn:
        where = source.name or urlsplit(source.address).hostname
        withdraw(record=known, reason=f"{where}, where it was published, withdrew it.", now=now)
        run.updated += 1
    elif content is None:
        run.unchanged += 1
    else:
        save_record(content=content, now=now)
        run.added += known is None
        run.updated += known is not None


def _finish(source: HarvestSource, now: datetime) -> None:
    assert source.run is not None
    source.run.finished_at = now
    source.run.save(update_fields=["finished_at"])
    if not source.last_day:  # a harvest up to a day says nothing of what came after it
        source.since = source.moment
    source.finished_at, source.due_at, source.claimed_at = now, now + EACH, None
    source.first_day, source.last_day, source.moment = source.since, "", ""
    source.parts = 0
