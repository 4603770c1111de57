"""Reads of the anonymisation of a case."""

from irwell.anonymisation import rules
from irwell.anonymisation.models import Certificate
from irwell.anonymise import certificate as engine
from irwell.anonymise.register import Register, RegisterError
from irwell.cases.models import Case
from irwell.cases.queries import register_of
from irwell.core.errors import NotPossibleNow
from irwell.documents import actions as documents


def engine_register(case: Case) -> Register:
    """The case's identity register as the engine takes it; its version changes whenever its content does.

    Raises NotPossibleNow, naming the entry, when an entry cannot be looked for as it stands.
    """
    plain = [
        {"id": i.pk, "label": i.label, "kind": i.kind, "role": i.role, "names": i.names, "details": i.details}
        for i in register_of(case)
    ]  # fmt: skip
    try:
        return rules.as_register(plain)
    except RegisterError as error:
        raise NotPossibleNow(
            f"The identity register cannot be used as it stands. {error} Mend it on the register page."
        ) from error


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


def signed_certificate(case: Case) -> Certificate | None:
    """The signed certificate of the case's current files, while it holds; None otherwise."""
    found = (
        Certificate.objects.filter(
            run__case=case, run__replaced_at=None, run__state="written", signed_by__isnull=False
        )
        .select_related("run__case")
        .first()
    )
    return found if found is not None and not objections(found) else None
