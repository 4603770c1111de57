"""Reads of certificates: whether one holds, and why not."""

from django.db.models import QuerySet

from irwell.anonymisation.models import Certificate, Run
from irwell.anonymisation.queries.register import engine_register
from irwell.anonymisation.queries.run import changed_since, run_of
from irwell.anonymise import certificate as engine
from irwell.cases.models import Case
from irwell.documents import actions as documents


def certificate_of(run: Run) -> Certificate | None:
    return (
        Certificate.objects.filter(run=run)
        .select_related("run__case", "made_by", "signed_by")
        .first()
    )


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
