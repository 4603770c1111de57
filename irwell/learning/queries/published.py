"""What of a case is published."""

from datetime import date

from irwell.cases.models import Case
from irwell.core.time import london
from irwell.publication.models import Publication, PublicFile


def publication_of(case: Case) -> Publication | None:
    """The case's publication while it is on the partnership's site."""
    return Publication.objects.filter(case=case, status=Publication.Status.PUBLISHED).first()


def published_on(case: Case) -> date | None:
    found = publication_of(case)
    return london(found.published_at).date() if found and found.published_at else None


def public_report(case: Case) -> str | None:
    """The published report as a web page: public words only."""
    file = PublicFile.objects.filter(
        publication__case=case, publication__status=Publication.Status.PUBLISHED, name="report.html"
    ).first()
    return bytes(file.content).decode("utf-8") if file else None


def report_page(publication: Publication) -> str:
    """The report's page of a publication; empty where only improvements are published."""
    file = publication.files.filter(name="report.html").first()
    return bytes(file.content).decode("utf-8") if file else ""
