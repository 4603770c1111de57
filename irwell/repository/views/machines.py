"""Interfaces for machines: feed, sitemap, citations, tables, harvesting."""

import csv
import io
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from irwell.core import time
from irwell.core.text import inert_cell
from irwell.repository import queries
from irwell.repository.forms import read_search
from irwell.repository.models import Record
from irwell.repository.presenters import oai as oai_answers
from irwell.repository.presenters import records
from irwell.repository.presenters.oai_formats import REVIEW_SCHEMA

from .haste import told_to_wait, unhurried
from .pages import found_or_404
from .throttle import Throttle

CSV_MOST = 5000
SITEMAP_MOST = 50_000


# the protocol answers a harvester in too much haste with 503 and when to come back
HARVESTS = Throttle("600/m", scope="harvests")


@require_safe
@unhurried
def atom(request: HttpRequest) -> HttpResponse:
    """The newest records; with search terms, the newest that answer them."""
    asked = read_search(request.GET)
    narrowed = bool(asked.query or asked.filters)
    answer = queries.search(asked, limit=30) if narrowed else None
    rows = [found.record for found in answer[1]] if answer else list(queries.latest(30))
    feed = Atom1Feed(
        title=f"Case reviews: {asked.query}" if asked.query else "Case reviews, newest first",
        link=_absolute("repository:search") + asked.address(),
        description="",
        feed_url=_absolute("repository:atom") + asked.address(),
        language="en-GB",
    )
    for row in rows:
        feed.add_item(
            title=row.title,
            link=records.address(row),
            unique_id=records.address(row),
            description=row.summary or row.kind,
            updateddate=row.changed_at,
            categories=[theme.name for theme in row.themes.all()],
            author_name=records.author(row),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every landing page."""
    rows = queries.shown().order_by("identifier")[:SITEMAP_MOST]
    entries = "".join(
        f"<url><loc>{records.address(row)}</loc><lastmod>{row.changed_at.date()}</lastmod></url>\n"
        for row in rows
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )
    return HttpResponse(body, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Landing pages are for indexing; result pages are not."""
    lines = [
        "User-agent: *",
        "Disallow: /search",
        "Disallow: /compare",
        "Disallow: /alerts/",
        "Disallow: /lists/",
        "Allow: /",
        f"Sitemap: {_absolute('repository:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@unhurried
def table(request: HttpRequest) -> HttpResponse:
    """Results as CSV for a spreadsheet."""
    answer = queries.search(read_search(request.GET), limit=CSV_MOST)
    if answer is None:
        return HttpResponse(
            "The search index is being built.\n", status=503, content_type="text/plain"
        )
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["Identifier", "Title", "Kind", "Partnership", "Published", "Year", "Themes", "Address"]
    )
    for found in answer[1]:
        row = found.record
        themes = "; ".join(theme.name for theme in row.themes.all())
        cells = [
            row.identifier,
            row.title,
            row.kind,
            row.partnership,
            row.published or "",
            row.year or "",
            themes,
        ]
        writer.writerow([inert_cell(str(cell)) for cell in cells] + [records.address(row)])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="case-reviews.csv"'
    return response


@require_safe
def cite_ris(request: HttpRequest, identifier: str) -> HttpResponse:
    """The record for reference managers."""
    return _citation(identifier, records.ris, "application/x-research-info-systems", "ris")


@require_safe
def cite_bibtex(request: HttpRequest, identifier: str) -> HttpResponse:
    """The record for LaTeX."""
    return _citation(identifier, records.bibtex, "application/x-bibtex", "bib")


@csrf_exempt  # harvesters may post their arguments; nothing is changed
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0."""
    if not HARVESTS.allow_request(request):
        return told_to_wait(HARVESTS, status=503)
    data = request.POST if request.method == "POST" else request.GET
    arguments = {name: data.getlist(name) for name in data}
    body = oai_answers.answer(arguments, now=time.now())
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


@require_safe
def review_schema(request: HttpRequest) -> HttpResponse:
    """The schema of the richer form in which reviews are harvested."""
    return HttpResponse(REVIEW_SCHEMA, content_type="application/xml")


def _citation(
    identifier: str, write: Callable[[Record], str], media_type: str, ending: str
) -> HttpResponse:
    row = found_or_404(identifier)
    response = HttpResponse(write(row), content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.identifier}.{ending}"'
    return response


def _absolute(name: str, *args: str) -> str:
    return f"{str(settings.IRWELL_PUBLIC_URL).rstrip('/')}{reverse(name, args=args)}"
