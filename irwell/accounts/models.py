"""People, agencies, the partnership, and invitations."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedJSONField, SealedModel


class Partnership(Base):
    """The safeguarding partnership that runs this installation: one row."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    area = models.CharField(max_length=80, help_text="the local authority area")
    case_prefix = models.CharField(max_length=10, default="CR")
    business_email = models.EmailField()
    front_door_name = models.CharField(max_length=80, default="Children's front door (MASH)")
    front_door_phone = models.CharField(max_length=40, blank=True)
    out_of_hours_phone = models.CharField(max_length=40, blank=True)
    public_tracker = models.BooleanField(
        default=False, help_text="whether the site shows what became of published recommendations"
    )
    policies = models.JSONField(
        default=dict, blank=True, help_text="clock id to policy id, frozen on each case at opening"
    )

    class Privacy:
        public = {
            "name", "short_name", "area", "business_email", "front_door_name", "front_door_phone",
            "out_of_hours_phone", "public_tracker",
        }  # fmt: skip
        operational = {"id", "created_at", "case_prefix", "policies"}
        keep = Retention.ACCOUNT

    def __str__(self) -> str:
        return self.name


class Agency(Base):
    """An organisation that works with children in the area."""

    class Kind(models.TextChoices):
        LOCAL_AUTHORITY = "local_authority", "Local authority children's social care"
        ICB = "icb", "Integrated care board"
        POLICE = "police", "Police"
        HOSPITAL = "hospital", "Hospital trust"
        COMMUNITY_HEALTH = "community_health", "Community health (health visiting, school nursing)"
        MENTAL_HEALTH = "mental_health", "Mental health trust"
        GP = "gp", "General practice"
        EDUCATION = "education", "School, college or early years"
        PROBATION = "probation", "Probation"
        HOUSING = "housing", "Housing"
        YOUTH_JUSTICE = "youth_justice", "Youth justice"
        VOLUNTARY = "voluntary", "Voluntary organisation"
        PARTNERSHIP = "partnership", "The partnership's own business unit"
        INDEPENDENT = "independent", "Independent"
        OTHER = "other", "Other"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    contact_email = models.EmailField(
        blank=True, help_text="secure mailbox for information requests"
    )
    lead_email = models.EmailField(
        blank=True, help_text="the agency's designated safeguarding lead"
    )

    STATUTORY = (Kind.LOCAL_AUTHORITY, Kind.ICB, Kind.POLICE)

    class Privacy:
        operational = {"id", "created_at", "name", "kind", "contact_email", "lead_email"}
        keep = Retention.ACCOUNT

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    @property
    def is_statutory(self) -> bool:
        """One of the three safeguarding partners (Children Act 2004 s.16E)."""
        return self.kind in self.STATUTORY


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(Base, AbstractBaseUser):
    """A person with an account. Accounts come by invitation only."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="people", null=True, blank=True
    )
    is_active: Any = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = ["name"]  # type: ignore[misc]
    objects: ClassVar[UserManager] = UserManager()

    class Privacy:
        operational = {
            "id", "created_at", "email", "name", "job_title", "agency", "is_active", "password", "last_login",
        }  # fmt: skip
        keep = Retention.ACCOUNT

    def __str__(self) -> str:
        return self.name

    @property
    def actor_id(self) -> UUID:
        return self.pk

    @property
    def actor_kind(self) -> str:
        return "person"


class Invitation(Base):
    """An invitation to make an account, answered once."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="invitation")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        operational = {
            "id",
            "created_at",
            "user",
            "token_hash",
            "expires_at",
            "accepted_at",
            "invited_by",
        }
        keep = Retention.ACCOUNT

    def __str__(self) -> str:
        return f"invitation of {self.user_id}"


class KeptTyping(SealedModel):
    """What somebody was sending when the session had ended: shown to the same person after signing in again.

    `fields`: list of [name, value]. `files`: how many files were chosen (they must be chosen again).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    fields = SealedJSONField(default=list)
    files = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        narrative = {"fields"}
        operational = {"id", "created_at", "key", "user", "path", "files"}
        keep = Retention.WORKING

    class Meta:
        verbose_name_plural = "kept typing"

    def __str__(self) -> str:
        return f"kept typing {self.id}"
