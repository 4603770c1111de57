"""Names that are published in place of labels."""

from django.db.models import QuerySet

from irwell.anonymisation.models import PublishedName
from irwell.cases.models import Case, Identity
from irwell.cases.queries import register_of


def names_of(case: Case) -> QuerySet[PublishedName]:
    """Proposed or agreed, and not ended."""
    return case.published_names.filter(ended_at=None).select_related("identity", "by", "agreed_by")


def agreed_names(case: Case) -> dict[str, PublishedName]:
    """Identity's id to the name that two people have agreed on."""
    return {str(one.identity_id): one for one in names_of(case).exclude(agreed_at=None)}


def people_of(case: Case) -> list[Identity]:
    """The persons of the identity register."""
    return [one for one in register_of(case) if one.kind == Identity.Kind.PERSON]
