"""Fact check: who is asked, what they say of which paragraph, how each comment is answered."""

import datetime as dt
import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.access.queries import members
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.messaging import actions as messaging
from irwell.messaging.models import SignedLink
from irwell.reviews import rules
from irwell.reviews.actions.commissioning import finish_milestone
from irwell.reviews.models import (
    FactCheckComment,
    FactCheckInvitation,
    FamilyReading,
    ReportVersion,
)
from irwell.reviews.policies import (
    check_at,
    check_ready_for_fact_check,
    check_ready_for_partners,
    check_review,
)
from irwell.reviews.queries import latest_report, numbered_in, part_shown, review_of

DAYS_TO_CHECK = 10
GRACE = dt.timedelta(days=14)


@transaction.atomic
def send_for_check(*, case: Case, by: User, now: dt.datetime) -> Case:
    """The latest version goes to fact check; its findings are linked to evidence."""
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, ("drafting",), "Sending the draft for fact check")
    report = check_ready_for_fact_check(review)
    audit.record(Event.FACT_CHECK_RECORDED, by=by, case_id=case.pk, about=report, step="sent")
    return cases.move(case=case, to="fact_check", by=by, now=now)


def _checked_version(case: Case) -> ReportVersion:
    check_at(case, ("fact_check",), "Fact checking")
    report = latest_report(check_review(review_of(case)))
    if report is None:
        raise NotPossibleNow("There is no draft to check.")
    return report


@transaction.atomic
def invite_checker(
    *, case: Case, who: str, email: str, link_url: str, by: User, now: dt.datetime,
    kind: str = FactCheckInvitation.Kind.AGENCY, sections: Sequence[int] = (),
) -> FactCheckInvitation:  # fmt: skip
    """Ask somebody to check the facts of their sections by a signed link; only an agency may be shown the whole draft.

    `link_url` holds {token}. Asking twice sends nothing twice.
    """
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    report = _checked_version(case)
    known = report.invitations.filter(email=email).first()
    if known is not None:
        return known
    there = {section.id for section in rules.sections_of(rules.parts_from(report.content))}
    chosen = [one for one in sections if one in there]
    if not chosen and kind != FactCheckInvitation.Kind.AGENCY:
        raise ValidationError(
            {
                "sections": "Choose the sections that concern them. Only an agency is shown the whole draft."
            }
        )
    due_on = london(now).date() + dt.timedelta(days=DAYS_TO_CHECK)
    invitation = FactCheckInvitation.objects.create(
        report=report, who=clean(who), kind=kind, sections=chosen, email=email, due_on=due_on, by=by
    )
    link, token = messaging.issue_link(
        purpose=SignedLink.Purpose.FACT_CHECK, about_id=invitation.pk, email=email,
        expires_at=now + dt.timedelta(days=DAYS_TO_CHECK) + GRACE, by=by, case_id=case.pk,
    )  # fmt: skip
    invitation.link = link
    invitation.save(update_fields=["link"])
    messaging.notify(
        to=email, subject="Please check facts in a draft", once=f"fact-check {invitation.pk}", by=by, case_id=case.pk,
        body=f"You are asked to check facts in a draft by {due_on.day} {due_on:%B %Y}. The link is for you alone:"
        f"\n\n{link_url.format(token=token)}",
    )  # fmt: skip
    audit.record(
        Event.FACT_CHECK_RECORDED, by=by, case_id=case.pk, about=invitation, step="invited"
    )
    return invitation


@transaction.atomic
def comment(
    *,
    report: ReportVersion,
    who: str,
    place: str,
    text: str,
    by: Actor,
    invitation: FactCheckInvitation | None = None,
) -> FactCheckComment:
    """A comment on one paragraph, by a checker's link or noted by those who run the review."""
    case = cases.lock(report.review.case)
    if isinstance(by, User):
        check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    if _checked_version(case).pk != report.pk:
        raise NotPossibleNow("A newer version of the draft is being checked. Ask for a new link.")
    if invitation is not None and invitation.finished_at is not None:
        raise NotPossibleNow(
            "You have said that you have finished. Write to the business unit to add something."
        )
    if not text.strip():
        raise ValidationError("Write what is wrong and what would be right.")
    key = _key(report, place, invitation)
    same = report.comments.filter(invitation=invitation, place=clean(place), who=clean(who))
    twin = next((c for c in same if c.comment == clean(text)), None)
    if twin is not None:
        return twin
    row = FactCheckComment.objects.create(
        report=report, key=case.key, who=clean(who), place=clean(place), paragraph=key, comment=clean(text),
        invitation=invitation,
        by=by if isinstance(by, User) else None,
    )  # fmt: skip
    audit.record(Event.FACT_CHECK_RECORDED, by=by, case_id=case.pk, about=row, step="comment")
    return row


PLACE = re.compile(r"paragraph (\d{1,5})", re.I)


def _key(report: ReportVersion, place: str, invitation: FactCheckInvitation | None) -> str:
    """The key of the paragraph that is named, which stays from version to version; empty where none is named.

    Raises ValidationError when a checker names a paragraph that is not in their part.
    """
    named = PLACE.fullmatch(clean(place))
    if named is None:
        return ""
    paragraphs = numbered_in(report)
    number = int(named[1])
    if invitation is not None and number not in {line.number for line in part_shown(invitation)}:
        raise ValidationError("There is no paragraph of that number in what you were shown.")
    return paragraphs[number - 1].key if 0 < number <= len(paragraphs) else ""


