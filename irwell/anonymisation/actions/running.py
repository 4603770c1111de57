"""Looking through the report, writing the clean files, opening the anonymisation again.

Finding and writing take seconds, so they happen before the transaction begins; inside it everything they
rested on is checked once more.
"""

import datetime as dt
from collections.abc import Callable
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import policies, queries, rules
from irwell.anonymisation.models import Certificate, CleanFile, Run
from irwell.anonymise import certificate as engine
from irwell.anonymise.model import Document as TextModel
from irwell.anonymise.reading import UnreadableDocument
from irwell.anonymise.recognise import RULES_VERSION as FINDING_RULES
from irwell.anonymise.recognise import Tagger, TaggerUnavailable
from irwell.anonymise.register import Register
from irwell.anonymise.verify import RULES_VERSION as GATE_RULES
from irwell.anonymise.writing import PictureRefused, PrinterMissing
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean
from irwell.documents import actions as documents
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.messaging import actions as messaging

TAGGER = Tagger()
Progress = Callable[[int, int], None]


def locked(run: Run) -> Run:
    """The run's row, locked after its case."""
    cases.lock(run.case)
    return Run.objects.select_for_update().select_related("case", "source").get(pk=run.pk)


def start(
    *,
    case: Case,
    source: Document | None,
    title: str,
    dates: str,
    by: User,
    now: dt.datetime,
    tagger: Tagger = TAGGER,
    progress: Progress | None = None,
) -> Run:
    """Look through the report for the first time. Raises NotPossibleNow when a check cannot run."""
    check(by, Permission.ANONYMISE, case_id=case.pk)
    source = policies.check_can_start(case, source)
    register = queries.engine_register(case)
    title = checked_title(title, register)
    text = _readable(source)
    lines = _found(text, register, dates, tagger, progress)
    with transaction.atomic():
        policies.check_can_start(cases.lock(case), source)
        run = Run.objects.create(
            case=case, key=case.key, source=source, title=title, dates=dates, lines=rules.as_json(lines),
            parts=rules.parts_as_json(rules.parts_of(text)), second_one_in=queries.one_in(),
            places_version=rules.places_version(queries.place_names()),
            open_decisions=rules.left(lines), register_version=register.version, by=by, created_at=now,
        )  # fmt: skip
        audit.record(
            Event.ANONYMISATION_STARTED, by=by, case_id=case.pk, about=run, mentions=len(lines),
            register=register.version,
        )  # fmt: skip
    return run


def checked_title(title: str, register: Register) -> str:
    title = " ".join(clean(title).split())
    if not title:
        raise ValidationError("Give the title to publish.")
    told = rules.words_left(register, {"The title": title})
    if told:
        raise ValidationError(told)
    return title


def _readable(source: Document) -> TextModel:
    try:
        return queries.text_model(source)
    except UnreadableDocument as error:
        raise NotPossibleNow(f"The report cannot be anonymised. {error}") from error


def _found(
    text: TextModel, register: Register, dates: str, tagger: Tagger, progress: Progress | None
) -> tuple[rules.Line, ...]:
    try:
        return rules.propose(
            text, register, dates=dates, tagger=tagger, progress=progress,
            gazetteer=rules.as_gazetteer(queries.place_names()),
        )  # fmt: skip
    except TaggerUnavailable as error:
        raise NotPossibleNow(f"{error} Ask the people who run this service to mend it.") from error


def look_again(
    *, run: Run, by: User, tagger: Tagger = TAGGER, progress: Progress | None = None
) -> Run:
    """Look through the newest report on the register as it is now; every decision is carried over."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    policies.check_can_decide(run)
    register = queries.engine_register(run.case)
    policies.check_register(register)
    source = newest_source(run)
    old, new = queries.text_model(run.source), _readable(source)
    proposals = _found(new, register, run.dates, tagger, progress)
    with transaction.atomic():
        run = locked(run)
        policies.check_can_decide(run)
        lines, shelf = rules.carry(
            queries.lines_of(run), rules.whole_from_json(run.shelf), proposals, old_document=old, new_document=new
        )  # fmt: skip
        run.source, run.register_version = source, register.version
        run.places_version = rules.places_version(queries.place_names())
        run.shelf, run.parts = rules.whole_as_json(shelf), rules.parts_as_json(rules.parts_of(new))
        run.lines, run.looked = rules.as_json(lines), uuid4()
        run.save()
        keep_lines(run, lines)
        audit.record(
            Event.ANONYMISATION_STARTED, by=by, case_id=run.case_id, about=run, mentions=len(lines),
            register=register.version, again=True,
        )  # fmt: skip
    return run


def newest_source(run: Run) -> Document:
    approved = queries.approved_document(run.case)
    is_report = run.source.purpose == Purpose.REVIEW_REPORT
    return approved if approved is not None and is_report else run.source


def keep_lines(run: Run, lines: tuple[rules.Line, ...]) -> None:
    """Keep what was decided; a blocked run is open again, since something has changed."""
    run.decided, run.open_decisions = rules.decided_as_json(lines), rules.left(lines)
    run.state, run.findings = Run.State.DECIDING, []
    run.save(update_fields=["decided", "open_decisions", "state", "findings"])


@transaction.atomic
def open_again(*, run: Run, reason: str, by: User, now: dt.datetime) -> Run:
    """Decide further after the files were written: a new run with every decision; the certificate ends."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    if not reason.strip():
        raise ValidationError("Say why the anonymisation is opened again.")
    run = locked(run)
    policies.check_can_open_again(run)
    run.replaced_at = now
    run.save(update_fields=["replaced_at"])
    again = Run.objects.create(
        case=run.case, key=run.key, source=run.source, title=run.title, dates=run.dates, lines=run.lines,
        looked=run.looked, decided=run.decided,
        shelf=run.shelf, parts=run.parts, second_one_in=run.second_one_in, places_version=run.places_version, open_decisions=run.open_decisions, register_version=run.register_version, by=by,
        reopened_because=clean(reason), created_at=now,
    )  # fmt: skip
    if run.case.state == "pre_publication":
        cases.move(case=run.case, to="anonymisation", by=by, now=now)
    audit.record(Event.ANONYMISATION_OPENED_AGAIN, by=by, case_id=run.case_id, about=again)
    return again


