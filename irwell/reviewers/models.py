"""A person in the pool: what they can do, when they are free, with whom they have a conflict, how their papers stand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.accounts.models import Agency
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField

USER = settings.AUTH_USER_MODEL


class PoolEntry(SealedModel):
    """An independent reviewer. The name is published with a review, so it is not sealed; the contact is.

    `competences`: ids of data/competences.toml. `account` is empty until the person is appointed and invited.
    """

    name = models.CharField(max_length=120)
    contact = SealedTextField()
    competences = models.JSONField(default=list)
    areas = models.CharField(
        max_length=300, blank=True, help_text="professions and areas of practice"
    )
    fee_basis = SealedTextField()
    references_on = models.DateField(null=True, blank=True)
    insured_until = models.DateField(null=True, blank=True)
    dbs_on = models.DateField(null=True, blank=True)
    account = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="pool_entries", null=True, blank=True
    )
    left_on = models.DateField(null=True, blank=True)
    edits = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying = {"contact"}
        narrative = {"fee_basis"}
        operational = {
            "id", "created_at", "key", "name", "competences", "areas", "references_on", "insured_until", "dbs_on",
            "account", "left_on", "edits", "by",
        }  # fmt: skip
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "pool entries"

    def __str__(self) -> str:
        return self.name


class Availability(Base):
    """A time in which the person can take on a review."""

    entry = models.ForeignKey(PoolEntry, on_delete=models.CASCADE, related_name="periods")
    since = models.DateField()
    until = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "entry", "since", "until", "by"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["since"]
        verbose_name_plural = "availability"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="availability_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.since} to {self.until}"


class PastReview(Base):
    """A review that the person led elsewhere, as published. Reviews led here are known from the cases."""

    entry = models.ForeignKey(PoolEntry, on_delete=models.CASCADE, related_name="past")
    title = models.CharField(max_length=200, help_text="as published, naming no child")
    partnership = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        operational = {"id", "created_at", "entry", "title", "partnership", "year", "by"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["-year", "title"]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class DeclaredConflict(SealedModel):
    """A connection with an organisation, or with one case. It bars from reviewing there until it is ended."""

    entry = models.ForeignKey(PoolEntry, on_delete=models.CASCADE, related_name="conflicts")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    case = models.ForeignKey(
        "cases.Case", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    detail = SealedTextField()
    ended_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"detail"}
        operational = {"id", "created_at", "key", "entry", "agency", "case", "ended_on", "by"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency=None, case__isnull=False) | Q(agency__isnull=False, case=None),
                name="a_conflict_is_with_an_agency_or_a_case",
            )
        ]

    def __str__(self) -> str:
        return f"conflict of {self.entry_id}"
