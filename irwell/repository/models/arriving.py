"""How records come: deposits, what is kept aside of them, runs of reading, other repositories."""

from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention

from .records import Record


class Deposit(Base):
    """A bundle that was received, and the acknowledgement it got."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="deposits")
    digest = models.CharField(max_length=64, unique=True)
    signed_by = models.CharField(max_length=120)
    key_fingerprint = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["received_at"]

    class Privacy:
        operational = {"id", "created_at", "key_fingerprint"}
        public = {"record", "digest", "signed_by", "version", "received_at"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"{self.record_id} {self.digest[:12]}"


class IngestRun(Base):
    """One reading of a folder, so that progress and failures can be seen afterwards."""

    source = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    found = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failures = models.JSONField(default=list)

    class Meta:
        ordering = ["-started_at"]

    class Privacy:
        operational = {
            "id", "created_at", "source", "started_at", "finished_at", "found", "added", "updated",
            "unchanged", "failures",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return self.source


class Quarantined(Base):
    """A bundle that did not hold: kept aside, shown to nobody but editors, until one of them decides."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for an editor"
        RELEASED = "released", "Released"
        REJECTED = "rejected", "Rejected"

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    problem = models.TextField()
    claims = models.JSONField(default=dict)
    signed_by = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_why = models.TextField(blank=True)
    deposit = models.ForeignKey(
        Deposit, on_delete=models.PROTECT, null=True, related_name="kept_aside"
    )

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting") | ~models.Q(decided_why=""),
                name="repository_quarantine_decision_has_a_reason",
            ),
        ]

    class Privacy:
        operational = {
            "id", "created_at", "sha256", "size", "problem", "claims", "signed_by", "received_at", "state",
            "decided_at", "decided_by", "decided_why", "deposit",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.state}"

    @property
    def waits(self) -> bool:
        """Nobody has decided yet."""
        return self.state == self.State.WAITING


class HarvestSource(Base):
    """Another repository that is harvested, and how far the harvest at hand has come."""

    address = models.CharField(max_length=500)
    set_name = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    begun_by = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)
    claimed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    since = models.CharField(max_length=30, blank=True)
    again = models.JSONField(default=list)
    run = models.ForeignKey(IngestRun, on_delete=models.SET_NULL, null=True, related_name="+")
    prefix = models.CharField(max_length=40, blank=True)
    first_day = models.CharField(max_length=30, blank=True)
    last_day = models.CharField(max_length=30, blank=True)
    token = models.TextField(blank=True)
    moment = models.CharField(max_length=30, blank=True)
    parts = models.PositiveIntegerField(default=0)
    failed = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["name", "address"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "set_name"],
                condition=models.Q(ended_at__isnull=True),
                name="repository_one_source_of_an_address",
            )
        ]

    class Privacy:
        operational = {
            "id", "created_at", "address", "set_name", "name", "begun_by", "begun_at", "ended_at", "due_at", "claimed_at",
            "finished_at", "since", "again", "run", "prefix", "first_day", "last_day", "token", "moment", "parts", "failed",
            "problem",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return self.name or self.address
