"""What was agreed with the reviewer, and with another area."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.crypto.fields import SealedModel, SealedTextField
from irwell.documents.models import Document
from irwell.reviews.models.review import Milestone, PracticeReview

USER = settings.AUTH_USER_MODEL


class Contract(SealedModel):
    """What was agreed with the reviewer. The first dates and fee stay in the variations that changed them."""

    review = models.OneToOneField(PracticeReview, on_delete=models.CASCADE, related_name="contract")
    starts_on = models.DateField()
    ends_on = models.DateField()
    fee = models.DecimalField(max_digits=9, decimal_places=2, help_text="in pounds, without VAT")
    conditions = SealedTextField(help_text="expenses, days, what the fee covers")
    signed_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"conditions"}
        operational = {
            "id", "created_at", "key", "review", "starts_on", "ends_on", "fee", "signed_on", "document", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")),
                name="contract_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, document=None)
                | Q(signed_on__isnull=False, document__isnull=False),
                name="a_signed_contract_is_on_file",
            ),
        ]

    def __str__(self) -> str:
        return f"contract of {self.review_id}"


class Instalment(Base):
    """A part of the fee, payable when its milestone is done."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="instalments")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="instalments")
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    paid_on = models.DateField(null=True, blank=True)

    class Privacy:
        operational = {"id", "created_at", "contract", "milestone", "amount", "paid_on"}
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["milestone__due_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "milestone"], name="one_instalment_a_milestone"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_instalment_is_money"),
        ]

    def __str__(self) -> str:
        return f"instalment of {self.contract_id}"


class Variation(SealedModel):
    """A change of dates or fee, with its reason. It counts once a statutory partner approved it."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="variations")
    reason = SealedTextField()
    old_ends_on = models.DateField()
    old_fee = models.DecimalField(max_digits=9, decimal_places=2)
    ends_on = models.DateField()
    fee = models.DecimalField(max_digits=9, decimal_places=2)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    approved = models.BooleanField(default=False)

    class Privacy:
        narrative = {"reason"}
        operational = {
            "id", "created_at", "key", "contract", "old_ends_on", "old_fee", "ends_on", "fee", "by", "decided_by",
            "decided_at", "approved",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"], condition=Q(decided_at=None), name="one_open_variation"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, approved=False)
                | (Q(decided_at__isnull=False) & ~Q(decided_by=models.F("by"))),
                name="somebody_else_decides_a_variation",
            ),
        ]

    def __str__(self) -> str:
        return f"variation of {self.contract_id}"


class JointReview(SealedModel):
    """Another partnership with which the review is held. It is named in what is published if both agreed to that."""

    review = models.OneToOneField(PracticeReview, on_delete=models.CASCADE, related_name="joint")
    partnership = models.CharField(max_length=160)
    contact = SealedTextField()
    we_lead = models.BooleanField()
    agreed_on = models.DateField()
    shared_terms = SealedTextField(help_text="what both agreed: scope, one family contact, money")
    named_by_us = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    named_by_them_on = models.DateField(null=True, blank=True)
    edits = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        narrative = {"contact", "shared_terms"}
        operational = {
            "id", "created_at", "key", "review", "partnership", "we_lead", "agreed_on", "named_by_us",
            "named_by_them_on", "edits", "by",
        }  # fmt: skip
        keep = Retention.CASE_FILE

    def __str__(self) -> str:
        return f"joint with {self.partnership}"

    @property
    def may_be_named(self) -> bool:
        return self.named_by_us_id is not None and self.named_by_them_on is not None
