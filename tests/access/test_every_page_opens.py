"""Every page of a case answers at every stage, with nothing recorded but the stage: no stage makes a page fall over."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from irwell.cases.models import Case
from tests.people import People
from tests.stages import bring_to

STAGES = (
    "triage",
    "rr_gathering",
    "rr_meeting",
    "drafting",
    "anonymisation",
    "pre_publication",
    "published",
    "closed",
)


def addresses(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Every address below a case that names nothing but the case, `{case}` standing for it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and path.startswith("/cases/<"):
            address = "/cases/{case}/" + path.partition(">/")[2]
            if "<" not in address:
                yield address


def test_there_are_many_such_pages() -> None:
    assert len(set(addresses())) > 60


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_opens_for_the_business_manager(
    case: Case, people: People, as_person: Any, stage: str
) -> None:
    case = bring_to(case, stage, people, now=datetime(2026, 1, 12, 10, 0, tzinfo=UTC))
    maya = as_person(people.maya)

    for address in sorted(set(addresses())):
        answer = maya.get(address.format(case=case.pk))
        assert answer.status_code in {200, 302, 403, 404, 405, 409}, (
            f"{address}: {answer.status_code}"
        )
