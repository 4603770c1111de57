"""The radar and similar reviews for programs; part of the repository’s API."""

from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from irwell.repository.api import REFUSED, Problem

from .presenters import pages
from .queries import alike, radar
from .queries import themes as coded

router = Router()
MOST_GROUPS = 100


class Words(Schema):
    """Words typed by a person. They are not kept and not logged."""

    words: str = Field(min_length=1, pattern=r"\S")


NO_JSON = {400: Problem}


@router.get("/codes", response={200: dict[str, Any], **REFUSED})
@decorate_view(conditional_page)
def codes(request: HttpRequest) -> Any:
    """The code list, with how many records have each theme."""
    counts = coded.counts()
    return pages.codes_json() | {"records": {code: dict(found) for code, found in counts.items()}}


@router.get("/radar", response={200: dict[str, Any], **REFUSED})
def radar_listed(request: HttpRequest, q: str = "", repeated: bool = False) -> Any:
    """Recommendations that say what `q` says; without `q` every group, those said most often first."""
    if q.strip():
        return _before(q)
    found = radar.groups(repeated=repeated)[:MOST_GROUPS]
    return {"groups": [pages.same_as_json(one) for one in found]}


@router.post("/radar", response={200: dict[str, Any], **NO_JSON, **REFUSED})
def radar_asked(request: HttpRequest, asked: Words) -> Any:
    """The same with words in the body, so that no address holds them."""
    return _before(asked.words)


@router.post("/similar", response={200: dict[str, Any], **NO_JSON, **REFUSED})
def similar(request: HttpRequest, asked: Words) -> Any:
    """Reviews that are like what was typed."""
    found = alike.similar_to(asked.words[: radar.MOST_TYPED])
    return {"reviews": [pages.alike_as_json(one) for one in found]}


def _before(words: str) -> dict[str, Any]:
    found = radar.recommended_before(words)
    return {"groups": [pages.same_as_json(one, near=True) for one in found]}
