"""The partnership's own copy of what agencies are asked, version by version."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.agency_returns.models import QuestionTemplate
from irwell.agency_returns.queries import current_questions
from irwell.agency_returns.rules.questions import EVERY, Questions
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.text import clean


class Stale(Exception):
    """Somebody saved another version meanwhile; `theirs` is it."""

    def __init__(self, theirs: Questions) -> None:
        super().__init__("Somebody else saved these questions while you were writing.")
        self.theirs = theirs


@transaction.atomic
def change_questions(*, kind: str, text: str, seen: int, by: User, now: dt.datetime) -> Questions:
    """Keep a new version for every agency (`kind` empty) or a kind. `seen`: the version it began as. Raises Stale."""
    check(by, Permission.EDIT_QUESTIONS)
    list(QuestionTemplate.objects.select_for_update().filter(kind=kind))
    current = current_questions(kind)
    if clean(text) == current.text:
        return current
    if current.version != seen:
        raise Stale(current)
    if kind == EVERY and not text.strip():
        raise ValidationError("Every agency has to be asked something.")
    made = QuestionTemplate.objects.create(
        kind=kind, version=current.version + 1, text=clean(text), changed_by=by, changed_at=now
    )
    audit.record(
        Event.QUESTIONS_CHANGED, by=by, about=made, kind=kind or "every", version=made.version
    )
    return Questions(kind, made.text, made.version)
