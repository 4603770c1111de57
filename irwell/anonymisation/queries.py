"""Reads of the anonymisation of a case."""

from django.db.models import QuerySet

from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.access.queries import members
from irwell.access.roles import ROLES
from irwell.accounts.models import User
from irwell.accounts.queries import partnership
from irwell.anonymisation import rules
from irwell.anonymisation.models import (
    Certificate,
    IntruderSearch,
    PartDecision,
    Reading,
    ReadingRule,
    Release,
    Run,
)
from irwell.anonymise import certificate as engine
from irwell.anonymise.jigsaw import Feature, Jigsaw, inventory, jigsaw
from irwell.anonymise.model import Document as TextModel
from irwell.anonymise.reading import read
from irwell.anonymise.register import Register, RegisterError
from irwell.cases.models import Case
from irwell.cases.queries import register_of
from irwell.core.errors import NotPossibleNow
from irwell.documents import actions as documents
from irwell.documents.models import Document
from irwell.documents.rules import OPENED_WITH, Purpose
from irwell.reviews.models import ReportVersion

PARTNERS = 3
SOURCES = (Purpose.REVIEW_REPORT, Purpose.RAPID_REVIEW_REPORT)


def engine_register(case: Case) -> Register:
    """The case's identity register as the engine takes it; its version changes whenever its content does.

    Raises NotPossibleNow, naming the entry, when an entry cannot be looked for as it stands.
    """
    plain = [
        {"id": i.pk, "label": i.label, "kind": i.kind, "role": i.role, "names": i.names, "details": i.details}
        for i in register_of(case)
    ]  # fmt: skip
    try:
        return rules.as_register(plain, area=partnership().area)
    except RegisterError as error:
        raise NotPossibleNow(
            f"The identity register cannot be used as it stands. {error} Mend it on the register page."
        ) from error


def run_of(case: Case) -> Run | None:
    """The current run of the case."""
    return case.runs.filter(replaced_at=None).select_related("case", "source", "by").first()


def certificate_of(run: Run) -> Certificate | None:
    return (
        Certificate.objects.filter(run=run)
        .select_related("run__case", "made_by", "signed_by")
        .first()
    )


def approved_document(case: Case) -> Document | None:
    """The report that all three partners approved, the newest when there are several."""
    versions = ReportVersion.objects.filter(review__case=case).select_related("document")
    approved = [v for v in versions if v.approvals.values("partner").distinct().count() >= PARTNERS]
    return max(approved, key=lambda v: v.version).document if approved else None


def sources(user: User, case: Case) -> list[Document]:
    """Reports of the case that may be anonymised, the approved one first, then the newest."""
    held = [p.value for p in SOURCES if can(user, OPENED_WITH[p], case_id=case.pk)]
    approved = approved_document(case)
    found = Document.objects.filter(case_id=case.pk, purpose__in=held).order_by("-created_at")
    return sorted(found, key=lambda document: document != approved)


def changed_since(run: Run, register: Register) -> tuple[str, ...]:
    """What has changed since the report was last looked through, as sentences."""
    reasons = []
    if run.register_version != register.version:
        reasons.append("The identity register has changed since the report was looked through.")
    approved = approved_document(run.case)
    if approved is not None and _is_newer(approved, run.source):
        reasons.append("The partners have approved a newer version of the report since.")
    return tuple(reasons)


def _is_newer(approved: Document, source: Document) -> bool:
    return source.purpose == Purpose.REVIEW_REPORT and approved.created_at > source.created_at


def text_model(document: Document) -> TextModel:
    """The file as text; it was readable when the run was started."""
    return read(document.file_name, documents.read(document))


def lines_of(run: Run) -> tuple[rules.Line, ...]:
    return rules.from_json(run.lines)


def reading_of(run: Run, user: User) -> Reading | None:
    """The person's open second reading."""
    return run.readings.filter(by=user, ended_at=None).first()


def read_twice(run: Run) -> rules.Twice:
    """How far the second reading has come."""
    return rules.read_twice(lines_of(run), run.second_one_in)


def reading_rule() -> ReadingRule | None:
    """The partnership's rule in force; None while it has set none."""
    return (
        ReadingRule.objects.filter(agreed_by__isnull=False)
        .select_related("by", "agreed_by").order_by("-agreed_at").first()
    )  # fmt: skip


def one_in() -> int:
    """One in how many of what nobody doubted is read twice."""
    rule = reading_rule()
    return rule.one_in if rule else rules.ONE_IN


