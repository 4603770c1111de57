"""Saved searches, what was found for them, the letters that say so, and reading lists."""

from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention
from irwell.repository.models import Record


class Subscriber(Base):
    """An e-mail address, sealed; the row goes when its last search does."""

    address_box = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    confirmed_at = models.DateTimeField(null=True)

    class Privacy:
        operational = {"id", "created_at", "address_box", "digest", "confirmed_at"}
        keep = Retention.WORKING

    def __str__(self) -> str:
        return str(self.pk)


class SavedSearch(Base):
    """A standing question of one subscriber, as the address of the search page holds it."""

    class Frequency(models.TextChoices):
        INSTANT = "instant", "As soon as a review comes"
        DAILY = "daily", "Once a day"
        WEEKLY = "weekly", "Once a week"
        MONTHLY = "monthly", "Once a month"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="searches")
    asked = models.CharField(max_length=2000)
    frequency = models.CharField(max_length=8, choices=Frequency.choices)
    confirmed_at = models.DateTimeField(null=True, db_index=True)
    due_at = models.DateTimeField(null=True)
    generation = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "asked"], name="saved_searches_a_question_once"
            ),
            models.CheckConstraint(
                condition=models.Q(frequency__in=["instant", "daily", "weekly", "monthly"]),
                name="saved_searches_frequency_is_known",
            ),
        ]

    class Privacy:
        operational = {
            "id", "created_at", "subscriber", "asked", "frequency", "confirmed_at", "due_at",
            "generation",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return str(self.pk)


class Letter(Base):
    """A message that is due. It holds no words: they are written when it leaves."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Asks whether the address is its reader’s"
        FOUND = "found", "Names what was found"

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    due_at = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    uncertain = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["confirm", "found"]),
                name="saved_searches_letter_kind_is_known",
            ),
        ]

    class Privacy:
        operational = {
            "id", "created_at", "search", "kind", "due_at", "claimed_at", "sent_at", "attempts",
            "uncertain",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Match(Base):
    """A review that answered a saved search, with the passage that did. Once for each review."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="matches")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    anchor = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=400, blank=True)
    page = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    nearness = models.FloatField(null=True)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="matches")

    class Meta:
        ordering = ["-found_at", "record__identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["search", "record"], name="saved_searches_a_review_once"
            )
        ]

    class Privacy:
        operational = {
            "id", "created_at", "search", "record", "anchor", "heading", "page", "quote",
            "nearness", "found_at", "told_at", "letter",
        }  # fmt: skip
        keep = Retention.WORKING

    def __str__(self) -> str:
        return f"{self.search_id} {self.record_id}"


class ReadingList(Base):
    """Reviews somebody put together. Whoever has the edit link may change it; only its digest is kept."""

    title = models.CharField(max_length=160)
    intro = models.TextField(blank=True)
    public_id = models.CharField(max_length=24, unique=True)
    edit_digest = models.CharField(max_length=64, unique=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Privacy:
        operational = {"id", "created_at", "edit_digest", "version", "changed_at"}
        public = {"title", "intro", "public_id"}
        keep = Retention.WORKING

    def __str__(self) -> str:
        return self.public_id


class ReadingItem(Base):
    """A review on a list, or one passage of it, with a note."""

    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="items")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    anchor = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading_list", "record", "anchor"], name="saved_searches_an_item_once"
            )
        ]

    class Privacy:
        operational = {"id", "created_at"}
        public = {"reading_list", "record", "anchor", "note", "position"}
        keep = Retention.WORKING

    def __str__(self) -> str:
        return str(self.pk)
