"""Views of the chronology that people keep: which lines, which words, which columns."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.combined_chronology.actions.reading import remember_words
from irwell.combined_chronology.models import SavedView
from irwell.core.errors import NotAllowed
from irwell.core.text import clean


@transaction.atomic
def keep_view(
    *, case: Case, name: str, query: str, words: str, shared: bool, by: User, now: datetime
) -> SavedView:
    """Keep what is shown under a name. One's own view of the same name is replaced."""
    case = cases.lock(case)
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    name = " ".join(clean(name).split())
    if not name:
        raise ValidationError("Give the view a name.")
    own = case.chronology_views.filter(owner=by)
    view = next((v for v in own if v.name.casefold() == name.casefold()), None)
    view = view or SavedView(case=case, key=case.key, owner=by)
    view.name, view.asked, view.shared = name, {"query": query, "words": words}, shared
    view.changed_at = now
    view.save()
    audit.record(Event.CHRONOLOGY_VIEW_KEPT, by=by, case_id=case.pk, about=view, shared=shared)
    return view


@transaction.atomic
def remove_view(*, case: Case, view: SavedView, by: User) -> None:
    """Take one of one's own views away."""
    check(by, Permission.READ_RETURNS, case_id=case.pk)
    if view.owner_id != by.pk:
        raise NotAllowed("Only the person who kept a view may remove it.")
    audit.record(Event.CHRONOLOGY_VIEW_REMOVED, by=by, case_id=case.pk, about=view)
    view.delete()


def apply_view(*, session: Any, case: Case, view: SavedView) -> str:
    """Seek the words of a view; the query string that shows its lines."""
    remember_words(session=session, case=case, words=view.asked.get("words", ""))
    return str(view.asked.get("query", ""))
