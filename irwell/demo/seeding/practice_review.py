"""From the decision on a practice review to the report that three partners approved."""

import datetime as dt
import io
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile

from irwell.accounts.models import User
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.cases.queries import clock_of
from irwell.chronology import Entry
from irwell.combined_chronology.queries import timeline_of
from irwell.core.time import LONDON, midday, today
from irwell.demo.data import load_review
from irwell.demo.seeding.rapid_review import do_promised
from irwell.demo.seeding.report_docx import build_report, complete_register
from irwell.reviews import actions, presenters, queries, rules
from irwell.reviews.models import PracticeReview
from irwell.reviews.queries.drafting import draft_of, sections_in
from irwell.statute import load_calendar

PARTNERS = ("lena", "idris", "priti")


def take(
    case: Case, people: dict[str, User], *, now: dt.datetime, until: str = "approved"
) -> dt.datetime:
    """Through the practice review, each step by the person who does it; `until` scoping, evidence, drafting or approved."""
    moments = Moments(now)
    _commission(case, people, moments)
    if until == "scoping":
        return next(moments)
    moments.wait(days=7)
    _scope(_fresh(case), people, moments)
    if until == "evidence":
        return next(moments)
    keep_checking(_fresh(case), people, now=moments.wait(days=50))
    do_promised(case, by=people["lena"], role="statutory_partner", now=next(moments))
    _write(_fresh(case), people, moments)
    if until == "drafting":
        _go_on_in_the_browser(_fresh(case), people["rosalind"], next(moments))
        return next(moments)
    keep_checking(_fresh(case), people, now=moments.wait(days=21))
    _check(_fresh(case), people, moments)
    moments.wait(days=12)
    return _approve(_fresh(case), people, moments)


def keep_checking(case: Case, people: dict[str, User], *, now: dt.datetime) -> None:
    """Progress is checked each month until `now`, a few days before the month is over."""
    while (clock := clock_of(case, "C21")) and clock.stopped_at is None:
        checked = midday(clock.due_on - dt.timedelta(days=3))
        if case.state not in rules.UNDER_WAY or checked > now:
            return
        actions.check_progress(
            case=case, checked_on=clock.due_on - dt.timedelta(days=3), by=people["lena"], now=checked,
            note=load_review()["monthly_check"],
        )  # fmt: skip


