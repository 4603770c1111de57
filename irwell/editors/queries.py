"""Reading editors."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest

from irwell.core import time
from irwell.core.secret import digest_of

from .models import Editor, SignedIn, SignInLink
from .rules import LINK_LASTS

COOKIE = "irwell_editor"


def editors() -> QuerySet[Editor]:
    """Those who may work here now."""
    return Editor.objects.filter(ended_at=None)


def editor_of(request: HttpRequest) -> Editor | None:
    """The editor who is signed in in this browser; None for the public."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret:
        return None
    visit = (
        SignedIn.objects.filter(
            digest=digest_of(secret), until__gt=time.now(), editor__ended_at=None
        )
        .select_related("editor")
        .first()
    )
    return visit.editor if visit else None


def usable_link(secret: str, *, now: datetime) -> SignInLink | None:
    """The link with this secret while it can still be used."""
    return (
        SignInLink.objects.filter(
            digest=digest_of(secret),
            used_at=None,
            sent_at__gt=now - LINK_LASTS,
            editor__ended_at=None,
        )
        .select_related("editor")
        .first()
    )
