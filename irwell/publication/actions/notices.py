"""Telling the people of a case that something about its publication waits for them."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from irwell.access.queries import members, walled_off
from irwell.accounts.models import User
from irwell.audit.actions import Actor
from irwell.cases.models import Case
from irwell.messaging import actions as messaging

ADVISERS = ("business_manager", "information_governance")
EVERYBODY = (*ADVISERS, "statutory_partner", "chair")


def tell(
    *, case: Case, roles: Iterable[str], subject: str, sentence: str, once: str, by: Actor
) -> None:
    """One message to each person of these roles, with a link and without case content; nobody walled off."""
    named = {row.user for role in roles for row in members(case.pk, role)}
    walled = walled_off(case.pk)
    for person in sorted(named, key=lambda one: one.email):
        if person.pk not in walled:
            tell_one(case=case, person=person, subject=subject, sentence=sentence, once=once, by=by)


def tell_one(
    *, case: Case, person: User, subject: str, sentence: str, once: str, by: Actor
) -> None:
    """One message to one person, with a link and without case content."""
    address = f"{settings.IRWELL_BASE_URL}{reverse('publication:case', args=[case.pk])}"
    messaging.notify(
        to=person.email, subject=f"{case.reference}: {subject}", body=f"{sentence}\n\n{address}",
        once=f"{once} {person.email}", by=by, case_id=case.pk,
    )  # fmt: skip
