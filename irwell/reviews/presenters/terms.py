"""View models of the terms of reference."""

import datetime as dt
from typing import Any

from django.urls import reverse

from irwell.cases.models import Case, CaseClock
from irwell.core.time import london
from irwell.parallel_processes.presenters import gate_sentences
from irwell.parallel_processes.queries import running
from irwell.reviews import queries, rules
from irwell.reviews.models import (
    PracticeReview,
    TermsVersion,
)
from irwell.ui.presenters import Link, Row


def day(value: dt.date) -> str:
    return f"{value.day} {value:%B %Y}"


def default_texts(case: Case, review: PracticeReview) -> dict[str, str]:
    """The proposed wording of every heading, filled from the case."""
    clock, request = queries.six_months(case), case.requests.exclude(period_from=None).first()
    agencies = ", ".join(a.name for a in queries.agencies_reviewed(case))
    child = case.identities.filter(role="child", removed_at=None).first()
    words = {
        "child": child.label if child else "The child", "label": case.label,
        "decided": day(london(clock.start_at).date()) if clock else "…",
        "due": day(clock.due_on) if clock else "…",
        "target": _last_working_day(clock),
        "period_from": day(request.period_from) if request and request.period_from else "…",
        "period_to": day(request.period_to) if request and request.period_to else "…",
        "reviewer": review.reviewer_name, "agencies": agencies or "…", "processes": _processes(case),
        "joint": _joint(review),
    }  # fmt: skip
    return {s.id: s.text.format_map(words) for s in rules.sections()}


def _last_working_day(clock: CaseClock | None) -> str:
    """Named where the six months end on a day on which nobody works."""
    if clock is None or clock.practical_target in (None, clock.due_on):
        return ""
    return f"; the last working day before is {day(clock.practical_target)}"


def _processes(case: Case) -> str:
    """What is linked as running or expected beside the case, without any contact."""
    named = gate_sentences(running(case))
    return f" Linked to this case: {' '.join(named)}" if named else ""


def _joint(review: PracticeReview) -> str:
    joint = queries.joint_of(review)
    if joint is None:
        return ""
    lead = "this partnership leads" if joint.we_lead else f"{joint.partnership} leads"
    return f" It is held jointly with {joint.partnership}; {lead}."


def section_rows(case: Case, review: PracticeReview, *, drafting: bool) -> list[Row]:
    """The headings as a summary list, each with a link to change it while the terms are a draft."""
    rows = []
    for section in rules.sections():
        text = review.terms.get(section.id, "")
        href = reverse("reviews:section", kwargs={"case_id": case.pk, "section_id": section.id})
        word = "Change" if text else "Write"
        actions = [Link(word, href, about=section.title)] if drafting else []
        rows.append(
            Row(
                section.title,
                text or ("To be settled" if section.required else "Not written"),
                actions,
            )
        )
    return rows


def terms_words(case: Case, review: PracticeReview, terms: TermsVersion | None) -> dict[str, Any]:
    """What the Word file of the terms is filled with: a version as it was put, or the draft."""
    texts = terms.sections if terms else review.terms
    lines = terms.questions if terms else [
        {"question": k.question, "why": k.why, "agencies": k.agencies} for k in review.key_lines.all()
    ]  # fmt: skip
    state = "draft" if terms is None else f"version {terms.version}"
    if terms is not None and terms.agreed_at:
        state += f", agreed by the three partners on {day(london(terms.agreed_at).date())}"
    return {
        "reference": case.reference, "label": case.label, "state": state,
        "reason": terms.reason if terms else review.terms.get("change_reason", ""),
        "sections": [
            {"title": s.title, "text": texts[s.id]} for s in rules.sections() if texts.get(s.id)
        ],
        "questions": [{**q, "agencies": q["agencies"] or "All agencies"} for q in lines],
        "milestones": [{"title": m.title, "due": day(m.due_on)} for m in review.milestones.all()],
    }  # fmt: skip
