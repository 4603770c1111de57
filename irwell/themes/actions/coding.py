"""Two people code a review without seeing each other’s work; a third, or both together, settle what differs."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from irwell.core.text import clean
from irwell.editors.models import Editor
from irwell.repository.models import Record
from irwell.themes import policies
from irwell.themes.models import Choice, Coding, Settlement
from irwell.themes.policies import NotNow
from irwell.themes.queries.coding import differences, unsettled, waits
from irwell.themes.rules.codes import by_code, code_list

from .refreshing import assign_again


@transaction.atomic
def begin(*, record: Record, by: Editor) -> Coding:
    """Begin to code a record as its first coder; coding that is open already is joined or gone on with."""
    coding = Coding.objects.filter(record=record, list_version=code_list().version).first()
    if coding is None:
        return Coding.objects.create(record=record, list_version=code_list().version, first=by)
    return coding if policies.turn_of(coding, by) else join(coding=coding, by=by)


@transaction.atomic
def join(*, coding: Coding, by: Editor) -> Coding:
    """Become the second coder."""
    coding = _lock(coding)
    policies.check_can_join(coding, by)
    coding.second = by
    coding.save(update_fields=["second"])
    return coding


@transaction.atomic
def save_choices(*, coding: Coding, chosen: Mapping[str, str], by: Editor) -> None:
    """Keep the themes that this coder gives, each with a passage’s anchor or nothing."""
    coding = _lock(coding)
    policies.check_can_choose(coding, by)
    anchors = set(coding.record.passages.values_list("anchor", flat=True))
    for code, anchor in chosen.items():
        if code not in by_code():
            raise NotNow("One of these themes is not on the list. Open the page again.")
        if anchor and anchor not in anchors:
            raise NotNow("One of these passages is not in the review. Choose it again.")
    coding.choices.filter(coder=by).delete()
    Choice.objects.bulk_create(
        Choice(coding=coding, coder=by, code=code, anchor=anchor) for code, anchor in chosen.items()
    )


@transaction.atomic
def finish(*, coding: Coding, by: Editor, now: datetime) -> Coding:
    """From here on this coder’s themes stay; when both are done they see each other’s."""
    coding = _lock(coding)
    policies.check_can_choose(coding, by)
    setattr(coding, f"{policies.turn_of(coding, by)}_done_at", now)
    coding.save()
    if coding.both_done and not differences(coding):
        _close(coding, now)
    return coding


@transaction.atomic
def settle(
    *, coding: Coding, code: str, applies: bool, reason: str, by: Editor, now: datetime
) -> Settlement:
    """Decide a difference. A third person decides at once; a coder proposes, and the other coder agrees."""
    coding = _lock(coding)
    policies.check_can_settle(coding, by)
    if code not in differences(coding):
        raise NotNow("The two coders do not differ on this theme.")
    if not clean(reason):
        raise NotNow("Say in a sentence why, so that the next coder can follow it.")
    standing = coding.settlements.filter(code=code, replaced_at=None).first()
    is_coder = bool(policies.turn_of(coding, by))
    waiting = standing is not None and waits(standing, coding)
    if (
        standing
        and waiting
        and is_coder
        and standing.by_id != by.pk
        and standing.applies == applies
    ):
        standing.agreed_by, standing.agreed_at = by, now
        standing.save(update_fields=["agreed_by", "agreed_at"])
        _close(coding, now)
        return standing
    if standing:
        standing.replaced_at = now
        standing.save(update_fields=["replaced_at"])
    made = Settlement.objects.create(
        coding=coding, code=code, applies=applies, reason=clean(reason)[:500], by=by
    )
    _close(coding, now)
    return made


def _close(coding: Coding, now: datetime) -> None:
    coding.settled_at = None if unsettled(coding) else now
    coding.save(update_fields=["settled_at"])
    assign_again(coding.record)


def _lock(coding: Coding) -> Coding:
    return Coding.objects.select_for_update(of=("self",)).select_related("record").get(pk=coding.pk)
