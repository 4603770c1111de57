"""What the partnership knows beyond one case: its list of places and bodies, and cases linked to each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class KnownPlace(Base):
    """A school, surgery, estate or the like of the partnership's area, looked for in every report."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "School or nursery"
        SURGERY = "surgery", "GP surgery"
        HOSPITAL = "hospital", "Hospital or clinic"
        ESTATE = "estate", "Estate"
        STREET = "street", "Street"
        TOWN = "town", "Town, village or ward"
        CHURCH = "church", "Place of worship"
        CLUB = "club", "Club or group"
        BODY = "body", "Another body"
        PLACE = "place", "Another place"

    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=160, help_text="the name as it is compared")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    removed_because = models.CharField(max_length=300, blank=True)

    class Privacy:
        operational = {
            "id", "created_at", "name", "folded", "kind", "by", "removed_at", "removed_by", "removed_because",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded"], condition=Q(removed_at=None), name="one_known_place_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_because="")),
                name="a_removed_place_has_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"known place {self.id}"


class LinkedCase(SealedModel):
    """Two cases whose registers are used for each other's reports. Holds both ways."""

    class Kind(models.TextChoices):
        SIBLINGS = "siblings", "Siblings or the same household"
        EARLIER = "earlier", "An earlier case of the same child or family"
        OTHER = "other", "Another reason"

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    why = SealedTextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_because = SealedTextField()

    class Privacy:
        narrative = {"why", "ended_because"}
        operational = {
            "id",
            "created_at",
            "key",
            "case",
            "other",
            "kind",
            "by",
            "ended_at",
            "ended_by",
        }
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "other"],
                condition=Q(ended_at=None),
                name="one_open_link_of_two_cases",
            ),
            models.CheckConstraint(condition=~Q(case=F("other")), name="a_link_joins_two_cases"),
        ]

    def __str__(self) -> str:
        return f"link {self.id}"
