"""What every page knows: whose site it is, and whether it is the demonstration."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

BEFORE_SET_UP = {"name": "Safeguarding Children Partnership", "business_email": ""}


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_name`, `demo`; on the casework service also `partnership` and its name, read when first shown."""
    known: dict[str, Any] = {"demo": settings.IRWELL_DEMO, "site_name": "Irwell"}
    if apps.is_installed("irwell.accounts"):
        partnership = SimpleLazyObject(_partnership)
        known["partnership"] = partnership
        known["partnership_name"] = SimpleLazyObject(lambda: str(_name(partnership)))
        known["repository_url"] = settings.IRWELL_REPOSITORY_URL
        known["my_rights"] = SimpleLazyObject(lambda: _rights(request))
    return known


def _rights(request: HttpRequest) -> frozenset[str]:
    """The person's rights apart from any case, for the navigation."""
    from irwell.access.queries import rights

    return frozenset(rights(getattr(request, "user", None)))


def _partnership() -> Any:
    return apps.get_model("accounts", "Partnership").objects.first() or BEFORE_SET_UP


def _name(partnership: Any) -> str:
    return str(partnership["name"] if isinstance(partnership, dict) else partnership.name)
