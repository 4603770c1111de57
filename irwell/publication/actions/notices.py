"""Telling the people of a case that something about its publication waits for them."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from irwell.access.queries import members, walled_off
from irwell.audit.actions import Actor
from irwell.cases.models import Case
from irwell.messaging import actions as messaging

ADVISERS = ("business_manager", "information_governance")
EVERYBODY = (*ADVISERS, "statutory_partner", "chair")


def tell(
    *, case: Case, roles: Iterable[str], subject: str, sentence: str, once: str, by: Actor
) -> None:
    """One message to each person of these roles, with a link and without case content; nobody walled off."""
    address = f"{settings.IRWELL_BASE_URL}{reverse('publication:case', args=[case.pk])}"
    named = {row.user for role in roles for row in members(case.pk, role)}
    walled = walled_off(case.pk)
    told = {person.email for person in named if person.pk not in walled}
    for email in sorted(told):
        messaging.notify(
            to=email, subject=f"{case.reference}: {subject}", body=f"{sentence}\n\n{address}",
            once=f"{once} {email}", by=by, case_id=case.pk,
        )  # fmt: skip
