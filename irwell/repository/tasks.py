"""What the worker of the public site does for the records.

Kept files are compared at night, a part of those whose turn it is, until every file was compared within its month.
Other programs are told of what changed, and other repositories are harvested.
"""

import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from irwell.core import sweeps
from irwell.core.time import london
from irwell.editors.queries import editors

from . import queries
from .actions import harvesting, refresh_patiently, webhooks
from .actions.keeping import check_files, overdue_files
from .models import File

log = structlog.get_logger(__name__)
EVERY = timedelta(minutes=1)
AT_ONCE = 100  # files of one round, so that letters to readers do not wait long
PARTS_OF_A_ROUND = 10
NIGHT = range(1, 5)  # hours of the clock in England
LETTER = """A file kept by the repository of case reviews is not what it was, or is missing:

{files}

Put it back from the backup. What is damaged now, and the SHA-256 that each file must have:

{address}
"""


def register_sweeps() -> None:
    """What the worker of the public site does for the records."""
    seconds = int(EVERY.total_seconds())
    sweeps.register("compare kept files", every_seconds=seconds, run=compare)
    sweeps.register("tell other programs", every_seconds=5, run=tell)
    sweeps.register("harvest other repositories", every_seconds=20, run=harvest)
    sweeps.register("forget what other programs were told", every_seconds=3600, run=forget)


def tell(now: datetime) -> int:
    """Send the webhooks that are due."""
    return webhooks.send_due(now=now)


def harvest(now: datetime) -> int:
    """Some parts of each harvest that is due; the index is built again when one has come to its end."""
    parts, changed = 0, False
    for source in queries.due_sources(now=now):
        for _ in range(PARTS_OF_A_ROUND):
            try:
                more = harvesting.step(source=source, now=now)
            except (harvesting.Later, harvesting.Failed) as stopped:
                log.warning("a harvest waits", source=str(source.pk), why=str(stopped))
                break
            parts += 1
            if not more:
                changed = changed or bool(source.run and source.run.added + source.run.updated)
                break
    if changed and not refresh_patiently(at_once=False):
        log.warning("what was harvested is not in the index yet")
    return parts


def forget(now: datetime) -> int:
    """Forget messages that were settled long ago."""
    return webhooks.forget(now=now)


def compare(now: datetime) -> int:
    """Compare the files that are due; by day only where nights were missed. Returns how many were found damaged."""
    if london(now).hour not in NIGHT and not overdue_files(now=now).exists():
        return 0
    known = set(File.objects.filter(intact=False).values_list("pk", flat=True))
    damaged = check_files(now=now, due_only=True, most=AT_ONCE)
    fresh = [file for file in damaged if file.pk not in known]
    if fresh:
        _tell(fresh)
    return len(fresh)


def _tell(files: Sequence[File]) -> None:
    """Editors hear of it once; until it is mended their page of keeping says so."""
    lines = "\n".join(f"{file.record.identifier}: {file.name}" for file in files)
    log.error("kept files are damaged or missing", count=len(files))
    address = f"{str(settings.IRWELL_PUBLIC_URL).rstrip('/')}{reverse('repository:keeping')}"
    letter = LETTER.format(files=lines, address=address)
    for editor in editors():
        try:
            send_mail(
                "A kept file is damaged or missing", letter, settings.DEFAULT_FROM_EMAIL,
                [editor.email],
            )  # fmt: skip
        except (smtplib.SMTPException, OSError):
            log.warning("the mail server did not take word of a damaged file", kind="mail")
