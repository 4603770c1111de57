"""Names that are published in place of labels."""

import datetime as dt

from django.db.models import QuerySet

from irwell.anonymisation.models import PublishedName
from irwell.cases.models import Case, Identity
from irwell.cases.queries import register_of
from irwell.core.time import london


def names_of(case: Case) -> QuerySet[PublishedName]:
    """Proposed or agreed, and not ended."""
    return case.published_names.filter(ended_at=None).select_related("identity", "by", "agreed_by")


def agreed_names(case: Case) -> dict[str, PublishedName]:
    """Identity's id to the name that two people have agreed on."""
    return {str(one.identity_id): one for one in names_of(case).exclude(agreed_at=None)}


def ended_names(case: Case) -> QuerySet[PublishedName]:
    """Those that held or were proposed once, the one that ended last first."""
    ended = case.published_names.filter(ended_at__isnull=False).select_related(
        "identity", "ended_by"
    )
    return ended.order_by("-ended_at")


def names_changed(case: Case, since: dt.datetime) -> list[str]:
    """What has become of names to be published since a moment, as sentences; neither name nor reason is told."""
    ended = ended_names(case).filter(agreed_at__lte=since, ended_at__gt=since)
    told = [
        f"The name published for {one.identity.label} was ended on {london(one.ended_at):%-d %B %Y}: "
        "the label stands again."
        for one in ended
        if one.ended_at is not None
    ]
    agreed = names_of(case).filter(agreed_at__gt=since)
    return told + [
        f"A name to be published for {one.identity.label} has been agreed." for one in agreed
    ]


def people_of(case: Case) -> list[Identity]:
    """The persons of the identity register."""
    return [one for one in register_of(case) if one.kind == Identity.Kind.PERSON]
