"""Mail that did not arrive, in words, with how to mend it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import NoReverseMatch, reverse

from irwell.cases.models import Case
from irwell.messaging.models import Notice, UnreachableAddress

MAIL_SHOWN = 50
MEANINGS = {
    "5.1.1": "there is no such mailbox", "5.1.2": "there is no such organisation", "5.1.10": "there is no such mailbox",
    "5.2.1": "the mailbox is closed", "5.2.2": "the mailbox is full", "5.7.1": "the organisation refuses our messages",
}  # fmt: skip


def meaning(code: str) -> str:
    """The mail server's code as people say it."""
    return MEANINGS.get(code.rpartition(" ")[2], "the message was not taken")


def closed_addresses(
    addresses: Iterable[UnreachableAddress], written: QuerySet[Notice]
) -> list[dict[str, Any]]:
    """Each address with why, since when, and the cases on which something was written to it."""
    wanted = {address.email: address for address in addresses}
    touched: dict[str, set[Any]] = {email: set() for email in wanted}
    rows = written.annotate(small=Lower("to")).filter(small__in=wanted, case_id__isnull=False)
    for email, case_id in rows.values_list("small", "case_id").distinct():
        touched[email].add(case_id)
    cases = Case.objects.in_bulk({pk for found in touched.values() for pk in found})
    return [
        {
            "id": address.pk, "email": email, "since": address.since, "how": address.get_how_display(),
            "code": address.code, "meaning": meaning(address.code),
            "cases": [_case(cases[pk]) for pk in touched[email] if pk in cases],
        }
        for email, address in wanted.items()
    ]  # fmt: skip


def _case(case: Case) -> dict[str, str]:
    try:
        asked = reverse("agency_returns:wall", kwargs={"case_id": case.pk})
    except NoReverseMatch:
        asked = ""
    return {
        "reference": case.reference,
        "href": reverse("cases:case", kwargs={"case_id": case.pk}),
        "asked": asked,
    }


def doubtful(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """Messages that may have left or not, and those that the mail server refused."""
    return [
        {
            "id": notice.pk, "to": notice.to, "subject": notice.subject, "at": notice.claimed_at or notice.due_at,
            "uncertain": notice.uncertain,
        }
        for notice in notices
    ]  # fmt: skip