@transaction.atomic
def record_family_reading(
    *, case: Case, who: str, read_on: dt.date, minutes: int, support: str, said: str, by: User
) -> FamilyReading:
    """Somebody of the family read the latest version: when, for how long, with whom beside them, what they said."""
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    report = latest_report(check_review(review_of(case)))
    if report is None:
        raise NotPossibleNow("There is no version of the report to read.")
    if minutes < 1:
        raise ValidationError({"minutes": "Say how many minutes they had."})
    row = FamilyReading(
        report=report, key=case.key, who=clean(who), read_on=read_on, minutes=minutes, support=clean(support),
        said=clean(said), by=by,
    )  # fmt: skip
    row.full_clean(exclude=["said"])
    row.save()
    audit.record(
        Event.FAMILY_READ,
        by=by,
        case_id=case.pk,
        about=row,
        version=report.version,
        minutes=minutes,
    )
    return row


def remind_checker(*, invitation: FactCheckInvitation, today: dt.date) -> bool:
    """Three days before the day and on the day after it: at most twice, and only while an answer is waited for."""
    left = (invitation.due_on - today).days
    if left not in (3, -1) or invitation.finished_at or invitation.silence:
        return False
    case = invitation.report.review.case
    day = f"{invitation.due_on.day} {invitation.due_on:%B %Y}"
    words = f"was due by {day}" if left < 0 else f"is due by {day}"
    messaging.notify(
        to=invitation.email, subject="A fact check is waited for", once=f"fact-check-reminder {invitation.pk} {left}",
        body=f"Your check of facts in a draft {words}. The link is in the message that we sent you when we asked; it still "
        "opens. If you do not find it, write to the business unit and you get a new one.", by=SYSTEM, case_id=case.pk,
    )  # fmt: skip
    return True


@transaction.atomic
def finish_checking(*, invitation: FactCheckInvitation, by: Actor, now: dt.datetime) -> None:
    """The checker says that all is said. Twice changes nothing."""
    case = cases.lock(invitation.report.review.case)
    if invitation.finished_at is None:
        invitation.finished_at = now
        invitation.save(update_fields=["finished_at"])
        audit.record(
            Event.FACT_CHECK_RECORDED, by=by, case_id=case.pk, about=invitation, step="finished"
        )


@transaction.atomic
def record_silence(*, case: Case, invitation: FactCheckInvitation, reason: str, by: User) -> None:
    """No answer came, and why it is not waited for."""
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    check_at(case, ("fact_check",), "Recording a silence")
    if not reason.strip():
        raise ValidationError("Say why the answer is not waited for.")
    invitation.silence = clean(reason)
    invitation.full_clean()
    invitation.save(update_fields=["silence"])
    audit.record(
        Event.FACT_CHECK_RECORDED, by=by, case_id=case.pk, about=invitation, step="silence"
    )


@transaction.atomic
def answer_comment(
    *, case: Case, row: FactCheckComment, answer: str, by: User, now: dt.datetime, outcome: str = ""
) -> FactCheckComment:
    """How a comment was resolved, in words and as one of the outcomes. An answer may be bettered until the partners have the report."""
    case = cases.lock(case)
    check(by, Permission.WRITE_REVIEW, case_id=case.pk)
    check_at(case, ("fact_check", "drafting"), "Answering a comment")
    if not answer.strip():
        raise ValidationError("Say what was done: corrected, kept and why, or passed on.")
    row.answer, row.answered_at, row.outcome = clean(answer), now, outcome
    row.full_clean(exclude=["answer", "comment"])
    row.save(update_fields=["answer", "answered_at", "outcome"])
    audit.record(Event.FACT_CHECK_RECORDED, by=by, case_id=case.pk, about=row, step="answered")
    return row


@transaction.atomic
def return_to_drafting(*, case: Case, by: User, now: dt.datetime) -> Case:
    """Back to the reviewer for corrections; comments stay with the version they were made on."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    check_at(case, ("fact_check",), "Returning the draft")
    return cases.move(case=case, to="drafting", by=by, now=now)


@transaction.atomic
def put_to_partners(*, case: Case, page_url: str, by: User, now: dt.datetime) -> Case:
    """Only when each comment is answered and each checker heard. Tells the partners that a report waits."""
    case = cases.lock(case)
    check(by, Permission.MANAGE_REVIEW, case_id=case.pk)
    review = check_review(review_of(case))
    check_at(case, ("fact_check",), "Putting the report to the partners")
    report = check_ready_for_partners(review)
    finish_milestone(review, "Fact check finished", now)
    for member in members(case.pk, "statutory_partner"):
        messaging.notify(
            to=member.user.email, subject=f"{case.reference}: a report waits for your approval", by=by, case_id=case.pk,
            body=f"Sign in to read and answer:\n\n{page_url}", once=f"approve {report.pk} {member.user.pk}",
        )  # fmt: skip
    return cases.move(case=case, to="partner_approval", by=by, now=now)
