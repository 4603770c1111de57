"""The human half of the gate: releases by two, what is known outside, searches, the signature, rewriting."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import policies, queries, rules
from irwell.anonymisation.actions.running import locked
from irwell.anonymisation.models import (
    Certificate,
    IntruderSearch,
    KnownOutside,
    Release,
    Rewriting,
    Run,
)
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.core.time import london
from irwell.messaging import actions as messaging


@transaction.atomic
def ask_release(*, run: Run, finding: str, reason: str, by: User) -> Release:
    """The first of two people says why a doubtful finding may stand."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    if not reason.strip():
        raise ValidationError("Say why these words may stand.")
    row = next((f for f in run.findings if f["finding"] == finding), None)
    if row is None or row["severity"] != "review":
        raise NotPossibleNow(
            "Only words that may be ordinary words can be let stand. Anything else must be taken out."
        )
    release, made = Release.objects.get_or_create(
        case=run.case, finding=finding,
        defaults={"key": run.key, "excerpt": row["excerpt"], "reason": clean(reason), "by": by},
    )  # fmt: skip
    if made:
        audit.record(Event.RELEASE_ASKED, by=by, case_id=run.case_id, about=release)
    return release


@transaction.atomic
def agree_release(*, release: Release, by: User, now: dt.datetime) -> Release:
    """The second person agrees; doing it twice changes nothing."""
    check(by, Permission.ANONYMISE, case_id=release.case_id)
    cases.lock(release.case)
    release.refresh_from_db()
    if release.by_id == by.pk:
        raise NotPossibleNow("You asked for this yourself. A second person has to agree.")
    if release.agreed_by_id is None:
        release.agreed_by, release.agreed_at = by, now
        release.save(update_fields=["agreed_by", "agreed_at"])
        audit.record(Event.RELEASE_AGREED, by=by, case_id=release.case_id, about=release)
    return release


@transaction.atomic
def note_known(*, case: Case, source: str, words: str, by: User) -> KnownOutside:
    """A row of the jigsaw grid."""
    check(by, Permission.ANONYMISE, case_id=case.pk)
    known = KnownOutside.objects.create(
        case=case, key=case.key, source=clean(source), words=clean(words), by=by
    )
    audit.record(Event.KNOWN_OUTSIDE_NOTED, by=by, case_id=case.pk, about=known)
    return known


@transaction.atomic
def log_search(
    *,
    case: Case,
    searched_on: dt.date,
    searches: str,
    outcome: str,
    found: str,
    by: User,
    now: dt.datetime,
) -> IntruderSearch:
    """An entry of the motivated-intruder log."""
    check(by, Permission.ANONYMISE, case_id=case.pk)
    if searched_on > london(now).date():
        raise ValidationError({"searched_on": "The day of the search must not be in the future"})
    if outcome != IntruderSearch.Outcome.NOTHING and not found.strip():
        raise ValidationError({"found": "Say what was found"})
    logged = IntruderSearch.objects.create(
        case=case, key=case.key, searched_on=searched_on, searches=clean(searches), outcome=outcome,
        found=clean(found), by=by, created_at=now,
    )  # fmt: skip
    audit.record(Event.INTRUDER_SEARCHED, by=by, case_id=case.pk, about=logged, outcome=outcome)
    return logged


@transaction.atomic
def sign(
    *, certificate: Certificate, legal: str, checked: list[str], by: User, now: dt.datetime
) -> Certificate:
    """The second signature; the case goes on to the notice before publication."""
    case = cases.lock(certificate.run.case)
    check(by, Permission.SIGN_CERTIFICATE, case_id=case.pk)
    certificate.refresh_from_db()
    risk = queries.risk_of(certificate.run)
    policies.check_can_sign(by, certificate, risk, legal=legal, on=london(now).date())
    missing = [words for key, words in rules.CONFIRMATIONS.items() if key not in checked]
    if missing:
        raise ValidationError({"checked": f"Still to be confirmed: {'; '.join(missing)}"})
    certificate.signed_by, certificate.signed_at = by, now
    certificate.legal, certificate.checked, certificate.jigsaw = legal, sorted(checked), risk.level
    certificate.save()
    audit.record(
        Event.CERTIFICATE_SIGNED, by=by, case_id=case.pk, about=certificate, digest=certificate.digest,
        jigsaw=risk.level, legal=legal,
    )  # fmt: skip
    for task in case.tasks.filter(once=f"sign {certificate.pk}"):
        cases.finish_task(task=task, by=by, now=now)
    cases.move(case=case, to="pre_publication", by=by, now=now)
    return certificate


@transaction.atomic
def ask_rewriting(
    *, case: Case, passage: str, reason: str, by: User, now: dt.datetime, url: str = ""
) -> Rewriting:
    """A passage cannot be made safe without its author: the report goes back to drafting."""
    check(by, Permission.ANONYMISE, case_id=case.pk)
    case = cases.lock(case)
    policies.check_is_the_time(case)
    asked = Rewriting.objects.create(
        case=case, key=case.key, passage=clean(passage), reason=clean(reason), by=by, created_at=now
    )
    audit.record(Event.REWRITING_ASKED, by=by, case_id=case.pk, about=asked)
    cases.move(case=case, to="drafting", by=by, now=now)
    cases.add_task(
        case=case, title="Rewrite a passage that cannot be made safe", for_role="independent_reviewer", by=by,
        url_name="anonymisation:case", once=f"rewrite {asked.pk}",
    )  # fmt: skip
    for person in queries.people_with(case, Permission.WRITE_REVIEW):
        if person.pk != by.pk:
            messaging.notify(
                to=person.email, subject=f"{case.reference}: a passage of the report must be rewritten",
                body=f"A passage of the report cannot be made safe as it is. Passage and reason:\n\n{url}",
                once=f"rewrite {asked.pk} {person.pk}", by=by, case_id=case.pk,
            )  # fmt: skip
    return asked
