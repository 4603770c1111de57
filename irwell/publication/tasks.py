"""Sweeps: ask for checks to be looked at again, release what is due at nine o'clock, and send bundles to the repository."""

import datetime as dt

import structlog
from django.db.models import Q

from irwell.accounts.actors import SYSTEM
from irwell.core.errors import NotPossibleNow
from irwell.core.time import london
from irwell.publication import actions, queries, rules
from irwell.publication.models import Delivery, Publication

log = structlog.get_logger(__name__)
STALE = dt.timedelta(minutes=5)
BATCH = 20


def release_due(now: dt.datetime) -> int:
    """Publish what two people approved for this moment or an earlier one; hold and tell when something is against it."""
    waiting = Publication.objects.filter(
        status=Publication.Status.PLANNED, held_at=None, planned_on__lte=now.date()
    ).select_related("case")
    done = 0
    for publication in waiting:
        if now < rules.release_moment(publication.planned_on):
            continue
        if len(queries.approvers_of(publication)) < rules.APPROVERS_NEEDED:
            continue
        try:
            actions.publish(publication=publication, by=SYSTEM, now=now)
        except NotPossibleNow as refusal:
            actions.hold(publication=publication, reason=str(refusal), now=now)
        except Exception:  # a check that cannot run blocks, and one case must not stop the others
            log.exception("a check before publication could not run")
            reason = "A check could not run, so nothing was published. Tell whoever runs Irwell."
            actions.hold(publication=publication, reason=reason, now=now)
        done += 1
    return done


def ask_to_look_again(now: dt.datetime) -> int:
    """Tell the owners of checks whose answer no longer counts, once for each answer."""
    rows = queries.to_look_at_again(london(now).date())
    for row in rows:
        actions.ask_to_look_again(row=row)
    return len(rows)


def send_due_bundles(now: dt.datetime) -> int:
    """Send what is due. A claim whose worker died is taken up again: the repository takes a bundle once only."""
    due = Delivery.objects.filter(
        Q(claimed_at=None) | Q(claimed_at__lt=now - STALE),
        acknowledged_at=None, cancelled_at=None, due_at__lte=now,
    )  # fmt: skip
    sent = 0
    for delivery in due.select_related("publication__case")[:BATCH]:
        claim = due.filter(pk=delivery.pk, claimed_at=delivery.claimed_at)
        if claim.update(claimed_at=now):
            sent += actions.send(delivery=delivery, now=now)
    return sent