def write(*, run: Run, by: User, now: dt.datetime, url: str = "") -> Run:
    """Write the clean files, read them back as an attacker would; certify, or block with what was found."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    register = queries.engine_register(run.case)
    policies.check_can_write(run, register)
    text, lines = queries.text_model(run.source), queries.lines_of(run)
    try:
        files = rules.write(text, lines, title=run.title, parts=queries.part_choices(run.case))
    except (PrinterMissing, PictureRefused) as error:
        raise NotPossibleNow(str(error)) from error
    gate = rules.through_the_gate(
        files, register, title=run.title, released=queries.released(run.case)
    )
    with transaction.atomic():
        seen, run = (run.looked, run.decided), locked(run)
        policies.check_can_write(run, queries.engine_register(run.case))
        if (run.looked, run.decided) != seen or run.register_version != register.version:
            raise NotPossibleNow("Somebody decided something meanwhile. Write the files again.")
        if gate.passed:
            _certify(run, files, gate, register, by=by, now=now, url=url)
        else:
            _block(run, gate, by=by)
    return run


def _block(run: Run, gate: rules.Gate, *, by: User) -> None:
    run.state, run.findings = Run.State.BLOCKED, list(gate.findings)
    run.save(update_fields=["state", "findings"])
    audit.record(
        Event.ANONYMISATION_BLOCKED, by=by, case_id=run.case_id, about=run, findings=len(gate.findings)
    )  # fmt: skip


def _certify(
    run: Run,
    files: dict[str, bytes],
    gate: rules.Gate,
    register: Register,
    *,
    by: User,
    now: dt.datetime,
    url: str,
) -> None:
    issued = engine.issue(
        gate.verifications, register=register, made_at=now, counts={**rules.tally(queries.lines_of(run)), **queries.parts_tally(run)},
        rules_version=f"finding {FINDING_RULES}, gate {GATE_RULES}, model {TAGGER.name}",
    )  # fmt: skip
    for name, data in files.items():
        kept = documents.keep_made(
            data=data, file_name=name, purpose=Purpose.CLEAN_FILE, key=run.key, by=by, case_id=run.case_id,
            now=now,
        )  # fmt: skip
        CleanFile.objects.create(run=run, name=name, document=kept)
    certificate = Certificate.objects.create(
        run=run, text=issued.to_json(), digest=issued.digest(), made_by=by, created_at=now
    )
    run.state, run.findings = Run.State.WRITTEN, []
    run.save(update_fields=["state", "findings"])
    audit.record(Event.ANONYMISATION_WRITTEN, by=by, case_id=run.case_id, about=run)
    audit.record(
        Event.CERTIFICATE_ISSUED, by=by, case_id=run.case_id, about=certificate, digest=certificate.digest,
        files={item.name: item.sha256 for item in issued.files},
    )  # fmt: skip
    _ask_for_signature(certificate, by=by, url=url)


def _ask_for_signature(certificate: Certificate, *, by: User, url: str) -> None:
    case = certificate.run.case
    cases.add_task(
        case=case, title="Check the clean report and sign its certificate", for_role="information_governance",
        by=by, url_name="anonymisation:case", once=f"sign {certificate.pk}",
    )  # fmt: skip
    for person in queries.people_with(case, Permission.SIGN_CERTIFICATE):
        if person.pk != by.pk:
            messaging.notify(
                to=person.email, subject=f"{case.reference}: a certificate waits for your signature",
                body=f"The anonymised report of {case.reference} is written. Please check it and sign:\n\n{url}",
                once=f"sign {certificate.pk} {person.pk}", by=by, case_id=case.pk,
            )  # fmt: skip
