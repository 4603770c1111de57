"""Publishing a name in place of a label: proposed by one, agreed by another, ended by either."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import policies, queries, rules
from irwell.anonymisation.models import PublishedName
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case, Identity
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean


@transaction.atomic
def propose_name(
    *, case: Case, identity: Identity, kind: str, name: str, consent: str, legal: str, by: User
) -> PublishedName:
    """What shall stand in the report, with whose consent and which legal check; it holds once another agrees."""
    check(by, Permission.ANONYMISE, case_id=case.pk)
    case = cases.lock(case)
    name = " ".join(clean(name).split())
    people = {str(i.pk): tuple(i.names) for i in queries.people_of(case)}
    if problem := rules.against_name(name, str(identity.pk), people, real=kind == "real"):
        raise ValidationError({"name": problem})
    if queries.names_of(case).filter(identity=identity).exists():
        raise NotPossibleNow("A name is there for this person already. End that one first.")
    made = PublishedName.objects.create(
        case=case, key=case.key, identity=identity, kind=kind, name=name, consent=clean(consent),
        legal=clean(legal), by=by,
    )  # fmt: skip
    audit.record(Event.NAME_PROPOSED, by=by, case_id=case.pk, about=made, kind=kind)
    return made


@transaction.atomic
def agree_name(*, proposed: PublishedName, by: User, now: dt.datetime) -> PublishedName:
    """The second person has read the consent and the legal check. Doing it twice changes nothing."""
    check(by, Permission.ANONYMISE, case_id=proposed.case_id)
    cases.lock(proposed.case)
    proposed = PublishedName.objects.select_for_update().get(pk=proposed.pk)
    if proposed.by_id == by.pk:
        raise NotPossibleNow("You proposed this name yourself. A second person has to agree.")
    if proposed.ended_at is not None:
        raise NotPossibleNow("This name was ended meanwhile.")
    if proposed.agreed_at is None:
        proposed.agreed_by, proposed.agreed_at = by, now
        proposed.save()
        policies.check_register(queries.engine_register(proposed.case))
        audit.record(Event.NAME_AGREED, by=by, case_id=proposed.case_id, about=proposed)
    return proposed


@transaction.atomic
def end_name(*, proposed: PublishedName, reason: str, by: User, now: dt.datetime) -> None:
    """The label stands again, and files that were written with the name are no longer certified."""
    check(by, Permission.ANONYMISE, case_id=proposed.case_id)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the name ends"})
    proposed = PublishedName.objects.select_for_update().get(pk=proposed.pk)
    if proposed.ended_at is not None:
        return
    proposed.ended_by, proposed.ended_at, proposed.ended_because = by, now, clean(reason)
    proposed.save()
    audit.record(Event.NAME_ENDED, by=by, case_id=proposed.case_id, about=proposed)
