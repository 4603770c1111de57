"""The questions in force, and their versions."""

from irwell.agency_returns.models import (
    QuestionTemplate,
)
from irwell.agency_returns.rules.questions import Questions, shipped


def question_versions(kind: str) -> list[QuestionTemplate]:
    """The partnership's versions of a template, newest first."""
    found = QuestionTemplate.objects.filter(kind=kind).select_related("changed_by")
    return list(found.order_by("-version"))


def current_questions(kind: str) -> Questions:
    """What a kind of agency is asked now: the partnership's newest version, else what the program ships."""
    newest = QuestionTemplate.objects.filter(kind=kind).order_by("version").last()
    if newest is not None:
        return Questions(kind, newest.text, newest.version)
    return Questions(kind, shipped().get(kind, ""))
