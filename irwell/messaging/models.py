"""Notices waiting to leave, and signed links for people without an account."""

from django.db import models
from django.db.models import Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField


class Notice(SealedModel):
    """One message to one address. Subject and body say that something is due, with a link: never case content."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = SealedTextField()
    once = models.CharField(
        max_length=200, unique=True, help_text="the same notice is never queued twice"
    )
    case_id = models.UUIDField(null=True, blank=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    uncertain = models.BooleanField(
        default=False, help_text="claimed by a worker that died: look before resending"
    )

    class Privacy:
        narrative = {"body"}
        operational = {
            "id", "created_at", "key", "to", "subject", "once", "case_id", "due_at", "claimed_at", "sent_at",
            "attempts", "uncertain",
        }  # fmt: skip
        keep = Retention.WORKING

    class Meta:
        ordering = ["due_at"]
        indexes = [models.Index(fields=["sent_at", "due_at"])]

    def __str__(self) -> str:
        return f"notice {self.id}"


class SignedLink(Base):
    """A link that opens one thing for one person. Only the hash of its token is kept."""

    class Purpose(models.TextChoices):
        REFERRAL = "referral", "continue a saved referral"
        ENDORSEMENT = "endorsement", "endorse a referral as designated safeguarding lead"
        AGENCY_RETURN = "agency_return", "answer an information request"
        FACT_CHECK = "fact_check", "check facts in a draft"
        CALENDAR = "calendar", "subscribe to one’s own dates"

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    about_id = models.UUIDField(help_text="the one thing it opens")
    email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    first_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(
        max_length=200, blank=True, help_text="shown to a person who comes back by it"
    )

    class Privacy:
        operational = {
            "id", "created_at", "purpose", "about_id", "email", "token_hash", "expires_at", "first_used_at",
            "revoked_at", "closed_reason",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(closed_reason=""), name="closed_link_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} link {self.id}"
