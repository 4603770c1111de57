"""The radar and similar reviews for programs; part of the repository’s API."""

from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import conditional_page
from ninja import Router, Schema, Status
from ninja.decorators import decorate_view

from .presenters import pages
from .queries import alike, radar
from .queries import themes as coded

router = Router()
MOST_GROUPS = 100


class Words(Schema):
    """Words typed by a person. They are not kept and not logged."""

    words: str


class Problem(Schema):
    """Why there is no answer."""

    problem: str


@router.get("/codes", response=dict[str, Any])
@decorate_view(conditional_page)
def codes(request: HttpRequest) -> Any:
    """The code list, with how many records have each theme."""
    counts = coded.counts()
    return pages.codes_json() | {"records": {code: dict(found) for code, found in counts.items()}}


@router.get("/radar", response=dict[str, Any])
def radar_listed(request: HttpRequest, q: str = "", repeated: bool = False) -> Any:
    """Recommendations that say what `q` says; without `q` every group, those said most often first."""
    if q.strip():
        return _before(q)
    found = radar.groups(repeated=repeated)[:MOST_GROUPS]
    return {"groups": [pages.same_as_json(one) for one in found]}


@router.post("/radar", response={200: dict[str, Any], 422: Problem})
def radar_asked(request: HttpRequest, asked: Words) -> Any:
    """The same with words in the body, so that no address holds them."""
    if not asked.words.strip():
        return Status(422, {"problem": "Type what is to be recommended."})
    return _before(asked.words)


@router.post("/similar", response={200: dict[str, Any], 422: Problem})
def similar(request: HttpRequest, asked: Words) -> Any:
    """Reviews that are like what was typed."""
    if not asked.words.strip():
        return Status(422, {"problem": "Type a sentence about what the reviews are to be like."})
    found = alike.similar_to(asked.words[: radar.MOST_TYPED])
    return {"reviews": [pages.alike_as_json(one) for one in found]}


def _before(words: str) -> dict[str, Any]:
    found = radar.recommended_before(words)
    return {"groups": [pages.same_as_json(one, near=True) for one in found]}
