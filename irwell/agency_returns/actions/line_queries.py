"""Asking an agency about one line of its signed return, its answer by link, and settling the matter."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.agency_returns.actions import letters
from irwell.agency_returns.actions.answering import lock
from irwell.agency_returns.models import InformationRequest, LineQuery
from irwell.agency_returns.policies import check_can_answer_query, check_can_query
from irwell.agency_returns.queries import queries_to
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.chronology import Entry
from irwell.core.text import clean
from irwell.core.time import london

LONGEST = 4000


class Stale(Exception):
    """Somebody else at the agency answered meanwhile; `theirs` is what they wrote."""

    def __init__(self, theirs: LineQuery) -> None:
        super().__init__("Somebody else answered this while you were writing.")
        self.theirs = theirs


@transaction.atomic
def ask_about_line(
    *, request: InformationRequest, entry: Entry, question: str, by: User, now: dt.datetime
) -> LineQuery:
    """Put a question about a line to the agency that recorded it. The same question twice is asked once."""
    request = lock(request)
    check(by, Permission.QUERY_AGENCY, case_id=request.case_id)
    check_can_query(request)
    question = clean(question)
    if not question:
        raise ValidationError("Write the question.")
    waiting = [q for q in queries_to(request) if q.standing == LineQuery.Standing.WAITING]
    for known in waiting:
        if (known.entry_id, known.question) == (entry.id, question):
            return known
    made = LineQuery.objects.create(
        request=request, key=request.key, entry_id=entry.id, line=as_it_stands(entry), question=question,
        asked_by=by, asked_at=now,
    )  # fmt: skip
    audit.record(Event.LINE_QUERY_ASKED, by=by, case_id=request.case_id, about=made)
    today = london(now).date()
    if not any(london(q.asked_at).date() == today for q in waiting):
        _tell_agency(request, by=by, now=now)
    return made


def as_it_stands(entry: Entry) -> dict[str, str]:
    """The line as the agency knows it: its own words and where they stood."""
    return {
        "when": str(entry.when) if entry.when.dated else "No date", "words": entry.event, "source": entry.source,
        "place": entry.place, "version": str(entry.return_version),
    }  # fmt: skip


def _tell_agency(request: InformationRequest, *, by: Actor, now: dt.datetime) -> None:
    """One mail a day at most, however many questions there are."""
    _, url = letters.new_link(
        request, email=request.contact_email, by=by, now=now, page="line_queries"
    )
    letters.write(
        request, to=request.contact_email, subject="A question about your chronology", body=letters.QUERY,
        once=f"line queries {request.pk} {london(now).date()}", by=by, url=url,
    )  # fmt: skip


@transaction.atomic
def answer_query(
    *,
    query: LineQuery,
    answer: str,
    name: str,
    role: str,
    seen: str,
    by: Actor,
    now: dt.datetime,
) -> LineQuery:
    """The agency's answer, which it may put right until the matter is settled. Raises Stale.

    `seen`: when the answer was given that the person started from; empty when there was none.
    """
    request = lock(query.request)
    query = queries_to(request).get(pk=query.pk)
    check_can_answer_query(query)
    answer, signed = clean(answer), f"{clean(name)}, {clean(role)}"
    if not answer:
        raise ValidationError("Write the answer.")
    if (query.answer, query.answered_by) == (answer, signed):
        return query
    if (query.answered_at.isoformat() if query.answered_at else "") != seen:
        raise Stale(query)
    query.answer, query.answered_by, query.answered_at = answer, signed, now
    query.save()
    audit.record(Event.LINE_QUERY_ANSWERED, by=by, case_id=request.case_id, about=query)
    path = reverse("combined_chronology:line", args=[request.case_id, query.entry_id])
    letters.write(
        request, to=query.asked_by.email, subject="A question about a chronology was answered",
        body=letters.QUERY_ANSWERED, once=f"line query {query.pk} {now.isoformat()}", by=by,
        url=f"{settings.IRWELL_BASE_URL}{path}",
    )  # fmt: skip
    return query


@transaction.atomic
def settle_query(*, query: LineQuery, by: User, now: dt.datetime) -> LineQuery:
    """Nothing more is asked, answered or not. Settling twice changes nothing."""
    request = lock(query.request)
    check(by, Permission.QUERY_AGENCY, case_id=request.case_id)
    query = queries_to(request).get(pk=query.pk)
    if query.settled_at is not None:
        return query
    query.settled_at, query.settled_by = now, by
    query.save(update_fields=["settled_at", "settled_by"])
    audit.record(
        Event.LINE_QUERY_SETTLED, by=by, case_id=request.case_id, about=query,
        answered=query.answered_at is not None,
    )  # fmt: skip
    return query
