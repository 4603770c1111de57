"""Reads about people, agencies and the partnership."""

from typing import Any

from django.db.models import QuerySet

from irwell.accounts.models import Agency, KeptTyping, Partnership, User

UNSET = Partnership(
    name="Safeguarding Children Partnership",
    short_name="Partnership",
    area="this area",
    business_email="business.unit@partnership.example",
)


def partnership() -> Partnership:
    """The partnership of this installation; before set-up, neutral words."""
    return Partnership.objects.first() or UNSET


def agencies() -> QuerySet[Agency]:
    return Agency.objects.all()


def active_people() -> QuerySet[User]:
    return User.objects.filter(is_active=True).select_related("agency").order_by("name")


def typing_of(user: Any) -> QuerySet[KeptTyping]:
    """What the person was sending when a session of theirs ended."""
    return KeptTyping.objects.filter(user=user)
