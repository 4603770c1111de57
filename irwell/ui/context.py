"""What every page knows: whose site it is, and whether it is the demonstration."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_name`, `demo`, and on the casework service `partnership_name`."""
    known: dict[str, Any] = {"demo": settings.IRWELL_DEMO, "site_name": "Irwell"}
    if apps.is_installed("irwell.accounts") and not getattr(request, "is_repository", False):
        row = apps.get_model("accounts", "Partnership").objects.first()
        known["partnership_name"] = row.name if row else "Safeguarding Children Partnership"
        known["repository_url"] = settings.IRWELL_REPOSITORY_URL
    return known
