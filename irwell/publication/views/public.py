"""What anyone may read, with no session: the list, the landing page, the report, the files, the feed."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from irwell.access.guard import public
from irwell.accounts.queries import partnership
from irwell.documents.views import as_attachment
from irwell.publication import queries, rules
from irwell.publication.models import Publication
from irwell.publication.presenters import public as presenters
from irwell.publication.presenters.report import body_of, headings_of
from irwell.publication.presenters.wording import chrome, words

PAGES = ("landing", "report")


@public
@require_safe
def all_reviews(request: HttpRequest, lang: str = "en") -> HttpResponse:
    """Every published review, newest first."""
    shown = {"cards": presenters.cards(queries.published(), lang), **_chrome("list", lang)}
    return _kept(request, render(request, "publication/list.html", shown))


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same as Atom."""
    body = presenters.feed(queries.published()[:50], partnership())
    return _kept(request, HttpResponse(body, content_type="application/atom+xml; charset=utf-8"))


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every published review, for search engines."""
    body = presenters.sitemap(queries.published())
    return _kept(request, HttpResponse(body, content_type="application/xml"))


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Published reviews are to be found; everything that needs a person or a link is not asked for."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/cases/", "/account/", "/people/", "/refer/")),
        f"Sitemap: {settings.IRWELL_BASE_URL}{reverse('publication:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def landing(request: HttpRequest, identifier: str, lang: str = "en") -> HttpResponse:
    """The stable address of one review."""
    publication, owner = _found(identifier), partnership()
    if publication.status == Publication.Status.WITHDRAWN:
        return _gone(request, publication, lang)
    shown = {
        "publication": publication, "address": presenters.address(publication),
        "files": presenters.files(publication, lang), "facts": presenters.facts(publication, owner, lang),
        "citation": presenters.citation(publication, owner), "owner": owner,
        "meta_tags": presenters.meta_tags(publication, owner),
        "linked_data": presenters.linked_data(publication, owner),
        "recommendations": publication.recommendations.all(), **_chrome("landing", lang, identifier),
        "licence": rules.LICENCES[publication.licence],
        "copyright": words(lang)["copyright"].format(owner=owner.name),
    }  # fmt: skip
    return _kept(request, render(request, "publication/landing.html", shown))


@public
@require_safe
def report(request: HttpRequest, identifier: str, lang: str = "en") -> HttpResponse:
    """The whole report as a page of ours."""
    publication = _found(identifier)
    if publication.status == Publication.Status.WITHDRAWN:
        return _gone(request, publication, lang)
    page = publication.files.filter(name="report.html").first()
    if page is None:
        raise Http404
    body = body_of(bytes(page.content))
    shown = {
        "publication": publication, "body": body, "headings": headings_of(body), **_chrome("report", lang, identifier),
    }  # fmt: skip
    return _kept(request, render(request, "publication/report.html", shown))


@public
@require_safe
def file(request: HttpRequest, identifier: str, name: str) -> HttpResponse:
    """One of the certified files, as it was certified."""
    publication = _found(identifier)
    if publication.status == Publication.Status.WITHDRAWN:
        return _gone(request, publication, "en")
    found = publication.files.filter(name=name).first()
    if found is None:
        raise Http404
    ending = name.rpartition(".")[2]
    download = f"{publication.identifier}.{ending}"
    return _kept(request, as_attachment(bytes(found.content), download, found.media_type))


def _found(identifier: str) -> Publication:
    publication = queries.public_one(identifier)
    if publication is None:
        raise Http404
    return publication


def _gone(request: HttpRequest, publication: Publication, lang: str) -> HttpResponse:
    shown = {
        "publication": publication, "sentence": presenters.gone(publication, lang),
        **_chrome("landing", lang, publication.identifier),
    }  # fmt: skip
    return render(request, "publication/tombstone.html", shown, status=410)


def _chrome(page: str, lang: str, *identifier: str) -> dict[str, Any]:
    """The words around a page, and the addresses of it and its neighbours in its language and the other."""
    other = "en" if lang == "cy" else "cy"
    names = {
        name: reverse(presenters.named(name, lang), args=identifier) for name in PAGES if identifier
    }
    here = reverse(presenters.named(page, other), args=identifier)
    return {**chrome(lang, here), "to": {**names, "list": reverse(presenters.named("list", lang))}}


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Kept by browsers and caches for a few minutes, so that a withdrawal bites soon; never for the signed in."""
    if not request.user.is_authenticated:
        response.cacheable = True  # type: ignore[attr-defined]
        response["Cache-Control"] = "public, max-age=300"
    return response
