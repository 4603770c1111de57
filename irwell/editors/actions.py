"""Inviting editors, signing in and out."""

import secrets
import smtplib
from datetime import datetime, timedelta
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from irwell.core.secret import digest_of
from irwell.core.text import clean

from .models import Editor, SignedIn, SignInLink
from .queries import editors, usable_link
from .rules import MOST_LINKS, VISIT_LASTS

log = structlog.get_logger(__name__)
LETTER = """Somebody asked to work on the repository of case reviews as {name}.

Open this page and press “Sign in”. It works once, within 30 minutes:

{address}

If it was not you, do nothing: without the link nobody can sign in.
"""


@transaction.atomic
def add_editor(*, email: str, name: str) -> Editor:
    """Let somebody work here; one who had ended may come back. Raises ValidationError for a bad address."""
    address = clean(email).lower()
    validate_email(address)
    editor, _ = Editor.objects.update_or_create(
        email=address, defaults={"name": clean(name)[:120] or address, "ended_at": None}
    )
    return editor


@transaction.atomic
def end_editor(*, editor: Editor, now: datetime) -> None:
    """From now on they can do nothing here; what they did stays under their name."""
    editor.ended_at = now
    editor.save(update_fields=["ended_at"])
    SignedIn.objects.filter(editor=editor).delete()
    SignInLink.objects.filter(editor=editor).delete()


def send_link(*, email: str, after: str, now: datetime) -> str:
    """Send a link if the address is an editor's. Returns the link for the demonstration, else nothing."""
    editor = editors().filter(email=clean(email).lower()).first()
    if editor is None:
        return ""
    if editor.links.filter(sent_at__gt=now - timedelta(hours=1)).count() >= MOST_LINKS:
        return ""
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(editor=editor, digest=digest_of(secret), sent_at=now)
    path = f"{reverse('editors:link', args=[secret])}?{urlencode({'next': after})}"
    address = f"{str(settings.IRWELL_PUBLIC_URL).rstrip('/')}{path}"
    letter = LETTER.format(name=editor.name, address=address)
    subject = "Sign in to the repository of case reviews"
    try:
        send_mail(subject, letter, settings.DEFAULT_FROM_EMAIL, [editor.email])
    except (smtplib.SMTPException, OSError):
        log.warning("the mail server did not take an editor's link", kind="mail")
    return path if settings.IRWELL_DEMO else ""


@transaction.atomic
def sign_in(*, secret: str, now: datetime) -> str | None:
    """Use a link up. Returns the secret for the browser, or None when the link is used, old or not ours."""
    link = usable_link(secret, now=now)
    if link is None or not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        return None
    SignedIn.objects.filter(until__lte=now).delete()
    visit = secrets.token_urlsafe(32)
    SignedIn.objects.create(editor=link.editor, digest=digest_of(visit), until=now + VISIT_LASTS)
    return visit


def sign_out(*, secret: str) -> None:
    """Forget this browser."""
    SignedIn.objects.filter(digest=digest_of(secret)).delete()
