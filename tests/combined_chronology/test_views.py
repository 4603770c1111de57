"""Ways to look at the chronology: columns, statuses, kept views, the picture from years to a day, paper."""

import itertools
from datetime import UTC, date, datetime

import pytest

from irwell.accounts.models import Agency
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.combined_chronology import actions, queries
from irwell.combined_chronology.models import SavedView
from irwell.combined_chronology.queries import code_of
from irwell.combined_chronology.rules.zoom import Window, slices
from tests.combined_chronology.returns import HEAD, SIGNED, sign
from tests.combined_chronology.test_timeline import EVERY_NAME, path, text_of
from tests.people import People

KEPT = {"name": "Police in 2023", "shared": ""}


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("", "Panel’s marks", "Custody record"),
        ("column=source", "Custody record", "Panel’s marks"),
        ("column=who&column=child", "scope=\"col\" role=\"columnheader\">Child", "Custody record"),
    ],
)  # fmt: skip
def test_a_reader_chooses_the_columns(
    returned: Case, people: People, as_person, query: str, there: str, gone: str
) -> None:
    page = text_of(as_person(people.maya), path(returned, f"?{query}"))
    table = page[page.index('id="lines"') : page.index('id="left-out"')]

    assert there in table
    assert gone not in table


@pytest.mark.parametrize(("status", "kept"), [("tagged", True), ("commented", False)])
def test_lines_are_found_by_what_became_of_them(
    returned: Case, people: People, as_person, status: str, kept: bool
) -> None:
    line = queries.timeline_of(returned).filter(text="neighbour").entries[0].id
    actions.annotate(
        case=returned, entry_id=line, tags=("Unseen adults",), comment="", seen="", by=people.colm, now=SIGNED
    )  # fmt: skip

    page = text_of(as_person(people.maya), path(returned, f"?status={status}"))

    assert ("Neighbour heard" in page) is kept
    assert "bruised ear" not in page


def test_words_are_sought_in_the_panels_comments_too(
    returned: Case, people: People, as_person
) -> None:
    line = queries.timeline_of(returned).filter(text="neighbour").entries[0].id
    actions.annotate(
        case=returned, entry_id=line, tags=(), comment="Ask the landlord", seen="", by=people.colm, now=SIGNED
    )  # fmt: skip
    maya = as_person(people.maya)

    maya.post(path(returned, "words/"), {"words": "landlord"})

    assert "Neighbour heard" in text_of(maya, path(returned))
    assert "bruised ear" not in text_of(maya, path(returned))


def test_a_view_is_kept_and_shows_its_lines_again(
    returned: Case, people: People, as_person
) -> None:
    maya = as_person(people.maya)
    police = code_of(returned, "Calderbrook Police")
    maya.post(path(returned, "words/"), {"words": "shouting"})
    maya.post(path(returned, f"views/?agency={police}&names=on&page=2"), KEPT)
    maya.post(path(returned, "words/"), {"words": ""})
    view = SavedView.objects.get()

    shown = maya.post(path(returned, f"views/{view.pk}/"), follow=True).content.decode()

    assert view.asked == {"query": f"agency={police}", "words": "shouting"}
    assert "Neighbour heard" in shown
    assert "bruised ear" not in shown
    assert "You see real names" not in shown


def test_a_view_is_seen_by_others_only_when_it_is_shared(
    returned: Case, people: People, as_person
) -> None:
    maya, lena = as_person(people.maya), as_person(people.lena)
    maya.post(path(returned, "views/?child_seen=yes"), KEPT)

    alone = text_of(lena, path(returned))
    maya.post(path(returned, "views/?child_seen=yes"), {**KEPT, "shared": "on"})
    shared = text_of(lena, path(returned))

    assert "Police in 2023" not in alone
    assert "shared by Maya Thornlea" in shared
    assert SavedView.objects.count() == 1


def test_nobody_uses_or_removes_the_view_of_another(
    returned: Case, people: People, as_person
) -> None:
    as_person(people.maya).post(path(returned, "views/"), KEPT)
    view = SavedView.objects.get()
    address = path(returned, f"views/{view.pk}/")

    assert as_person(people.lena).post(address).status_code == 404
    assert as_person(people.lena).post(f"{address}remove/").status_code == 404
    view.shared = True
    view.save()
    assert as_person(people.lena).post(f"{address}remove/").status_code == 403
    assert as_person(people.oona).post(address).status_code == 404
    assert SavedView.objects.count() == 1


