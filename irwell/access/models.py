"""Who holds which role, who is named on which case and until when, and who is walled off from one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from irwell.access.roles import ROLES
from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField


def _choices(on_case: bool) -> list[tuple[str, str]]:
    return [(r.id, r.title) for r in ROLES.values() if r.on_case is on_case]


class RoleGrant(Base):
    """A role held by the person, apart from any case."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_grants"
    )
    role = models.CharField(max_length=40)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        operational = {"id", "created_at", "user", "role", "granted_by", "ended_at"}
        keep = Retention.ACCOUNT

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(ended_at=None), name="one_open_grant_of_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class CaseMembership(Base):
    """Need to know: a person, a case, a role, from when until when, why, and who said so."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        operational = {
            "id",
            "created_at",
            "case",
            "user",
            "role",
            "since",
            "until",
            "reason",
            "granted_by",
        }
        keep = Retention.CASE_FILE

    class Meta:
        indexes = [models.Index(fields=["user", "case"])]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="membership_has_a_reason"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.case_id} as {self.role}"


class Conflict(SealedModel):
    """A conflict of interest, real or perceived: a wall that beats every right on the case."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conflicts"
    )
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = SealedTextField(blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        narrative = {"reason"}
        operational = {
            "id", "created_at", "key", "case", "user", "declared_by", "lifted_at", "lifted_by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=Q(lifted_at=None), name="one_open_conflict"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="conflict_lifted_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} apart from {self.case_id}"
