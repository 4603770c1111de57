"""Views of the chronology that a person may use."""

from uuid import UUID

from django.db.models import Q, QuerySet

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.combined_chronology.models import SavedView


def views_for(user: User, case: Case) -> QuerySet[SavedView]:
    """One's own, and those that others share on the case."""
    found = SavedView.objects.filter(case=case).filter(Q(owner=user) | Q(shared=True))
    return found.select_related("owner")


def view_for(user: User, case: Case, view_id: UUID) -> SavedView | None:
    return views_for(user, case).filter(pk=view_id).first()
