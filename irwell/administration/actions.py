"""Inviting with a first role, and letting an invited person in."""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.actions import grant_role
from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts import actions as accounts
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, Partnership, User
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.core.errors import NotPossibleNow
from irwell.core.secret import digest_of
from irwell.messaging.actions import notify

Made = TypeVar("Made", Partnership, Agency)
LETTER = """You have been invited to Irwell, where the partnership runs its case reviews.

Choose your password here; the link works once, for {days} days:
{address}

You will then be asked to set up a second factor: an authenticator app or a passkey.
If you did not expect this, do nothing and tell the partnership’s business unit.
"""

REMOVED = """Your second factor for Irwell was removed by {by}, because you could not use it any more.

When you sign in next, with your password, you are asked to set up another.
If you did not ask for this, write to {by} at once: {email}
"""


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    agency: Agency,
    job_title: str,
    role: str,
    address_of: str,
    by: User,
    now: datetime,
) -> User:
    """Invite a person, give the first role, send the link. `address_of` holds {token}."""
    check(by, Permission.MANAGE_PEOPLE)
    user, token = accounts.invite(
        email=email, name=name, agency=agency, job_title=job_title, by=by, now=now
    )
    grant_role(user=user, role=role, by=by)
    _send_link(user, address_of.format(token=token), once=f"invitation:{user.pk}", by=by)
    return user


@transaction.atomic
def invite_again(*, user: User, address_of: str, by: User, now: datetime) -> None:
    """Another link for a person who has not joined; the one sent before stops working."""
    check(by, Permission.MANAGE_PEOPLE)
    token = accounts.invite_again(user=user, by=by, now=now)
    once = f"invitation:{user.pk}:{digest_of(token)}"
    _send_link(user, address_of.format(token=token), once=once, by=by)


def _send_link(user: User, address: str, *, once: str, by: User) -> None:
    body = LETTER.format(days=accounts.INVITATION_DAYS, address=address)
    notify(to=user.email, subject="Your invitation to Irwell", body=body, once=once, by=by)


@transaction.atomic
def remove_second_factor(*, user: User, by: User, now: datetime) -> None:
    """For somebody whose telephone is lost and who kept no recovery code. The person is told."""
    _check_another(user, by)
    accounts.forget_second_factor(user=user, by=by)
    notify(
        to=user.email, subject="Your second factor for Irwell was removed",
        body=REMOVED.format(by=by.name, email=by.email),
        once=f"second factor removed:{user.pk}:{now:%Y-%m-%d %H:%M}", by=by,
    )  # fmt: skip


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """For somebody who has left: nobody can sign in with it. What they did stays in the log under their name."""
    _check_another(user, by)
    accounts.close_account(user=user, by=by)


@transaction.atomic
def open_account(*, user: User, by: User) -> None:
    """The account that was closed opens again, with the roles it has."""
    _check_another(user, by)
    accounts.open_account(user=user, by=by)


def _check_another(user: User, by: User) -> None:
    """A person's own account is changed by another administrator, so that one always remains."""
    check(by, Permission.MANAGE_PEOPLE)
    if user.pk == by.pk:
        raise NotPossibleNow("Another administrator does this for your own account.")


@transaction.atomic
def set_up(*, data: dict[str, Any], now: datetime) -> tuple[User, str]:
    """The partnership, its agencies and its first administrator; returns the administrator and the joining token.

    `data` has the tables partnership, administrator and agency (a list). Raises ValidationError, naming what is
    wrong, when the partnership is set up already or the data cannot be taken.
    """
    if Partnership.objects.exists():
        raise ValidationError("This installation is set up already: change it on the pages of its administrator.")  # fmt: skip
    for table in ("partnership", "administrator", "agency"):
        if not data.get(table):
            raise ValidationError(f"The file has no [{table}].")
    _kept(Partnership, data["partnership"], "partnership")
    agencies = [_kept(Agency, row, "agency") for row in data["agency"]]
    missing = [k.label for k in Agency.STATUTORY if k not in {a.kind for a in agencies}]
    if missing:
        raise ValidationError(f"No agency stands for: {', '.join(missing)}.")
    given = data["administrator"]
    user, token = accounts.invite(
        email=given.get("email", ""), name=given.get("name", ""), agency=None,
        job_title="System administrator", by=SYSTEM, now=now,
    )  # fmt: skip
    grant_role(user=user, role="system_administrator", by=SYSTEM)
    audit.record(Event.SETTING_CHANGED, by=SYSTEM, fields=["partnership"], agencies=len(agencies))
    return user, token


def _kept(model: type[Made], row: dict[str, Any], table: str) -> Made:
    known = {field.name for field in model._meta.fields}
    strange = sorted(set(row) - known)
    if strange:
        raise ValidationError(f"[{table}] has “{strange[0]}”, which is not known there.")
    made = model(**row)
    try:
        made.full_clean(
            exclude={"policies"} - set(row)
        )  # an empty choice of policies is the usual one
    except ValidationError as error:
        told = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
        raise ValidationError(f"[{table}] {row.get('name', '')}: {told}") from error
    made.save()
    return made
