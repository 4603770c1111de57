"""JSON for programs, described by OpenAPI 3.1 at /api/openapi.json."""

from datetime import UTC, datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI, Query, Schema, Status
from ninja.decorators import decorate_view

from irwell.core.text import clean
from irwell.search import Hit

from . import queries
from .forms import MODES, ORDERS, SearchAsked, read_search
from .presenters import records
from .views.throttle import Throttle

MOST_LISTED = 200
api = NinjaAPI(
    title="Irwell repository",
    version="1",
    description="Search and read published case reviews. Read only; no key needed.",
    docs_url=None,
    urls_namespace="repository-api",
    throttle=[Throttle("240/m", scope="api")],
)


class SearchWords(Schema):
    """What a search takes; the same names as the search page."""

    q: str = ""
    mode: str = "meaning"
    order: str = "relevance"
    kind: list[str] = []
    partnership: list[str] = []
    theme: list[str] = []
    nature: list[str] = []
    age: list[str] = []
    sex: list[str] = []
    ethnicity: list[str] = []
    disability: list[str] = []
    harm: list[str] = []
    placement: list[str] = []
    plan: list[str] = []
    page: int = 1


class Problem(Schema):
    """Why there is no answer."""

    problem: str


@api.get("/search", response={200: dict[str, Any], 422: Problem, 503: Problem})
@decorate_view(conditional_page)
def search(
    request: HttpRequest,
    words: Query[SearchWords],
    year_from: int | None = None,
    year_to: int | None = None,
) -> Any:
    """Search by meaning or by words; ten results a page."""
    if words.mode not in MODES or words.order not in ORDERS:
        return Status(
            422, {"problem": f"mode is one of {', '.join(MODES)}; order of {', '.join(ORDERS)}."}
        )
    asked = read_search({**words.dict(), "from": year_from, "to": year_to})
    answer = queries.search(asked)
    if answer is None:
        return Status(503, {"problem": "The search index is being built. Try again in a minute."})
    results, found = answer
    return {
        "total": results.total,
        "page": asked.page,
        "mode": results.mode,
        "by_meaning": results.by_meaning,
        "notes": [*asked.notes, *results.notes],
        "spelling": results.spelling or None,
        "results": [{**records.as_json(each.record), **_why(each.hit, asked)} for each in found],
        "facets": {
            name: [{"value": v.value, "count": v.count} for v in values]
            for name, values in results.facets.items()
        },
        "years": [{"year": year, "count": count} for year, count in results.years],
    }


@api.get("/records/{identifier}", response={200: dict[str, Any], 404: Problem, 410: dict[str, Any]})
@decorate_view(conditional_page)
def record(request: HttpRequest, identifier: str) -> Any:
    """One record with its passages and recommendations."""
    row = queries.record(identifier)
    if row is None:
        return Status(404, {"problem": f"There is no record {identifier[:100]}."})
    return Status(410 if row.is_withdrawn else 200, records.as_json(row, words=True))


class Listed(Schema):
    """A part of the list of all records, and the cursor that goes on after it; null at the end."""

    records: list[dict[str, Any]]
    next: str | None


@api.get("/records", response={200: Listed, 422: Problem})
@decorate_view(conditional_page)
def listed(
    request: HttpRequest,
    cursor: str = "",
    limit: int = 100,
    since: datetime | None = None,
    kind: str | None = None,
    theme: str | None = None,
) -> Any:
    """Every record in the order it last changed, withdrawn ones too; nothing is missed or sent twice in between."""
    if not 1 <= limit <= MOST_LISTED:
        return Status(422, {"problem": f"limit is a number from 1 to {MOST_LISTED}."})
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    after = None
    if cursor:
        try:
            moment, identifier = signing.loads(cursor, salt="records")
            after = (datetime.fromisoformat(moment), identifier)
        except (signing.BadSignature, ValueError, TypeError):
            return Status(422, {"problem": "The cursor is not one of ours. Start without one."})
    theme_slug = clean(theme) if theme is not None else None
    chosen = clean(kind) if kind is not None else None
    found = queries.changed(since=since, until=None, kind=chosen, theme=theme_slug, after=after)
    rows = list(found[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    following = (
        signing.dumps([last.changed_at.isoformat(), last.identifier], salt="records")
        if last
        else None
    )
    return {"records": [records.as_json(row) for row in rows[:limit]], "next": following}


def _why(hit: Hit, asked: SearchAsked) -> dict[str, Any]:
    passage = hit.passage
    return {
        "score": hit.score,
        "why": {"words": hit.why.words, "meaning": hit.why.meaning, "sentence": hit.why.sentence},
        "passage": {
            "anchor": passage.anchor,
            "heading": passage.heading,
            "page": passage.page,
            "snippet": [{"text": s.text, "matched": s.marked} for s in passage.snippet],
        }
        if passage
        else None,
    }
