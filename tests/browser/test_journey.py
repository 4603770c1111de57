"""One case, from a hospital's referral to learning that changed practice, by the people who do it, in a real browser.

It takes the guide's pictures on the way: `make guide` puts them into docs/guide/pictures. At the end it looks for
every real name of the case in everything that left: published files, the bundle, the repository, mail, logs, and
the casework database as it lies on disk.
"""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.journey import (
    deciding,
    gathering,
    learning,
    opening,
    papers,
    publishing,
    reviewing,
)
from tests.browser.journey.leaks import names_left
from tests.browser.journey.repository import Repository, running
from tests.browser.journey.story import Story
from tests.people import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def repository(tmp_path: Path, settings: Any) -> Iterator[Repository]:
    with running(tmp_path / "repository-process", settings) as process:
        yield process


@pytest.fixture
def story(
    people: People, open_window: Any, tmp_path: Path, repository: Repository
) -> Iterator[Story]:
    pictures = Path(os.environ.get("GUIDE_PICTURES") or tmp_path / "pictures")
    told = Story(people, open_window, pictures, tmp_path, repository.address)
    papers.body_map(tmp_path)
    papers.chronologies(tmp_path)
    yield told
    told.back_to_today()


def test_a_case_travels_from_referral_to_learning(
    story: Story, repository: Repository, caplog: Any
) -> None:
    # 1 to 4: referred in time, the criteria met by the statute, the Panel notified
    story.on("2026-11-12")
    opening.the_public_page(story)
    opening.a_ward_sister_refers(story)
    opening.the_lead_endorses(story)
    opening.maya_opens_the_case(story)
    opening.maya_names_the_members(story)
    opening.facts_and_both_rule_sets(story)
    opening.name_the_others(story)
    story.on("2026-11-18")
    opening.three_views_and_a_decision(story)
    opening.the_panel_is_notified(story)

    # 5 and 6: five agencies asked, three chronologies, one timeline
    story.on("2026-11-19")
    gathering.maya_asks_the_agencies(story)
    gathering.agencies_answer(story)
    gathering.the_wall_shows_who_has_answered(story)
    gathering.one_chronology(story)

    # 7: the meeting on day ten, the report on day fifteen, the Panel's reply
    story.on("2026-12-02")
    deciding.the_meeting(story)
    deciding.the_grid(story)
    deciding.three_positions(story)
    deciding.the_report(story)
    story.on("2026-12-09", hour=15)
    deciding.sent_to_the_panel(story)
    story.on("2026-12-18")
    deciding.the_panel_replies(story)

    # 8: commissioned, written, checked, approved, inside six months
    reviewing.commissioned(story)
    reviewing.rosalind_is_appointed(story)
    reviewing.terms_of_reference(story)
    story.on("2027-04-06")
    reviewing.the_report_arrives(story)
    reviewing.a_section_is_written_in_the_browser(story)
    reviewing.facts_are_checked(story)
    reviewing.the_comment_is_answered(story)
    reviewing.three_partners_approve(story)

    # 9 and 10: made safe, certified by a second person, seven working days' notice, two people, published
    story.on("2027-04-12")
    publishing.the_report_is_looked_through(story)
    publishing.a_person_decides(story)
    publishing.ines_searches(story)
    publishing.ines_signs(story)
    publishing.planned_and_gated(story, day=dt.date(2027, 4, 26), copies=dt.date(2027, 4, 12))
    publishing.two_people_approve(story)
    story.on("2027-04-26", hour=10)
    publishing.published(story)
    repository.receive(story)

    # 11: found, briefed, acted on, shown to have mattered
    learning.found_in_the_repository(story)
    learning.an_action_with_an_owner(story, due=dt.date(2027, 6, 30))
    learning.a_briefing(story)
    story.on("2027-06-21")
    learning.completed_then_shown_to_matter(story, on=dt.date(2027, 6, 18))

    assert names_left(story, repository, caplog.text) == []
