"""Editors, the links that sign them in, and where they are signed in."""

from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention


class Editor(Base):
    """Somebody who may mend records and code themes. Ended, never deleted: their work keeps their name."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    class Privacy:
        operational = {"id", "created_at", "email", "name", "ended_at"}
        keep = Retention.ACCOUNT

    def __str__(self) -> str:
        return self.name


class SignInLink(Base):
    """A link sent by e-mail. Its secret is kept as a digest alone."""

    editor = models.ForeignKey(Editor, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at"]

    class Privacy:
        operational = {"id", "created_at", "editor", "digest", "sent_at", "used_at"}
        keep = Retention.WORKING

    def __str__(self) -> str:
        return f"{self.editor_id} {self.sent_at}"


class SignedIn(Base):
    """A browser in which an editor is signed in."""

    editor = models.ForeignKey(Editor, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-until"]

    class Privacy:
        operational = {"id", "created_at", "editor", "digest", "until"}
        keep = Retention.WORKING

    def __str__(self) -> str:
        return f"{self.editor_id} {self.until}"
