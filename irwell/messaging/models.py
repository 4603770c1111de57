"""Notices waiting to leave, and signed links for people without an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField


class Notice(SealedModel):
    """One message to one address. Subject and body say that something is due, with a link: never case content.

    Waiting, then claimed by a worker, then sent; or ended unsent for the reason in `ending`.
    """

    class Ending(models.TextChoices):
        NONE = "", "still to be sent, or sent"
        REFUSED = "refused", "the mail server refused it"
        WITHHELD = "withheld", "its address takes no mail"
        WALLED = "walled", "whoever it is for is kept from the case"
        SUPERSEDED = "superseded", "a newer message said it all before this one left"

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
    ending = models.CharField(
        max_length=12, choices=Ending.choices, default=Ending.NONE, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True, help_text="sent, and came back")

    class Privacy:
        narrative = {"body"}
        operational = {
            "id", "created_at", "key", "to", "subject", "once", "case_id", "due_at", "claimed_at", "sent_at",
            "attempts", "uncertain", "ending", "ended_at", "bounced_at",
        }  # fmt: skip
        keep = Retention.WORKING

    class Meta:
        ordering = ["due_at"]
        indexes = [models.Index(fields=["sent_at", "due_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ending="") | Q(sent_at=None), name="a_notice_ends_one_way"
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.id}"


class UnreachableAddress(Base):
    """An address that refused a message or from which one came back. Nothing is sent there until it is mended."""

    class How(models.TextChoices):
        REFUSED = "refused", "refused by the mail server"
        BOUNCED = "bounced", "came back"

    email = models.EmailField(help_text="in small letters")
    since = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How.choices)
    code = models.CharField(max_length=20, blank=True, help_text="the mail server's code")
    notice = models.ForeignKey(Notice, on_delete=models.SET_NULL, related_name="+", null=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        operational = {
            "id", "created_at", "email", "since", "how", "code", "notice", "mended_at", "mended_by",
        }  # fmt: skip
        keep = Retention.WORKING

    class Meta:
        ordering = ["since"]
        verbose_name_plural = "unreachable addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(mended_at=None), name="an_address_is_closed_once"
            )
        ]

    def __str__(self) -> str:
        return f"unreachable address {self.id}"


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
