"""Reading the combined chronology. Each caller has checked that the person may read the case's returns."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac

from irwell.agency_returns.models import AgencyReturn, InformationRequest
from irwell.agency_returns.queries import requests_of
from irwell.audit.events import Event
from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.cases.queries import register_of
from irwell.chronology import Entry, Import, PseudonymKey, Timeline, diff, merge
from irwell.combined_chronology.models import Annotation, EnquiryTag
from irwell.combined_chronology.rules import Marked, Registered, key_of
from irwell.crypto.models import cipher

NONCE = 12
WORDS = "chronology_words"


def registered_of(case: Case) -> list[Registered]:
    """The identity register as the pseudonym key needs it."""
    return [
        Registered(
            identity.kind,
            identity.label,
            tuple(identity.names),
            (*identity.details.get("addresses", ()), *identity.details.get("identifiers", ())),
        )
        for identity in register_of(case)
    ]


def pseudonym_key(case: Case) -> PseudonymKey:
    """The case's one key, from the identity register as it is now."""
    return key_of(registered_of(case))


def annotations_of(case: Case) -> dict[str, Annotation]:
    """Line id to what the panel added to that line."""
    return {one.entry_id: one for one in case.annotations.select_related("by")}


def marks_of(annotations: Iterable[Annotation]) -> dict[str, Marked]:
    return {one.entry_id: Marked(tuple(one.tags), one.comment) for one in annotations}


def request_to(case: Case, agency: str) -> InformationRequest | None:
    """The request that an agency answered; `agency` is its name on the timeline."""
    return next((r for r in requests_of(case) if r.agency.name == agency), None)


def enquiries_of(case: Case) -> list[EnquiryTag]:
    """The key lines of enquiry, in the order in which they were named."""
    return list(case.enquiry_tags.all())


def line_of(timeline: Timeline, entry_id: str) -> Entry | None:
    return next((entry for entry in timeline.entries if entry.id == entry_id), None)


def code_of(case: Case, text: str) -> str:
    """A word for a name or tag that an address may carry: it tells nothing to who lacks our secret."""
    return salted_hmac("irwell.chronology.filter", f"{case.pk}:{text}").hexdigest()[:12]


def words_of(session: Any, case: Case) -> str:
    """The words sought last on this case, kept sealed in the session and never in an address."""
    sealed = session.get(WORDS, {}).get(str(case.pk))
    if not sealed:
        return ""
    raw = bytes.fromhex(sealed)
    return cipher(case.key_id).decrypt(raw[:NONCE], raw[NONCE:], bound_to(case)).decode()


def bound_to(case: Case) -> bytes:
    return f"{WORDS}.{case.pk}".encode()


def carried_lines(case: Case) -> dict[str, str]:
    """Line ids of earlier signed returns to the ids of the same lines in the return after."""
    carried: dict[str, str] = {}
    for versions in _signed_entries(case).values():
        for earlier, later in pairwise(versions):
            carried |= {a: b for a, b in diff(earlier, later).carried.items() if a != b}
    return carried


def _signed_entries(case: Case) -> dict[UUID, list[tuple[Entry, ...]]]:
    """Each agency's signed versions in order, their lines under the ids that the timeline gives them."""
    found: dict[UUID, list[tuple[Entry, ...]]] = {}
    signed = AgencyReturn.objects.filter(
        request__case=case, request__parent=None, signed_at__isnull=False
    )
    for version in signed.select_related("request__agency").order_by("version"):
        agency = version.request.agency.name
        read = [
            Import(agency, version.version, tuple(map(Entry.from_dict, chronology.entries)))
            for chronology in version.chronologies.exclude(confirmed_at=None)
        ]
        found.setdefault(version.request_id, []).append(merge(read).entries)
    return found


def lost_lines(case: Case) -> dict[str, Entry]:
    """Every line of an earlier signed return, to say what a mark was about whose line was withdrawn."""
    versions = [v for agency in _signed_entries(case).values() for v in agency]
    return {entry.id: entry for entries in versions for entry in entries}


@dataclass(frozen=True)
class Answered:
    """Who was asked, who answered, and who is still awaited."""

    asked: int
    signed: int
    nil: int
    awaited: tuple[InformationRequest, ...]


def answered(case: Case) -> Answered:
    """How complete the chronology can be now."""
    requests = list(case.requests.select_related("agency").prefetch_related("returns"))
    signed = {r.pk: [v for v in r.returns.all() if v.signed_at] for r in requests}
    nil = sum(1 for versions in signed.values() if versions and versions[-1].kind == "nil")
    awaited = tuple(r for r in requests if not signed[r.pk])
    return Answered(len(requests), len(requests) - len(awaited), nil, awaited)


def taken_up(case: Case, timeline: Timeline) -> bool:
    """Whether the log knows this timeline already, so that nothing has to be moved along with its lines."""
    return not timeline.versions or last_merge(case) == merge_of(timeline)


def merge_of(timeline: Timeline) -> dict[str, Any]:
    """What the log says of a timeline."""
    return {
        "lines": len(timeline.entries),
        "returns": len(timeline.versions),
        "state": hashlib.sha256(repr(timeline.versions).encode()).hexdigest()[:16],
    }


def last_merge(case: Case) -> dict[str, Any]:
    """What the log says of the timeline when its returns last changed."""
    event = LoggedEvent.objects.filter(case=case.pk, name=Event.CHRONOLOGY_MERGED).last()
    return dict(event.data) if event else {}
