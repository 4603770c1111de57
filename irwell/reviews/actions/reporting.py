"""Beginning the report, findings that rest on chronology lines, recommendations."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.chronology import Entry, Timeline
from irwell.combined_chronology.actions import note_finding
from irwell.combined_chronology.queries import parts_of, timeline_of
from irwell.core import time
from irwell.core.text import clean
from irwell.documents.content.words import find
from irwell.reviews import rules
from irwell.reviews.models import Finding, PracticeReview, Recommendation
from irwell.reviews.policies import check_at, check_review
from irwell.reviews.queries import quotable, review_of

RECOMMENDING = (*rules.WRITING, "fact_check")


def writing(
    case: Case, by: User, doing: str, states: Sequence[str] = rules.WRITING
) -> PracticeReview:
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, states, doing)
    return review


@transaction.atomic
def begin_report(*, case: Case, participation: str, by: User, now: dt.datetime) -> Case:
    """Begin the report; says how family and practitioners were offered a part."""
    case = cases.lock(case)
    review = writing(case, by, "Beginning the report", ("evidence",))
    if not participation.strip():
        raise ValidationError("Say how family and practitioners were offered a part.")
    review.participation = clean(participation)
    review.save(update_fields=["participation"])
    return cases.move(case=case, to="drafting", by=by, now=now)


@transaction.atomic
def record_finding(
    *,
    case: Case,
    title: str,
    text: str,
    sides: Mapping[str, str],
    entry_ids: Sequence[str],
    by: User,
    quotes: Sequence[rules.Quote] = (),
    finding: Finding | None = None,
    observation: str = "",
    now: dt.datetime | None = None,
) -> Finding:
    """A finding with the chronology lines and passages it rests on, kept word for word. Without either it is not saved.

    `observation`: the key of what the machine noticed and the finding began as; `now` goes with it.
    """
    case = cases.lock(case)
    review = writing(case, by, "Recording a finding")
    evidence = evidence_of(timeline_of(case), entry_ids, finding)
    passages = passages_quoted(case, quotes, finding, by)
    if not evidence and not passages:
        raise ValidationError(
            "Choose at least one line of the chronology, or quote a passage of a document. A finding rests on evidence "
            "that can be looked up."
        )
    if not title.strip() or not text.strip():
        raise ValidationError("Give the finding a title and say what was found.")
    if not sides.get("why", "").strip():
        raise ValidationError(
            {
                "why": "Say why it happened. A finding gives the reason in the system, not only what was done."
            }
        )
    if finding is None:
        number = max(review.findings.values_list("number", flat=True), default=0) + 1
        finding = Finding(review=review, key=case.key, number=number, by=by)
    finding.title, finding.text, finding.evidence = clean(title), clean(text), evidence
    finding.sides = {s.id: clean(sides[s.id]) for s in rules.SIDES if sides.get(s.id, "").strip()}
    finding.passages, finding.lines, finding.quoted = passages, len(evidence), len(passages)
    finding.save()
    audit.record(
        Event.FINDING_RECORDED,
        by=by,
        case_id=case.pk,
        about=finding,
        number=finding.number,
        lines=len(evidence),
        passages=len(passages),
    )
    if observation and now is not None:
        note_finding(case=case, key=observation, number=finding.number, by=by, now=now)
    return finding


def evidence_of(
    line: Timeline, entry_ids: Sequence[str], finding: Finding | None
) -> list[dict[str, str]]:
    """Lines chosen before keep the words they had then; new ones are taken as they stand now."""
    before = {row["entry_id"]: row for row in (finding.evidence if finding else [])}
    now_there = {entry.id: entry for entry in line.entries}
    found = []
    for entry_id in dict.fromkeys(entry_ids):
        if entry_id in before:
            found.append(before[entry_id])
        elif entry_id in now_there:
            found.append(as_evidence(now_there[entry_id]))
    return found


def passages_quoted(
    case: Case, quotes: Sequence[rules.Quote], finding: Finding | None, by: User
) -> list[dict[str, Any]]:
    """Each quotation with the file and the page where it stands. Those quoted before stay as they were.

    Raises ValidationError when the words are not in the document, or the person may not open it.
    """
    before = {
        (row["document_id"], row["words"]): row for row in (finding.passages if finding else [])
    }
    found = []
    for quote in dict.fromkeys(quotes):
        words = " ".join(clean(quote.words).split())
        if known := before.get((quote.document_id, words)):
            found.append(known)
            continue
        document = quotable(by, case, quote.document_id)
        if document is None:
            raise ValidationError("Choose the document that you quote.")
        parts = parts_of(document)
        place = find(parts, words)
        if place is None:
            raise ValidationError(
                f"These words are not in “{document.file_name}”: “{words[:80]}”. Copy them from the text of the document."
            )
        found.append(
            {
                "document_id": quote.document_id, "file": document.file_name, "page": parts[place.first].page,
                "words": words,
            }
        )  # fmt: skip
    return found


def as_evidence(entry: Entry) -> dict[str, str]:
    """A line as it stands: who said it, when, and its words."""
    return {
        "entry_id": entry.id, "agency": entry.agency, "when": str(entry.when), "words": entry.event,
        "source": entry.source, "return_version": str(entry.return_version),
    }  # fmt: skip


@transaction.atomic
def record_recommendation(
    *,
    case: Case,
    text: str,
    addressees: str,
    theme: str,
    intended_outcome: str,
    finding: Finding | None,
    by: User,
    recommendation: Recommendation | None = None,
    now: dt.datetime | None = None,
) -> Recommendation:
    """A recommendation to named bodies, with the outcome intended for children."""
    case = cases.lock(case)
    writing(case, by, "Recording a recommendation", RECOMMENDING)
    if theme and theme not in rules.themes():
        raise ValidationError("Choose a theme from the list.")
    if recommendation is None:
        number = max(case.recommendations.values_list("number", flat=True), default=0) + 1
        recommendation = Recommendation(
            case=case, key=case.key, number=number, by=by, created_at=now or time.now()
        )
    recommendation.text, recommendation.addressees = clean(text), clean(addressees)
    recommendation.theme, recommendation.finding = theme, finding
    recommendation.intended_outcome = clean(intended_outcome)
    recommendation.full_clean(exclude=["text", "intended_outcome"])
    recommendation.save()
    audit.record(
        Event.RECOMMENDATION_RECORDED,
        by=by,
        case_id=case.pk,
        about=recommendation,
        number=recommendation.number,
    )
    return recommendation


@transaction.atomic
def record_no_recommendations(*, case: Case, reason: str, by: User) -> PracticeReview:
    """Why this review makes no recommendation; an empty reason takes it back."""
    case = cases.lock(case)
    review = writing(case, by, "Recording this", RECOMMENDING)
    review.no_recommendations = clean(reason)
    review.save(update_fields=["no_recommendations"])
    audit.record(
        Event.RECOMMENDATION_RECORDED,
        by=by,
        case_id=case.pk,
        about=review,
        none=bool(reason.strip()),
    )
    return review
