"""Writing the report section by section, making it as Word, agreeing the draft, signing."""

import datetime as dt

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.decisions import queries as decisions
from irwell.decisions.policies import check_speaks_for
from irwell.decisions.rules import PARTNERS
from irwell.documents.actions import keep_made, read
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.rapid_reviews import policies, presenters, queries, rules
from irwell.rapid_reviews.models import RapidReview, Report, SignOff


class Stale(Exception):
    """Somebody else saved this section since the page was opened."""


class NamesLeft(NotPossibleNow):
    """A registered name stands in the report; it is not made until labels stand there instead."""


def _of(case: Case) -> RapidReview:
    review, _ = RapidReview.objects.get_or_create(case=case, defaults={"key": case.key})
    return review


@transaction.atomic
def save_section(*, case: Case, section: str, text: str, version: int, by: User) -> RapidReview:
    """Keep what was written under a heading. Raises Stale when another person saved it meanwhile."""
    case = cases.lock(case)
    check(by, Permission.ADVISE, case_id=case.pk)
    policies.check_can_write(case)
    review = _of(case)
    if section not in rules.BY_ID:
        raise NotPossibleNow("The report has no such section.")
    if version != review.versions.get(section, 0):
        raise Stale
    review.sections = {**review.sections, section: clean(text)}
    review.versions = {**review.versions, section: version + 1}
    own = {k: v for k, v in review.typed.get(str(by.pk), {}).items() if k != section}
    review.typed = {**review.typed, str(by.pk): own}
    review.save()
    audit.record(
        Event.RR_SECTION_SAVED, by=by, case_id=case.pk, about=review, section=section,
        words=rules.words_in(text),
    )  # fmt: skip
    return review


@transaction.atomic
def keep_typed(*, case: Case, section: str, text: str, version: int, by: User) -> None:
    """Keep what a person is typing; it counts once they save."""
    case = cases.lock(case)
    check(by, Permission.ADVISE, case_id=case.pk)
    policies.check_can_write(case)
    review = _of(case)
    own = {**review.typed.get(str(by.pk), {}), section: {"text": text, "version": version}}
    review.typed = {**review.typed, str(by.pk): own}
    review.save()


@transaction.atomic
def make_report(*, case: Case, by: User, now: dt.datetime) -> Report:
    """The next version as Word and as PDF, from what is recorded. Refused while a registered name stands in it."""
    case = cases.lock(case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_can_write(case)
    record, review = queries.record_of(case), _of(case)
    left = presenters.names_left(record, *decisions.names_of(case))
    if left:
        raise NamesLeft(" ".join(left))
    last = queries.latest_report(case)
    version = last.version + 1 if last else 1
    content = presenters.report_context(record, version=version, partnership=partnership(), now=now)
    word, pdf = presenters.report_files(content, reference=case.reference)
    sealed = record.decision if record.decision and record.decision.decided_at else None
    report = Report.objects.create(
        rapid_review=review, key=case.key, version=version, made_by=by, decision=sealed, content=content,
        document=_kept(case, f"v{version}.docx", word, by, now), pdf=_kept(case, f"v{version}.pdf", pdf, by, now), created_at=now,
    )  # fmt: skip
    audit.record(Event.RR_REPORT_MADE, by=by, case_id=case.pk, about=report, version=version)
    return report


def _kept(case: Case, ending: str, data: bytes, by: User, now: dt.datetime) -> Document:
    return keep_made(
        data=data, file_name=f"{case.reference}-rapid-review-{ending}", key=case.key, by=by,
        purpose=Purpose.RAPID_REVIEW_REPORT, case_id=case.pk, now=now,
    )  # fmt: skip


@transaction.atomic
def agree_draft(*, case: Case, by: User, now: dt.datetime) -> Case:
    """The chair agrees the draft: the case goes on to decision and sign-off."""
    case = cases.lock(case)
    check(by, Permission.RUN_MEETING, case_id=case.pk)
    policies.check_can_agree_draft(by, case)
    return cases.move(case=case, to="rr_signoff", by=by, now=now)


@transaction.atomic
def sign_off(*, case: Case, comment: str, authority: str, by: User, now: dt.datetime) -> SignOff:
    """A partner’s signature under the newest version; a deputy’s or successor’s says so.

    Signing twice changes nothing, also when a colleague of the same partner was first: the first one stands.
    """
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    partner = check_speaks_for(by)
    report = policies.check_can_sign(by, case, queries.latest_report(case))
    own = decisions.authority_words(case, by, london(now).date())
    signed, made = SignOff.objects.get_or_create(
        report=report, partner=partner,
        defaults={
            "key": case.key, "by": by, "comment": clean(comment),
            "authority": "; ".join(words for words in (own, clean(authority)) if words), "created_at": now,
        },
    )  # fmt: skip
    if made:
        audit.record(
            Event.RR_SIGNED_OFF, by=by, case_id=case.pk, about=signed, partner=partner,
            version=report.version,
        )  # fmt: skip
        _keep_signed_copy(case, report, by, now)
    return signed


def _keep_signed_copy(case: Case, report: Report, by: User, now: dt.datetime) -> None:
    """Once all three have signed: the same words with their signatures, as Word and as PDF."""
    signatures = queries.sign_offs(report)
    if set(signatures) != set(PARTNERS):
        return
    word = presenters.signed_copy(read(report.document), signatures)
    pdf = presenters.signed_pdf(report.content, signatures, reference=case.reference)
    report.signed_document = _kept(case, f"v{report.version}-signed.docx", word, by, now)
    report.signed_pdf = _kept(case, f"v{report.version}-signed.pdf", pdf, by, now)
    report.save()
