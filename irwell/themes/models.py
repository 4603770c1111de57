"""How published records are coded by theme, who coded them, and recommendations that say the same."""

from django.db import models
from django.db.models import F, Q

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.editors.models import Editor
from irwell.repository.models import Recommendation, Record


class Profile(Base):
    """What the classifier makes of a record, as long as record, weights and code list stay the same."""

    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="theme_profile")
    made_of = models.CharField(max_length=120, help_text="content, weights and code list")
    likely = models.BinaryField(help_text="float16, one for each trained theme")

    class Meta:
        ordering = ["record"]

    class Privacy:
        operational = {"id", "created_at", "made_of"}
        public = {"record", "likely"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"profile of {self.record_id}"


class Assignment(Base):
    """A record is about a theme, on one basis. Derived: what coders, publishers and the classifier said."""

    class Basis(models.TextChoices):
        CODERS = "coders", "Two coders"
        PUBLISHER = "publisher", "The publisher"
        MACHINE = "machine", "Suggested by a machine"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="assignments")
    code = models.CharField(max_length=40, db_index=True)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    how = models.CharField(max_length=10, blank=True, help_text="weights or phrase, of a machine")
    score = models.FloatField(default=0)
    anchor = models.CharField(max_length=40, blank=True, help_text="the passage that it rests on")
    words = models.JSONField(default=list, help_text="words that told most")

    class Meta:
        ordering = ["-score", "code"]
        constraints = [
            models.UniqueConstraint(fields=["record", "code"], name="a_record_has_a_theme_once")
        ]

    class Privacy:
        operational = {"id", "created_at"}
        public = {"record", "code", "basis", "how", "score", "anchor", "words"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"{self.record_id} {self.code}"


class Coding(Base):
    """One record read by two people who do not see each other’s themes until both are done."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="codings")
    list_version = models.CharField(max_length=20)
    first = models.ForeignKey(Editor, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Editor, on_delete=models.PROTECT, related_name="+", null=True)
    first_done_at = models.DateTimeField(null=True)
    second_done_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("first")), name="two_coders_are_two_people"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None)
                | Q(first_done_at__isnull=False, second_done_at__isnull=False),
                name="settled_after_both_are_done",
            ),
            models.UniqueConstraint(
                fields=["record", "list_version"], name="a_record_is_coded_once_for_each_list"
            ),
        ]

    class Privacy:
        operational = {
            "id", "created_at", "first", "second", "first_done_at", "second_done_at", "settled_at",
        }  # fmt: skip
        public = {"record", "list_version"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"coding of {self.record_id}"

    @property
    def both_done(self) -> bool:
        return bool(self.first_done_at and self.second_done_at)


class Choice(Base):
    """A coder gave the record a theme, and the passage that shows it."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="choices")
    coder = models.ForeignKey(Editor, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    anchor = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["coding", "coder", "code"], name="a_coder_gives_a_theme_once"
            )
        ]

    class Privacy:
        operational = {"id", "created_at", "coding", "coder", "code", "anchor"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"{self.coding_id} {self.code}"


class Settlement(Base):
    """What was decided where two coders differed: by a third person, or by both together. Earlier ones stay."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="settlements")
    code = models.CharField(max_length=40)
    applies = models.BooleanField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Editor, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(Editor, on_delete=models.PROTECT, related_name="+", null=True)
    agreed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["coding", "code"],
                condition=Q(replaced_at=None),
                name="one_settlement_stands_for_a_theme",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("by")), name="nobody_agrees_alone"
            ),
        ]

    class Privacy:
        operational = {
            "id", "created_at", "coding", "code", "applies", "reason", "by", "agreed_by", "agreed_at",
            "replaced_at",
        }  # fmt: skip
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"{self.coding_id} {self.code} {self.applies}"


class RadarEntry(Base):
    """A recommendation in the group of those that say the same. Derived."""

    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, related_name="radar"
    )
    group = models.CharField(max_length=130, db_index=True, help_text="named after its first")
    near = models.FloatField(help_text="to the rest of its group, 0 to 1")
    meaning = models.BinaryField(null=True, help_text="float16, where a model is installed")

    class Meta:
        ordering = ["group", "-near"]
        verbose_name_plural = "radar entries"

    class Privacy:
        operational = {"id", "created_at"}
        public = {"recommendation", "group", "near", "meaning"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return self.group


class Outcome(Base):
    """What became of a published recommendation, as far as something public says so."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        REJECTED = "rejected", "Rejected"
        DONE = "done", "Done, effect not shown"
        EFFECT = "effect", "Done, with evidence of effect"
        NOT_DONE = "not_done", "Not done"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="outcomes")
    number = models.CharField(max_length=20)
    body = models.CharField(max_length=200)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.CharField(max_length=600, blank=True)
    source = models.CharField(max_length=500, help_text="where this is public")
    on = models.DateField()
    noted_by = models.ForeignKey(Editor, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["on", "created_at"]

    class Privacy:
        operational = {"id", "created_at", "noted_by"}
        public = {"record", "number", "body", "answer", "words", "source", "on"}
        keep = Retention.PUBLISHED

    def __str__(self) -> str:
        return f"{self.record_id} {self.number} {self.answer}"
