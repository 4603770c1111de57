"""The moment of publication: everything is checked again, then the clean files stand on the site."""

import datetime as dt
import hashlib

from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import User
from irwell.anonymisation.queries import clean_files
from irwell.audit import actions as audit
from irwell.audit.actions import Actor
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.publication import queries
from irwell.publication.bundle import KNOWN_FILES
from irwell.publication.models import Publication, PublicFile
from irwell.publication.policies import check_can_publish
from irwell.statute import load_workflow

from .bundling import check_bundle_names_nobody, queue_bundle
from .notices import EVERYBODY, tell

TARGET = {
    Publication.Form.REPORT.value: "published",
    Publication.Form.IMPROVEMENTS.value: "improvements_only_published",
}


@transaction.atomic
def publish(*, publication: Publication, by: Actor, now: dt.datetime) -> Publication:
    """Publish what two people approved. Raises NotPossibleNow, and changes nothing, when anything stands against it."""
    case = cases.lock(publication.case)
    if isinstance(by, User):
        check(by, Permission.APPROVE_PUBLICATION, case_id=case.pk)
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    if publication.status == Publication.Status.PUBLISHED:
        return publication
    check_can_publish(publication, now=now)
    first, second = queries.approvers_of(publication)[:2]
    publication.first_approver_id, publication.second_approver_id = first, second
    publication.status, publication.published_at = Publication.Status.PUBLISHED, now
    publication.held_at, publication.held_reason = None, ""
    publication.save()
    _keep_files(publication)
    audit.record(
        Event.PUBLISHED, by=by, case_id=case.pk, about=publication, content=publication.content,
        form=publication.form, files={row.name: row.sha256 for row in publication.files.all()},
    )  # fmt: skip
    _move_on(case, publication, by=by, now=now)
    if publication.is_report:
        check_bundle_names_nobody(publication)
        queue_bundle(publication=publication, now=now)
    tell(
        case=case, roles=EVERYBODY, by=by, once=f"published {publication.pk}", subject="published",
        sentence="What two people approved now stands on the partnership’s site.",
    )  # fmt: skip
    return publication


def _keep_files(publication: Publication) -> None:
    if publication.certificate is None:
        return
    for name, data in clean_files(publication.certificate).items():
        PublicFile.objects.create(
            publication=publication, name=name, media_type=KNOWN_FILES[name][1], content=data,
            sha256=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip


def _move_on(case: Case, publication: Publication, *, by: Actor, now: dt.datetime) -> None:
    """The case's state, the date from which a year runs, and the clocks that this stops (workflow.toml)."""
    target = TARGET[publication.form]
    ways = load_workflow().transitions_from(case.state)
    stops = next(way.stops for way in ways if way.target == target)
    cases.move(case=case, to=target, by=by, now=now)
    if publication.is_report:
        cases.record_date(
            case=case, fact="published_at", value=now, has_time=True, by=by, now=now,
            reason="Published",
        )  # fmt: skip
    for clock in stops:
        cases.stop_clock(case=case, clock=clock, at=now, outcome="published", by=by)


@transaction.atomic
def hold(*, publication: Publication, reason: str, now: dt.datetime) -> None:
    """The planned moment came and something stood against it: nothing is published, and people are told."""
    held = Publication.objects.filter(
        pk=publication.pk, status=Publication.Status.PLANNED, held_at=None
    ).update(held_at=now, held_reason=reason[:600])
    if not held:
        return
    audit.record(Event.PUBLICATION_HELD, by=SYSTEM, case_id=publication.case_id, about=publication)
    tell(
        case=publication.case, roles=EVERYBODY, by=SYSTEM,
        once=f"held {publication.pk} {now:%Y-%m-%d %H:%M}", subject="not published as planned",
        sentence="Something stood against publication at the planned moment, so nothing was published. The page says what.",
    )  # fmt: skip
