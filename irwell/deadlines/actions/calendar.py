"""The private address of a person's dates."""

from datetime import datetime, timedelta

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.messaging.actions import close_link, issue_link
from irwell.messaging.models import SignedLink

CALENDAR_DAYS = 366  # then the person makes a new address


@transaction.atomic
def change_calendar(*, person: User, wanted: bool, now: datetime) -> str:
    """Close the person's calendar address and, when wanted, make a new one; its token is returned once."""
    check(person, Permission.SEE_BOARD)
    User.objects.select_for_update().get(pk=person.pk)
    purpose = SignedLink.Purpose.CALENDAR
    for link in SignedLink.objects.filter(purpose=purpose, about_id=person.pk, revoked_at=None):
        close_link(
            link=link, reason="This calendar address was replaced or stopped.", by=person, now=now
        )
    if not wanted:
        return ""
    _, token = issue_link(
        purpose=purpose, about_id=person.pk, email=person.email, by=person,
        expires_at=now + timedelta(days=CALENDAR_DAYS),
    )  # fmt: skip
    return token
