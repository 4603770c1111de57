"""Inviting people and letting them in."""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from irwell.accounts.models import Agency, Invitation, KeptTyping, Partnership, User
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.core.errors import NotPossibleNow
from irwell.core.secret import digest_of
from irwell.crypto.actions import service_key

INVITATION_DAYS = 7
TYPING_KEPT = timedelta(days=1)


@transaction.atomic
def invite(
    *, email: str, name: str, agency: Agency | None, job_title: str = "", by: Actor, now: datetime
) -> tuple[User, str]:
    """Create the person without a password and return the invitation token. Raises ValidationError if known."""
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(f"{email} already has an account. Give that person a role instead.")
    user = User(email=email.lower(), name=name, agency=agency, job_title=job_title)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        user=user,
        token_hash=digest_of(token),
        expires_at=now + timedelta(days=INVITATION_DAYS),
        invited_by=by if isinstance(by, User) else None,
    )
    audit.record(Event.PERSON_INVITED, by=by, about=user)
    return user, token


@transaction.atomic
def invite_again(*, user: User, by: Actor, now: datetime) -> str:
    """A new token for somebody who has not joined; the earlier link stops working. Raises NotPossibleNow."""
    invitation = Invitation.objects.select_for_update().filter(user=user).first()
    if invitation is None or invitation.accepted_at:
        raise NotPossibleNow(f"{user.name} has joined already, so no invitation is sent.")
    token = secrets.token_urlsafe(32)
    invitation.token_hash = digest_of(token)
    invitation.expires_at = now + timedelta(days=INVITATION_DAYS)
    invitation.save()
    audit.record(Event.PERSON_INVITED, by=by, about=user)
    return token


@transaction.atomic
def forget_second_factor(*, user: User, by: Actor) -> None:
    """What a lost telephone proved is forgotten: signing in asks for the password and sets up another."""
    Authenticator.objects.filter(user=user).delete()
    audit.record(Event.SECOND_FACTOR_REMOVED, by=by, about=user)


@transaction.atomic
def close_account(*, user: User, by: Actor) -> None:
    """The person can no longer sign in, and whoever is signed in as them is so no longer."""
    user.is_active = False
    user.save()
    audit.record(Event.PERSON_DEACTIVATED, by=by, about=user)


@transaction.atomic
def open_account(*, user: User, by: Actor) -> None:
    """The person can sign in again as before."""
    user.is_active = True
    user.save()
    audit.record(Event.PERSON_REACTIVATED, by=by, about=user)


@transaction.atomic
def accept_invitation(*, token: str, password: str, now: datetime) -> User:
    """Set the password of an invited person. Raises ValidationError with a sentence if the link is no good."""
    invitation = Invitation.objects.select_for_update().filter(token_hash=digest_of(token)).first()
    if invitation is None or invitation.accepted_at or invitation.expires_at < now:
        raise ValidationError(
            "This invitation has been used or has expired. Ask the business unit for a new one."
        )
    user = invitation.user
    validate_password(password, user)
    user.set_password(password)
    user.save()
    invitation.accepted_at = now
    invitation.save()
    audit.record(Event.PERSON_JOINED, by=user, about=user)
    return user


@transaction.atomic
def change_partnership(*, by: Actor, **changes: object) -> Partnership:
    """Change the partnership's own details; the event keeps which fields changed."""
    partnership = Partnership.objects.select_for_update().get()
    for name, value in changes.items():
        setattr(partnership, name, value)
    partnership.full_clean()
    partnership.save()
    audit.record(Event.SETTING_CHANGED, by=by, about=partnership, fields=sorted(changes))
    return partnership


def keep_typing(
    *, user_id: UUID, path: str, fields: list[tuple[str, str]], files: int
) -> KeptTyping | None:
    """Keep what a person was sending when the session had ended, sealed, for a day. None for an unknown person."""
    if not User.objects.filter(pk=user_id, is_active=True).exists():
        return None
    return KeptTyping.objects.create(
        user_id=user_id, path=path, fields=fields, files=files, key=service_key()
    )


def drop_typing(*, kept: KeptTyping) -> None:
    """The person has sent it, or does not want it."""
    kept.delete()


def drop_old_typing(now: datetime) -> int:
    """A sweep: what nobody came back for within a day is deleted."""
    dropped, _ = KeptTyping.objects.filter(created_at__lt=now - TYPING_KEPT).delete()
    return dropped


@transaction.atomic
def next_reference(rows: QuerySet[Any], prefix: str, digits: int) -> str:
    """The next free reference with this prefix. Two that ask at the same moment get one after the other."""
    list(Partnership.objects.select_for_update())  # whoever is second waits here
    taken = rows.filter(reference__startswith=prefix).values_list("reference", flat=True)
    number = max((int(one.removeprefix(prefix)) for one in taken), default=0) + 1
    return f"{prefix}{number:0{digits}d}"
