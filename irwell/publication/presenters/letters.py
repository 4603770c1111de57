"""Texts to copy: the entry for the national case review repository, the letters about a deferral."""

from email.message import EmailMessage

from irwell.accounts.models import Partnership
from irwell.cases.models import Case
from irwell.core.time import london
from irwell.publication.models import Deferral, Publication
from irwell.publication.rules import summary_advice
from irwell.statute import load_codes, long_date

NSPCC_SUBJECT = "Submission to the national case review repository"


def nspcc_entry(publication: Publication, owner: Partnership, *, anonymous: bool) -> str:
    """Year – partnership or “Anonymous” – title; summary; learning; recommendations; model; keywords."""
    published = publication.published_at
    year = london(published).year if published else publication.planned_on.year
    name = "Anonymous" if anonymous else owner.name
    recommendations = [f"{r.number}. {r.text}" for r in publication.recommendations.all()]
    parts = [
        f"{year} – {name} – {publication.title}",
        publication.summary,
        f"Learning: {'; '.join(publication.themes)}.",
        "\n".join(["Recommendations:", *recommendations]) if recommendations else "",
        f"Model: {publication.method}." if publication.method else "",
        f"Keywords: {', '.join(publication.keywords)}." if publication.keywords else "",
        "" if anonymous or not publication.author else f"Author: {publication.author}.",
        f"Anonymisation certificate: {publication.certificate.digest[:16]}." if publication.certificate else "",
        "The copyright stays with the partnership.",
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def nspcc_advice(publication: Publication) -> str:
    return summary_advice(publication.summary)


def nspcc_email(publication: Publication, owner: Partnership, *, anonymous: bool) -> bytes:
    """An unsent message with the entry and the report, for the mail program; its address is left open."""
    message = EmailMessage()
    message["Subject"] = NSPCC_SUBJECT
    message["X-Unsent"] = "1"
    message.set_content(nspcc_entry(publication, owner, anonymous=anonymous))
    for row in publication.files.filter(name__in=("report.pdf", "report.docx")):
        main, _, sub = row.media_type.partition("/")
        message.add_attachment(bytes(row.content), maintype=main, subtype=sub, filename=row.name)
    return message.as_bytes()


def deferral_letter(case: Case, deferral: Deferral, owner: Partnership) -> str:
    """One letter for the Panel and the Secretary of State: the reason, and that learning does not wait."""
    reason = load_codes()["withhold_reason"].label(deferral.reason).lower()
    to = "To the Child Safeguarding Practice Review Panel and the Secretary of State for Education"
    what = (
        f"The safeguarding partners of the {owner.name} have completed this local child safeguarding practice "
        f"review. Its publication is deferred. The reason is: {reason}."
    )
    parts = [
        f"{to}\n{long_date(deferral.told_on)}",
        f"Reference: {case.reference}",
        what,
        deferral.justification,
        "The learning is acted on meanwhile. The partners look again when the reason ends, and will write then.",
        f"For the safeguarding partners\n{owner.name}\n{owner.business_email}",
    ]
    return "\n\n".join(parts)
