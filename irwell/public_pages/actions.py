"""Editing public pages."""

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.text import clean
from irwell.public_pages.models import PageVersion


@transaction.atomic
def edit(*, slug: str, title: str, text: str, by: User) -> PageVersion:
    """Save a new version; the one before is kept."""
    check(by, Permission.EDIT_PUBLIC_PAGES)
    version = PageVersion(slug=slug, title=clean(title), text=clean(text), by=by)
    version.full_clean()
    version.save()
    audit.record(Event.PAGE_EDITED, by=by, about=version, slug=slug)
    return version
