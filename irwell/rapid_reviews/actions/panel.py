"""To the Panel and back: submission, reply, reconsideration, and learning without a practice review."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.queries import date_of
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london, midday
from irwell.decisions import actions as decisions
from irwell.decisions.actions.grid import record_panel_view
from irwell.decisions.models import Decision
from irwell.decisions.policies import check_speaks_for
from irwell.documents.actions import keep_made, read, take_in
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.rapid_reviews import policies, presenters, queries, rules
from irwell.rapid_reviews.models import PanelReply, RapidReview, Report, Submission
from irwell.rulebook.queries import calendar
from irwell.statute import load_decisions


@transaction.atomic
def make_pack(*, case: Case, by: User, now: dt.datetime) -> Report:
    """The signed report, covering letter, data fields and checks in one archive with the manifest of their hashes.

    Made once a version: what was sent is what is kept.
    """
    case = cases.lock(case)
    check(by, Permission.SUBMIT_TO_PANEL, case_id=case.pk)
    report = policies.check_can_submit(case)
    if report.pack_id:
        return report
    if report.signed_document is None or report.signed_pdf is None:
        raise NotPossibleNow("The signed copies are not there yet. Ask one partner to sign again.")
    signed = (read(report.signed_document), read(report.signed_pdf))
    files = presenters.pack_files(queries.record_of(case), report, partnership(), signed, now=now)
    name = f"{case.reference}-panel-v{report.version}"
    report.pack = keep_made(
        data=presenters.archive(files, folder=name), file_name=f"{name}.zip", key=case.key, by=by,
        purpose=Purpose.SUBMISSION_PACK, case_id=case.pk, now=now,
    )  # fmt: skip
    report.manifest = presenters.hashes(files)
    report.save()
    audit.record(
        Event.SUBMISSION_PACK_MADE, by=by, case_id=case.pk, about=report, version=report.version,
        sha256=report.pack.sha256, files=len(files),
    )  # fmt: skip
    return report


@transaction.atomic
def submit(
    *, case: Case, sent_at: dt.datetime, receipt: str, by: User, now: dt.datetime
) -> Submission:
    """The signed report went to the Panel: C6 stops at that moment. The pack is kept as it was."""
    case = cases.lock(case)
    check(by, Permission.SUBMIT_TO_PANEL, case_id=case.pk)
    policies.check_can_submit(case)
    if sent_at > now:
        raise ValidationError("The report cannot have been sent in the future.")
    started = date_of(case, "sin_submitted_at")
    if started and sent_at < started:
        raise ValidationError("The report cannot have been sent before the notification was.")
    report = make_pack(case=case, by=by, now=now)
    submission = Submission.objects.create(
        report=report, key=case.key, sent_at=sent_at, receipt=clean(receipt), by=by, created_at=now
    )
    audit.record(Event.RR_SUBMITTED, by=by, case_id=case.pk, about=submission, sent_at=sent_at)
    if date_of(case, "rr_submitted_at") is None:
        cases.record_date(case=case, fact="rr_submitted_at", value=sent_at, by=by, now=now)
    cases.stop_clock(case=case, clock="C6", at=sent_at, outcome="submitted", by=by)
    cases.move(case=case, to="rr_submitted", by=by, now=now)
    return submission


def log_reply(
    *,
    case: Case,
    said: rules.Letter,
    received_on: dt.date,
    summary: str,
    letter: "UploadedFile[Any] | None",
    by: User,
    now: dt.datetime,
) -> PanelReply:
    """Capture the Panel’s letter. Where its view differs, R11D and a task to reconsider follow."""
    check(by, Permission.SUBMIT_TO_PANEL, case_id=case.pk)
    policies.check_can_log_reply(case)
    if received_on > london(now).date():
        raise ValidationError("The letter cannot have come in the future.")
    if received_on < london(queries.submissions_of(case)[-1].sent_at).date():
        raise ValidationError("The letter cannot have come before the report was sent.")
    # Outside the transaction, so that the log keeps a refused file.
    document = None
    if letter:
        document = take_in(
            upload=letter, purpose=Purpose.PANEL_LETTER, key=case.key, by=by, case_id=case.pk, now=now
        )  # fmt: skip
    return _logged(case, said, received_on, summary, document, by, now)


@transaction.atomic
def _logged(
    case: Case, said: rules.Letter, received_on: dt.date, summary: str, document: Document | None, by: User,
    now: dt.datetime,
) -> PanelReply:  # fmt: skip
    case = cases.lock(case)
    check(by, Permission.SUBMIT_TO_PANEL, case_id=case.pk)
    reply = PanelReply.objects.create(
        decision=policies.check_can_log_reply(case),
        rapid_review=RapidReview.objects.get(case=case), key=case.key, view=said.view, logged_by=by,
        received_on=received_on, summary=clean(summary), letter=document, asks=clean(said.asks),
        answer_by=said.answer_by, national=said.considers_national, on_quality=clean(said.on_quality),
        on_timeliness=clean(said.on_timeliness), on_equality=clean(said.on_equality), created_at=now,
    )  # fmt: skip
    audit.record(
        Event.PANEL_REPLY_LOGGED, by=by, case_id=case.pk, about=reply, view=said.view, received_on=received_on,
        asks=said.wants_answer, national=said.considers_national,
    )  # fmt: skip
    if date_of(case, "panel_letter_at") is None:
        cases.record_date(
            case=case, fact="panel_letter_at", value=midday(received_on), by=by, now=now
        )
    cases.stop_clock(case=case, clock="C7", at=midday(received_on), outcome="replied", by=by)
    if case.state == "rr_submitted":
        cases.move(case=case, to="panel_response", by=by, now=now)
    _follow(case, reply, said, by, now)
    return reply


def _follow(case: Case, reply: PanelReply, said: rules.Letter, by: User, now: dt.datetime) -> None:
    """What the Panel’s letter asks of the partners."""
    day = f"{reply.received_on.day} {reply.received_on:%B %Y}"
    if said.view == PanelReply.View.LCSPR:
        reasons = f"The Panel’s letter of {day}: {reply.summary}"
        record_panel_view(case=case, reasons=reasons, by=by, now=now)
    decision = reply.decision
    if rules.differs(said.view, decision.outcome):
        cases.add_task(
            case=case, title="Reconsider the decision: the Panel’s view differs", by=by,
            for_role="statutory_partner", due_on=rules.reconsider_by(reply.received_on, calendar()),
            url_name="rapid_reviews:panel", once=f"reconsider {reply.pk}",
        )  # fmt: skip
    if said.wants_answer:
        cases.add_task(
            case=case, title="Answer the Panel’s questions", for_role="business_manager", by=by,
            due_on=said.answer_by, url_name="rapid_reviews:panel", once=f"answer {reply.pk}",
        )  # fmt: skip
    if said.considers_national:
        cases.add_task(
            case=case, title="Tell the partners that the Panel considers a national review", by=by,
            for_role="business_manager", url_name="rapid_reviews:panel", once=f"national {reply.pk}",
        )  # fmt: skip


@transaction.atomic
def reconsider(*, case: Case, by: User, now: dt.datetime) -> Decision:
    """Open the next round. Either outcome is valid with reasons; the old decision stays."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    policies.check_can_reconsider(case)
    decision = decisions.open_round(case=case, by=by, now=now)
    for task in case.tasks.filter(once__startswith="reconsider ", done_at=None):
        cases.finish_task(task=task, by=by, now=now)
    return decision


@transaction.atomic
def close_without_review(*, case: Case, reasons: str, by: User, now: dt.datetime) -> Case:
    """No practice review is needed: the case goes on to learning, with the partners’ reasons."""
    case = cases.lock(case)
    check(by, Permission.SIGN_OFF, case_id=case.pk)
    check_speaks_for(by)
    decision = policies.check_can_close_without_review(case)
    if not reasons.strip():
        raise ValidationError("Say why no practice review is needed and what is learned instead.")
    review = queries.rapid_review_of(case) or RapidReview(case=case, key=case.key)
    review.closing_reasons = clean(reasons)
    review.save()
    audit.record(
        Event.RR_WITHOUT_REVIEW, by=by, case_id=case.pk, about=review, outcome=decision.outcome
    )
    reason = f"No practice review: {load_decisions()[decision.outcome].title}"
    return cases.move(case=case, to="learning", by=by, now=now, reason=reason)
