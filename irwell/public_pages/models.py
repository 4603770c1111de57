"""The partnership's public pages: every version kept."""

from django.conf import settings
from django.db import models

from irwell.core.models import Base
from irwell.core.privacy import Retention


class PageVersion(Base):
    """One version of a page; the newest is shown."""

    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=20_000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Privacy:
        public = {"slug", "title", "text"}
        operational = {"id", "created_at", "by"}
        keep = Retention.PUBLISHED

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title
