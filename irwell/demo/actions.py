"""Seeding the demonstration through the same actions that people use."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.db import transaction

from irwell.access import actions as access
from irwell.accounts.actions import change_partnership
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Agency, Partnership, User
from irwell.cases.models import Case
from irwell.demo.data import load
from irwell.demo.seeding import journey, reviewers
from irwell.demo.seeding.opening import seed_case

Say = Callable[[str], None]


@transaction.atomic
def seed_people(data: dict[str, Any]) -> dict[str, User]:
    """The partnership, its agencies and its people, each with a password and an authenticator."""
    Partnership.objects.create(**data["partnership"])
    agencies = {
        row["key"]: Agency.objects.create(
            name=row["name"], kind=row["kind"], contact_email=f"safeguarding@{row['key']}.example",
            lead_email=f"lead@{row['key']}.example",
        )
        for row in data["agency"]
    }  # fmt: skip
    # hashing is slow on purpose, and the password is the same
    hashed = make_password(data["password"])
    people = {}
    for row in data["person"]:
        user = User(
            email=f"{row['key']}@calderbrook.example", name=row["name"], job_title=row["job"],
            agency=agencies[row["agency"]], password=hashed,
        )  # fmt: skip
        user.save()
        TOTP.activate(user, generate_totp_secret())
        for role in (row["role"], *row.get("also", ())):
            access.grant_role(user=user, role=role, by=SYSTEM)
        people[row["key"]] = user
    return people


def codes_for(user: User, *, wanted: int = 2) -> list[str]:
    """Unused one-time codes of a person; a fresh set when too few are left."""
    from allauth.mfa.models import Authenticator

    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    codes: list[str] = RecoveryCodes(row).get_unused_codes() if row else []
    if len(codes) < wanted:
        if row:
            row.delete()
        codes = RecoveryCodes.activate(user).get_unused_codes()
    return codes[:wanted]


@transaction.atomic
def seed(*, today: dt.date, say: Say) -> None:
    """The demonstration without its longest cases, whole or not at all. Does nothing when it is there already."""
    if Partnership.objects.exists():
        return
    people = seed_people(load())
    change_partnership(by=people["maya"], public_tracker=True)
    reviewers.take(people, today=today)
    _seed_rows([row for row in load()["case"] if not row.get("later")], people, today, say)


def rows_to_come() -> list[dict[str, Any]]:
    """The cases that go furthest, which takes a while, as far as they are not there."""
    there = set(Case.objects.values_list("label", flat=True))
    return [row for row in load()["case"] if row.get("later") and row["label"] not in there]


def seed_rest(*, today: dt.date, say: Say) -> None:
    """Make the cases that are to come. Those that are there already stay as they are."""
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    _seed_rows(rows_to_come(), people, today, say)


def _seed_rows(
    rows: list[dict[str, Any]], people: dict[str, User], today: dt.date, say: Say
) -> None:
    for number, row in enumerate(rows, 1):
        referral, now = seed_case({**row, "stage": journey.settle(row)}, people, today=today)
        if row["stage"] in journey.STOPS:
            case = Case.objects.get(referral=referral)
            journey.take_to(case, people, stop=row["stage"], now=now)
        say(f"case {number} of {len(rows)}")
