"""Putting a department's answers into the agency's, question by question. Pure."""

from typing import Any

from irwell.agency_returns.rules.summary import Answers, Question, Section

ADD, REPLACE, LEAVE = "add", "replace", "leave"
CHRONOLOGY = "chronology"


def put_together(
    section: Section, ours: Answers, theirs: Answers, *, way: str, department: str
) -> dict[str, Any]:
    """A section's answers after a department's were added to them or took their place.

    Added text stands below what was there, under the department's name. Of two dates of first contact the earlier
    holds, of last contact the later; of two answers to a yes-or-no question "no".
    """
    if way == LEAVE:
        return dict(ours)
    kept = dict(ours)
    for question in section.questions:
        answer = theirs.get(question.id)
        if answer:
            before = ours.get(question.id) if way == ADD else None
            kept[question.id] = _one(question, before, answer, department if way == ADD else "")
    return kept


def _one(question: Question, before: Any, answer: Any, department: str) -> Any:
    match question.kind:
        case "long":
            return _below(before or "", answer, department)
        case "text":
            return f"{before}; {answer}" if before and answer not in before else before or answer
        case "date":
            wanted = min if question.id.startswith("first") else max
            return wanted(before or answer, answer)
        case _:
            return "no" if "no" in (before, answer) else answer


def _below(before: str, answer: str, department: str) -> str:
    named = f"{department}: {answer}" if department else answer
    if answer in before:
        return before
    return f"{before}\n\n{named}" if before else named


def is_in(section: Section, ours: Answers, theirs: Answers) -> bool:
    """Whether everything the department wrote in a section stands in the agency's answers already."""
    given = [q for q in section.questions if theirs.get(q.id)]
    return all(str(theirs[q.id]) in str(ours.get(q.id) or "") for q in given)