def test_a_view_is_removed_by_its_owner(returned: Case, people: People, as_person) -> None:
    maya = as_person(people.maya)
    maya.post(path(returned, "views/"), KEPT)

    maya.post(path(returned, f"views/{SavedView.objects.get().pk}/remove/"))

    assert SavedView.objects.count() == 0


def test_a_view_without_a_name_is_refused_in_words(
    returned: Case, people: People, as_person
) -> None:
    answer = as_person(people.maya).post(path(returned, "views/"), {"name": " "}, follow=True)

    assert "Give the view a name" in answer.content.decode()


def test_the_picture_stands_on_a_page_of_its_own_with_the_same_in_a_table(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.maya), path(returned, "picture/"))

    assert 'class="timeline"' in page
    assert "Lines of each agency over time" in page
    assert "Calderbrook Police, version 1: 2 lines" in page


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("start=1+January+2023&end=31+December+2023", "1 January 2023 to 31 December 2023"),
        ("start=12+March+2023&end=12+March+2023", "Sun 12 March 2023"),
    ],
)
def test_the_picture_shows_the_days_asked_for(
    returned: Case, people: People, as_person, query: str, days: str
) -> None:
    assert days in text_of(as_person(people.maya), path(returned, f"picture/?{query}"))


def test_the_way_from_years_to_a_day_is_by_links(returned: Case, people: People, as_person) -> None:
    moment = datetime(2024, 2, 19, 12, tzinfo=UTC)
    cases.record_date(case=returned, fact="incident_at", value=moment, by=people.maya, now=SIGNED)

    page = text_of(as_person(people.maya), path(returned, "picture/"))

    assert "start=19+February+2024&amp;end=19+February+2024" in page
    assert "Around the incident" in page
    assert "A line marks incident" in page


def test_labels_hold_in_the_picture_and_on_paper(returned: Case, people: People, as_person) -> None:
    for page in ("picture/", "print/"):
        shown = text_of(as_person(people.colm), path(returned, page))
        shown = shown[shown.index("<main") :]
        assert [name for name in EVERY_NAME if name in shown] == []


def test_paper_has_every_line_and_says_what_was_left_out(
    returned: Case, people: People, as_person
) -> None:
    page = text_of(as_person(people.colm), path(returned, "print/?child_seen=yes"))

    assert "bruised ear" in page
    assert "1 of 4 lines" in page
    assert "Shown: Child seen: yes" in page


def test_entries_of_distant_years_do_not_make_the_pages_heavy(
    returned: Case, people: People, as_person
) -> None:
    odd = HEAD + "01/02/1823,Old file,,,,Wrong year,,\n01/02/2203,Old file,,,,Wrong year too,,\n"
    sign(returned, Agency.objects.get(kind="education"), odd, people.maya)

    for page in ("", "picture/", "picture/?start=1823&end=1823"):
        assert len(as_person(people.maya).get(path(returned, page)).content) < 300_000


def test_slices_cover_every_day_once() -> None:
    for days in (1, 20, 100, 900, 5_000, 30_000, 140_000):
        window = Window(date(1900, 2, 3), date.fromordinal(date(1900, 2, 3).toordinal() + days - 1))
        cut = slices(window, [window.first, window.last])
        joined = [a.last.toordinal() + 1 == b.first.toordinal() for a, b in itertools.pairwise(cut)]
        assert all(joined)
        assert cut[0].first <= window.first
        assert cut[-1].last >= window.last
        assert sum(one.lines for one in cut) == 2
        assert len(cut) <= 130


def test_closer_and_further_lead_back_to_everything() -> None:
    whole = Window(date(2010, 1, 1), date(2024, 12, 31))
    here, steps = whole, []
    while (closer := here.closer()) is not None:
        here = closer
        steps.append(here.days)
    while (further := here.further(whole)) is not None:
        here = further

    assert steps[0] == 3653
    assert steps[-1] == 1
    assert here == whole
