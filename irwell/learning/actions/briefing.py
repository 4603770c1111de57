"""Briefings: drafted from the published report, edited, checked, issued, and read."""

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.anonymisation.queries import engine_register
from irwell.anonymisation.rules import words_left
from irwell.anonymise.writing import PrinterMissing
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean, plural
from irwell.crypto.actions import service_key
from irwell.learning import presenters, queries
from irwell.learning.models import Briefing, BriefingIssue, Reading, RoleFile, Share
from irwell.learning.policies import check_can_issue, check_is_open
from irwell.learning.rules import (
    LIMIT,
    SECTIONS,
    Role,
    draft_from,
    for_role,
    roles,
    words_of,
)
from irwell.messaging import actions as messaging
from irwell.search.reading.web import document_from_html


class Stale(Exception):
    """Somebody else saved the briefing meanwhile."""


class Leaks(ValidationError):
    """Words that identify somebody; each message says in which section."""


@transaction.atomic
def make_briefing(*, case: Case, by: User, now: dt.datetime) -> Briefing:
    """A first draft from the public report and the recommendations. A second call finds the first draft."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    if known := queries.briefing_of(case):
        return known
    check_is_open(case)
    publication, report = queries.publication_of(case), queries.public_report(case)
    if publication is None or report is None:
        raise NotPossibleNow(
            "A briefing is made from a published report. This one is not published."
        )
    register = engine_register(case)
    texts = [r.text for r in case.recommendations.all()]
    safe = [text for text in texts if not words_left(register, {"": text})]
    read = document_from_html(report, name="report.html")
    suggested = draft_from(
        read,
        summary=publication.summary, recommendations=safe if len(safe) == len(texts) else (),
    )  # fmt: skip
    # A section in which the gate finds somebody starts empty: a person writes it.
    sections = {
        name: "" if words_left(register, {name: text}) else text
        for name, text in suggested.sections.items()
    }
    for_roles = {one.id: for_role(one, read, safe) for one in roles()}
    briefing = Briefing.objects.create(
        publication=publication, title=publication.title, sections=sections, made_by=by, edited_by=by,
        edited_at=now, roles={k: v for k, v in for_roles.items() if v and not words_left(register, {k: v})},
    )  # fmt: skip
    audit.record(Event.BRIEFING_MADE, by=by, case_id=case.pk, about=briefing)
    return briefing


def _check_words(case: Case, title: str, sections: Mapping[str, str]) -> None:
    """Raises Leaks, one message a section, when a registered identity is in the words."""
    names = {s.id: s.title for s in SECTIONS} | {r.id: r.title for r in roles()}
    texts = {"The title": title, **{names[k]: text for k, text in sections.items()}}
    if found := words_left(engine_register(case), texts):
        raise Leaks(found)


def edit_briefing(
    *, briefing: Briefing, title: str, sections: dict[str, str], seen: int, by: User, now: dt.datetime
) -> Briefing:  # fmt: skip
    """Keep the words when nobody can be known from them, they can be read in seven minutes, and nobody was quicker."""
    case = briefing.publication.case
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    sections = {s.id: clean(sections.get(s.id, "")) for s in SECTIONS}
    try:
        _check_words(case, clean(title), sections)
    except Leaks as leaks:
        audit.record(
            Event.BRIEFING_BLOCKED,
            by=by,
            case_id=case.pk,
            about=briefing,
            found=len(leaks.messages),
        )
        raise
    if (count := words_of(sections)) > LIMIT:
        raise ValidationError(
            f"These are {plural(count, 'word')}; seven minutes are {LIMIT}. Leave something out: the whole report is"
            " one click away."
        )
    return _keep(briefing, clean(title), sections, seen=seen, by=by, now=now)


@transaction.atomic
def _keep(
    briefing: Briefing, title: str, sections: dict[str, str], *, seen: int, by: User, now: dt.datetime
) -> Briefing:  # fmt: skip
    case = cases.lock(briefing.publication.case)
    check_is_open(case)
    briefing.refresh_from_db()
    if (briefing.title, briefing.sections) == (title, sections):
        return briefing
    if briefing.edits != seen:
        raise Stale
    briefing.title, briefing.sections, briefing.edits = title, sections, briefing.edits + 1
    briefing.edited_by, briefing.edited_at = by, now
    briefing.save()
    audit.record(Event.BRIEFING_EDITED, by=by, case_id=case.pk, about=briefing, edit=briefing.edits)
    return briefing


def edit_roles(
    *, briefing: Briefing, texts: Mapping[str, str], seen: int, by: User, now: dt.datetime
) -> Briefing:
    """Keep the points for each role, under the same gate and the same care for two who edit at once."""
    case = briefing.publication.case
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    kept = {one.id: text for one in roles() if (text := clean(texts.get(one.id, "")))}
    try:
        _check_words(case, briefing.title, kept)
    except Leaks as leaks:
        audit.record(
            Event.BRIEFING_BLOCKED,
            by=by,
            case_id=case.pk,
            about=briefing,
            found=len(leaks.messages),
        )
        raise
    return _keep_roles(briefing, kept, seen=seen, by=by, now=now)


@transaction.atomic
def _keep_roles(
    briefing: Briefing, kept: dict[str, str], *, seen: int, by: User, now: dt.datetime
) -> Briefing:
    case = cases.lock(briefing.publication.case)
    check_is_open(case)
    briefing.refresh_from_db()
    if briefing.roles == kept:
        return briefing
    if briefing.edits != seen:
        raise Stale
    briefing.roles, briefing.edits = kept, briefing.edits + 1
    briefing.edited_by, briefing.edited_at = by, now
    briefing.save()
    audit.record(Event.BRIEFING_EDITED, by=by, case_id=case.pk, about=briefing, edit=briefing.edits)
    return briefing


@transaction.atomic
def record_share(
    *, briefing: Briefing, with_whom: str, how: str, shared_on: dt.date, people: int, by: User
) -> Share:
    """The briefing was passed on. The same said twice is kept once."""
    case = briefing.publication.case
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    issue = briefing.issues.first()
    if issue is None:
        raise NotPossibleNow("The briefing is not issued yet, so it was not shared.")
    row, made = Share.objects.get_or_create(
        briefing=briefing, with_whom=clean(with_whom), how=how, shared_on=shared_on,
        defaults={"people": people, "issue_number": issue.number, "by": by},
    )  # fmt: skip
    if made:
        audit.record(
            Event.BRIEFING_SHARED, by=by, case_id=case.pk, about=briefing, how=how, people=people
        )
    return row


@transaction.atomic
def issue_briefing(*, briefing: Briefing, by: User, now: dt.datetime) -> BriefingIssue:
    """Issue the words as they stand, as a page, PDF, Word and slides; tell everybody who reads briefings."""
    case = cases.lock(briefing.publication.case)
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    briefing.refresh_from_db()
    latest = briefing.issues.first()
    changed = latest is None or differs(briefing, latest)
    if latest is not None and not changed and latest.issued_by_id == by.pk:
        return latest
    check_is_open(case)
    if queries.publication_of(case) is None:
        raise NotPossibleNow("The review is not on the site, so its briefing is not issued.")
    check_can_issue(by, edited_by=briefing.edited_by, latest=latest, changed=changed)
    if empty := [s.title for s in SECTIONS if not briefing.sections.get(s.id)]:
        raise NotPossibleNow(f"Still to be written: {', '.join(empty)}.")
    _check_words(case, briefing.title, {**briefing.sections, **briefing.roles})
    issue = BriefingIssue(
        briefing=briefing, number=latest.number + 1 if latest else 1, title=briefing.title,
        sections=briefing.sections, roles=briefing.roles, issued_at=now, issued_by=by,
    )  # fmt: skip
    shown = presenters.briefing_page(
        issue, publication=briefing.publication, partnership=partnership()
    )
    try:
        issue.pdf, issue.word = presenters.as_pdf(shown), presenters.as_word(shown)
        issue.slides = presenters.as_slides(shown)
    except PrinterMissing as error:
        raise NotPossibleNow(str(error)) from error
    issue.save()
    audit.record(Event.BRIEFING_ISSUED, by=by, case_id=case.pk, about=briefing, number=issue.number)
    for person in queries.readers():
        _tell(
            issue, person, "A briefing is ready to read", f"briefing {issue.pk} {person.pk}", by=by
        )
    return issue


def role_file(*, issue: BriefingIssue, role: Role, kind: str) -> bytes:
    """The version for a role as a file of this kind, made once. It holds only what was issued, and nobody is asked who reads."""
    kept = issue.role_files.filter(role=role.id, kind=kind).first()
    if kept is None:
        shown = presenters.briefing_page(
            issue, publication=issue.briefing.publication, partnership=partnership(), role=role
        )
        try:
            made = presenters.AS[kind](shown)
        except PrinterMissing as error:
            raise NotPossibleNow(str(error)) from error
        kept, _ = RoleFile.objects.get_or_create(
            issue=issue, role=role.id, kind=kind, defaults={"content": made}
        )
    return bytes(kept.content)


def differs(briefing: Briefing, issue: BriefingIssue) -> bool:
    """Whether the draft holds other words than an issue."""
    held = (briefing.title, briefing.sections, briefing.roles)
    return held != (issue.title, issue.sections, issue.roles)


@transaction.atomic
def remind_readers(*, briefing: Briefing, by: User, now: dt.datetime) -> int:
    """Remind those who have not read it: once a week at most, however often it is pressed."""
    case = briefing.publication.case
    check(by, Permission.MANAGE_LEARNING, case_id=case.pk)
    issue = briefing.issues.first()
    if issue is None:
        raise NotPossibleNow("The briefing is not issued yet.")
    year, week, _ = now.isocalendar()
    waiting = queries.not_read(briefing)
    for person in waiting:
        once = f"briefing-reminder {briefing.pk} {person.pk} {year}-{week}"
        _tell(issue, person, "A briefing waits for you", once, by=by)
    return len(waiting)


@transaction.atomic
def record_reading(
    *, briefing: Briefing, used: str, reflection: str, shared: bool, by: User, now: dt.datetime
) -> Reading:
    """A person read it. Once a person: saying so again keeps the newer words and adds no one to the count."""
    check(by, Permission.READ_BRIEFINGS)
    issue = briefing.issues.first()
    if issue is None:
        raise NotPossibleNow("This briefing is not issued yet.")
    reading, made = Reading.objects.get_or_create(
        briefing=briefing, by=by,
        defaults={
            "key": service_key(), "issue_number": issue.number, "used": used, "reflection": clean(reflection),
            "shared": shared, "created_at": now,
        },
    )  # fmt: skip
    if made:
        audit.record(Event.BRIEFING_READ, by=by, about=briefing, used=used)
        return reading
    reading.used, reading.shared = used, shared
    reading.reflection = clean(reflection) or reading.reflection
    reading.save()
    return reading


def _tell(issue: BriefingIssue, person: User, subject: str, once: str, *, by: User) -> None:
    path = reverse(
        "learning:briefing", kwargs={"identifier": issue.briefing.publication.identifier}
    )
    messaging.notify(
        to=person.email,
        subject=subject,
        body=f"What was learned from a review, in seven minutes:\n\n{settings.IRWELL_BASE_URL}{path}"
        f"\n\n{partnership().name}",
        once=once,
        by=by,
    )