def readers(run: Run) -> tuple[list[str], list[str]]:
    """Names of those who decided first, and of those who read a second time."""
    lines = lines_of(run)
    first = {line.decision.settled_by for line in lines} - {""}
    second = {line.second.settled_by for line in lines if line.second}
    names = {str(u.pk): u.name for u in User.objects.filter(pk__in=first | second)}
    return sorted(names[who] for who in first), sorted(names[who] for who in second)


def parts_of(run: Run) -> tuple[rules.Part, ...]:
    """Pictures and built-in files of the report."""
    return rules.parts_from_json(run.parts)


def part_decisions(case: Case) -> dict[str, PartDecision]:
    """By part, what a person decided."""
    return {row.part: row for row in case.part_decisions.select_related("by")}


def part_choices(case: Case) -> dict[str, tuple[str, str]]:
    """By part, its choice and its new words, as the engine takes them."""
    return {key: (row.choice, row.alt_text) for key, row in part_decisions(case).items()}


def parts_waiting(run: Run) -> list[rules.Part]:
    """Pictures and built-in files on which nobody has decided."""
    parts = parts_of(run)
    return (
        rules.waiting(parts, run.case.part_decisions.values_list("part", flat=True))
        if parts
        else []
    )


def parts_tally(run: Run) -> dict[str, int]:
    """For the certificate: how many pictures were taken over, and what was left out."""
    decided, parts = part_decisions(run.case), parts_of(run)
    taken = sum(decided[part.id].choice == PartDecision.Choice.TAKE for part in parts)
    return (
        {"pictures taken over": taken, "pictures and files left out": len(parts) - taken}
        if parts
        else {}
    )


def risk_of(run: Run) -> Jigsaw:
    """What the details that stay in the text add up to, beside what is known outside."""
    return _risk(run, _clean_text(run))


def risk_by_person(run: Run) -> tuple[Jigsaw, dict[str, tuple[Feature, ...]]]:
    """The same, with what is told of each person under the label that the report gives them."""
    text = _clean_text(run)
    risk = _risk(run, text)
    labels = [i.label for i in register_of(run.case) if i.kind == "person"]
    return risk, inventory(text, labels, risk.features)


def _clean_text(run: Run) -> str:
    return rules.anonymised(text_model(run.source), lines_of(run)).text


def _risk(run: Run, text: str) -> Jigsaw:
    return jigsaw(text, known_outside=[row.words for row in run.case.known_outside.all()])


def last_search(case: Case) -> IntruderSearch | None:
    return case.searches.first()


def released(case: Case) -> frozenset[str]:
    """Findings that two people let stand."""
    agreed = Release.objects.filter(case=case, agreed_by__isnull=False)
    return frozenset(agreed.values_list("finding", flat=True))


def people_with(case: Case, permission: Permission) -> list[User]:
    """Members of the case whose role there holds a right."""
    roles = {role.id for role in ROLES.values() if permission in role.rights}
    return [m.user for m in members(case.pk) if m.role in roles]


def clean_files(certificate: Certificate) -> dict[str, bytes]:
    """The files that the certificate names, as they lie sealed: report.docx, report.html, report.pdf."""
    kept = certificate.run.files.select_related("document")
    return {kept_file.name: documents.read(kept_file.document) for kept_file in kept}


def objections(certificate: Certificate) -> tuple[str, ...]:
    """Why a certificate no longer holds, as sentences; empty while it does."""
    sealed = engine.Certificate.from_json(certificate.text)
    reasons = list(
        engine.objections(sealed, clean_files(certificate), engine_register(certificate.run.case))
    )
    if sealed.digest() != certificate.digest:
        reasons.append("The certificate is not the one that was issued.")
    if certificate.run.replaced_at is not None:
        reasons.append("The anonymisation was opened again after this certificate.")
    return tuple(reasons)


def tampered(certificate: Certificate) -> bool:
    """Whether a file is no longer the one that was certified."""
    sealed = engine.Certificate.from_json(certificate.text)
    return bool(engine.objections(sealed, clean_files(certificate)))


def signed_certificate(case: Case) -> Certificate | None:
    """The signed certificate of the case's current files, while it holds; None otherwise."""
    run = run_of(case)
    found = certificate_of(run) if run is not None else None
    if run is None or found is None or found.signed_by_id is None:
        return None
    stale = objections(found) or changed_since(run, engine_register(case))
    return None if stale else found


def earlier_certificates(case: Case) -> QuerySet[Certificate]:
    """Certificates of runs that were opened again, newest first."""
    return Certificate.objects.filter(run__case=case, run__replaced_at__isnull=False)
