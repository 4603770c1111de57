"""JSON for programs, described by OpenAPI 3.1 at /api/openapi.json."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page
from ninja import Field, NinjaAPI, Query, Schema, Status
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError
from pydantic import BeforeValidator

from irwell.core.text import clean
from irwell.search import Hit

from . import queries
from .forms import SearchAsked, read_search
from .presenters import records
from .views.throttle import Throttle

MOST_LISTED = 200
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
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
    mode: Literal["meaning", "words"] = "meaning"
    order: Literal["relevance", "newest", "oldest"] = "relevance"
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


REFUSED = {422: Problem, 429: Problem}


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which value is not what it should be."""
    first = error.errors[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return api.create_response(request, {"problem": f"{where}: {first['msg']}."}, status=422)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON; too many requests."""
    return api.create_response(request, {"problem": str(error)}, status=error.status_code)


@api.get("/search", response={200: dict[str, Any], 503: Problem, **REFUSED})
@decorate_view(conditional_page)
def search(
    request: HttpRequest,
    words: Query[SearchWords],
    year_from: int | None = None,
    year_to: int | None = None,
) -> Any:
    """Search by meaning or by words; ten results a page."""
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


@api.get(
    "/records/{identifier}",
    response={200: dict[str, Any], 404: Problem, 410: dict[str, Any], **REFUSED},
)
@decorate_view(conditional_page)
def record(request: HttpRequest, identifier: str) -> Any:
    """One record with its passages and recommendations."""
    row = queries.record(identifier)
    if row is None:
        return Status(404, {"problem": f"There is no record {identifier[:100]}."})
    return Status(410 if row.is_withdrawn else 200, records.as_json(row, words=True))


def _no_number(value: Any) -> Any:
    """A bare number would pass for seconds since 1970."""
    try:
        float(value)
    except (TypeError, ValueError):
        return value
    raise ValueError("write a day or a moment, as 2026-01-31")


class Listed(Schema):
    """A part of the list of all records, and the cursor that goes on after it; null at the end."""

    records: list[dict[str, Any]]
    next: str | None


@api.get("/records", response={200: Listed, 404: Problem, **REFUSED})
@decorate_view(conditional_page)
def listed(
    request: HttpRequest,
    cursor: str = "",
    limit: Annotated[int, Field(ge=1, le=MOST_LISTED)] = 100,
    since: Annotated[datetime | None, BeforeValidator(_no_number)] = None,
    kind: str | None = None,
    theme: str | None = None,
) -> Any:
    """Every record in the order it last changed, withdrawn ones too; nothing is missed or sent twice in between."""
    after = None
    if cursor:
        try:
            moment, identifier = signing.loads(cursor, salt="records")
            after = (datetime.fromisoformat(moment), identifier)
        except (signing.BadSignature, ValueError, TypeError):
            return Status(404, {"problem": "The cursor is not one of ours. Start without one."})
    theme_slug = clean(theme) if theme is not None else None
    chosen = clean(kind) if kind is not None else None
    found = queries.changed(
        since=_utc(since), until=None, kind=chosen, theme=theme_slug, after=after
    )
    rows = list(found[: limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    following = (
        signing.dumps([last.changed_at.isoformat(), last.identifier], salt="records")
        if last
        else None
    )
    return {"records": [records.as_json(row) for row in rows[:limit]], "next": following}


def _utc(moment: datetime | None) -> datetime | None:
    """Days at the ends of the calendar have no moment in UTC."""
    if moment is None or moment.tzinfo is None:
        return moment and moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year < 2 else LAST


def _why(hit: Hit, asked: SearchAsked) -> dict[str, Any]:
    passage = hit.passage
    return {
        "score": hit.score,
        "why": {
            "words": hit.why.words,
            "meaning": hit.why.meaning,
            "near_words": [each._asdict() for each in hit.why.near_words],
            "sentence": hit.why.sentence,
        },
        "passage": {
            "anchor": passage.anchor,
            "heading": passage.heading,
            "page": passage.page,
            "snippet": [
                {"text": s.text, "matched": s.marked, "near": s.near} for s in passage.snippet
            ],
        }
        if passage
        else None,
    }