class Moments:
    """Ten minutes later each time, so that the steps keep their order; a practice review takes months all the same."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __next__(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=10)
        return self.now

    def wait(self, *, days: int) -> dt.datetime:
        """The morning of the first working day after so many days."""
        day = (self.now + dt.timedelta(days=days)).astimezone(LONDON).date()
        working = load_calendar().next_working_day_on_or_after(day)
        self.now = dt.datetime.combine(working, dt.time(9, 30), LONDON)
        return self.now


def _fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def _review(case: Case) -> PracticeReview:
    review = queries.review_of(case)
    if review is None:
        raise LookupError("The practice review was not commissioned.")
    return review


def _commission(case: Case, people: dict[str, User], moments: Moments) -> None:
    complete_register(case, by=people["maya"])
    review = actions.commission(case=case, by=people["lena"], now=next(moments))
    tell = case.tasks.get(clock="C8", done_at=None)
    cases.finish_task(task=tell, by=people["maya"], now=next(moments))
    words, last = load_review(), max(review.milestones.values_list("due_on", flat=True))
    actions.appoint(
        case=case, reviewer=people["rosalind"], reviewer_name="", competence=words["competence"], method=words["method"],
        connected=[], independent_of_case=True, until=max(last, today()) + dt.timedelta(days=60), by=people["lena"],
        now=next(moments), entry=people["rosalind"].pool_entries.first(),
    )  # fmt: skip


def _scope(case: Case, people: dict[str, User], moments: Moments) -> None:
    review, by = _review(case), people["rosalind"]
    texts = presenters.default_texts(case, review)
    for section in rules.sections():
        actions.save_section(
            case=case,
            section_id=section.id,
            text=texts[section.id],
            was="",
            by=by,
            now=next(moments),
        )
    for line in load_review()["key_line"]:
        actions.add_key_line(
            case=case, question=line["question"], why=line["why"], agencies="", by=by
        )
    actions.put_terms(case=case, by=people["maya"], now=next(moments))
    for key in PARTNERS:
        actions.agree_terms(case=case, by=people[key], now=next(moments))


def _write(case: Case, people: dict[str, User], moments: Moments) -> None:
    by, words = people["rosalind"], load_review()
    day = next(moments).date()
    actions.check_progress(
        case=case, checked_on=day, note=words["check"], by=people["lena"], now=next(moments)
    )
    actions.begin_report(case=case, participation=words["participation"], by=by, now=next(moments))
    case = _fresh(case)
    actions.upload_report(
        case=case, upload=_file(case, 1), note="First draft", by=by, now=next(moments)
    )
    actions.begin_draft(case=case, template="lcspr", by=by, now=next(moments))
    entries = list(timeline_of(case).entries)
    for number, row in enumerate(words["finding"]):
        chosen = _lines(entries, row["words"], number)
        if not chosen:
            continue
        finding = actions.record_finding(
            case=case, title=row["title"], text=row["text"], sides=row["sides"], entry_ids=chosen, by=by,
        )  # fmt: skip
        for asked in row["recommendation"]:
            actions.record_recommendation(
                case=case, text=asked["text"], addressees=asked["to"], theme=asked["theme"],
                intended_outcome=asked["outcome"], finding=finding, by=by,
                now=next(moments),
            )  # fmt: skip
    _base(case, by)


def _base(case: Case, by: User) -> None:
    """What paragraphs of the draft seem to rest on is taken over, as the reviewer would after reading."""
    review = _review(case)
    report = queries.latest_report(review)
    if report is not None and (on := presenters.basis_of(case, review, report).suggestions):
        actions.base_paragraphs(case=case, report=report, on=on, by=by)


def _go_on_in_the_browser(case: Case, by: User, now: dt.datetime) -> None:
    """Words for publication beside the first paragraph, and half a sentence that is typed and not saved."""
    draft = draft_of(_review(case))
    if draft is None:
        raise LookupError("The draft was not begun.")
    first, second = sections_in(draft)[1:3]
    rows = list(rules.rows_of(first))
    rows[1] = replace(rows[1], public=load_review()["for_publication"])
    actions.open_section(case=case, section=first.id, by=by, now=now)
    actions.save_part_of_draft(
        case=case, section=first.id, typed=rules.as_typed(rows), basis=first.fingerprint, by=by, now=now
    )  # fmt: skip
    actions.open_section(case=case, section=second.id, by=by, now=now)
    typed = [*rules.rows_of(second), rules.Row(0, "p", load_review()["half_a_sentence"])]
    actions.keep_typed(case=case, section=second.id, typed=rules.as_typed(typed), by=by, now=now)


def _lines(entries: list[Entry], words: list[str], number: int) -> list[str]:
    """Lines that hold one of the words; where none does, a few spread over the whole line."""
    found = [e.id for e in entries if any(w in " ".join(e.texts()).casefold() for w in words)]
    return (
        found[:5]
        or [e.id for e in entries[number % max(1, len(entries)) :: max(1, len(entries) // 3)]][:3]
    )


def _file(case: Case, version: int) -> SimpleUploadedFile:
    data = io.BytesIO(build_report(case, version=version))
    return SimpleUploadedFile(f"Practice review draft {version}.docx", data.read())


def _check(case: Case, people: dict[str, User], moments: Moments) -> None:
    by, words = people["rosalind"], load_review()
    actions.send_for_check(case=case, by=by, now=next(moments))
    report = queries.latest_report(_review(case))
    if report is None:
        raise LookupError("The draft was not uploaded.")
    for row in words["comment"]:
        said = actions.comment(
            report=report, who=row["who"], place=row["place"], text=row["text"], by=people["maya"]
        )
        actions.answer_comment(case=case, row=said, answer=row["answer"], by=by, now=next(moments))
    moments.wait(days=21)
    case = actions.return_to_drafting(case=_fresh(case), by=people["maya"], now=next(moments))
    actions.upload_report(
        case=case, upload=_file(case, 2), note="Corrected after fact check", by=by, now=next(moments)
    )  # fmt: skip
    actions.send_for_check(case=case, by=by, now=next(moments))
    actions.put_to_partners(
        case=_fresh(case), page_url="http://127.0.0.1/", by=people["maya"], now=next(moments)
    )


def _approve(case: Case, people: dict[str, User], moments: Moments) -> dt.datetime:
    report = queries.latest_report(_review(case))
    if report is None:
        raise LookupError("The report was not uploaded.")
    words = load_review()["approval"]
    for key in PARTNERS:
        condition = words["condition"] if key == words["by"] else ""
        actions.approve(
            case=case, report=report, comment="", condition=condition, by=people[key], now=next(moments)
        )  # fmt: skip
    who = people[words["by"]]
    actions.meet_condition(
        approval=report.approvals.get(by=who), how=words["met"], by=who, now=next(moments)
    )
    return next(moments)
