"""Layouts, components and filters as a page uses them."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory
from lxml import html

from irwell.core.pages import failed
from irwell.ui.templatetags import ui

TEMPLATES = Path(ui.__file__).parents[1] / "templates"
COMPONENTS = sorted(p.stem for p in (TEMPLATES / "ui/components").glob("[a-z]*.html"))
PARTNERSHIP = "Calderbrook Safeguarding Partnership"


def draw(source: str, **context: Any) -> str:
    return Template(source).render(Context({"partnership_name": PARTNERSHIP, **context}))


@pytest.fixture
def gallery(db: None, client: Client) -> str:
    page = client.get("/ui/")
    assert page.status_code == 200
    return page.content.decode()


def test_the_gallery_shows_every_kind_of_field_and_component(gallery: str) -> None:
    tree = html.document_fromstring(gallery)
    wanted = (
        "govuk-input govuk-textarea govuk-radios govuk-checkboxes govuk-select govuk-date-input "
        "govuk-file-upload govuk-password-input govuk-error-summary govuk-tag govuk-summary-card "
        "govuk-task-list govuk-table govuk-pagination govuk-inset-text govuk-warning-text govuk-details "
        "govuk-notification-banner govuk-panel govuk-tabs moj-timeline moj-sub-navigation irw-deadline "
        "irw-steps irw-bar irw-files irw-empty irw-compare irw-card irw-quote irw-figure"
    )

    missing = [one for one in wanted.split() if not tree.find_class(one)]

    assert missing == []


def test_every_component_has_a_place_in_the_gallery_or_a_test() -> None:
    shown = (TEMPLATES / "ui/gallery.html").read_text()
    elsewhere = {
        "back_link", "error_summary", "identity_bar", "mark", "messages", "pagination", "filter",
    }  # fmt: skip

    assert [
        n for n in COMPONENTS if f"components/{n}.html" not in shown and n not in elsewhere
    ] == []


def test_no_id_is_used_twice(gallery: str) -> None:
    ids = html.document_fromstring(gallery).xpath("//@id")

    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_no_template_holds_a_style_or_a_script_of_its_own() -> None:
    own = (
        r"<style|\sstyle=|\son\w+=\"|javascript:"
        r"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"  # data is no script
    )
    found = [
        f"{path.name}: {match.group()[:60]}"
        for path in TEMPLATES.rglob("*.html")
        for match in re.finditer(own, path.read_text())
    ]

    assert found == []


def test_no_page_asks_anything_of_another_machine(gallery: str) -> None:
    tree = html.document_fromstring(gallery)
    loaded = tree.xpath("//script/@src | //link/@href | //img/@src")

    assert [one for one in loaded if not one.startswith("/static/")] == []


def test_a_page_sent_back_says_error_first_in_its_title() -> None:
    from irwell.ui.forms.gallery import WRONG, Sample

    page = '{% extends "ui/layout_question.html" %}{% block title %}Refer{% endblock %}'

    assert f"<title>Error: Refer – {PARTNERSHIP}</title>" in draw(page, form=Sample(WRONG))
    assert f"<title>Refer – {PARTNERSHIP}</title>" in draw(page, form=Sample())


def test_error_is_not_said_twice_in_a_title() -> None:
    from irwell.ui.forms.gallery import WRONG, Sample

    source = "{% titled %}Error: Refer{% endtitled %}"

    assert draw(source, form=Sample(WRONG)) == "Error: Refer"


def test_an_empty_region_leaves_nothing_behind() -> None:
    source = '{% region "aside" "side" "Beside" %} {{ words }} {% endregion %}'

    assert draw(source) == ""
    assert draw(source, words="Hello") == '<aside class="side" aria-label="Beside">Hello</aside>'


def test_the_demonstration_says_that_it_is_one() -> None:
    page = '{% extends "ui/layout_public.html" %}'

    assert "irw-demo" in draw(page, demo=True)
    assert "irw-demo" not in draw(page, demo=False)


def test_the_question_layout_carries_the_form_and_keeps_what_is_typed() -> None:
    from irwell.ui.forms.gallery import Sample

    page = draw(
        '{% extends "ui/layout_question.html" %}',
        form=Sample(),
        autosave_url="/keep/",
        back_url="/b/",
    )

    assert 'data-autosave-url="/keep/"' in page
    assert 'enctype="multipart/form-data"' in page
    assert '<a href="/b/" class="govuk-back-link">' in page


@pytest.mark.urls("irwell.config.urls_public")
def test_the_repository_shows_nothing_of_casework() -> None:
    page = draw('{% extends "ui/layout_repository.html" %}')

    assert "Sign in" not in page
    assert PARTNERSHIP not in page


@pytest.mark.parametrize(
    ("path", "href", "current"),
    [
        ("/cases/", "/cases/", True),
        ("/cases/1/", "/cases/", True),
        ("/refer/", "/", False),
        ("/", "/", True),
    ],
)
def test_the_menu_marks_where_one_is(path: str, href: str, current: bool) -> None:
    item = draw('{% nav_item href "Cases" %}', href=href, request=RequestFactory().get(path))

    assert ('aria-current="page"' in item) is current


def test_a_menu_without_items_is_not_drawn() -> None:
    assert draw("{% navigation %}{% nav_item missing 'Cases' %}{% endnavigation %}") == ""


def test_pages_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/reviews/", {"q": "neglect & infants", "page": "2"})
    page = Paginator(range(30), 10).page(2)

    drawn = draw("{% pagination page %}", page=page, request=request)

    assert 'href="?q=neglect+%26+infants&amp;page=3" rel="next"' in drawn
    assert 'aria-label="Page 2" aria-current="page"' in drawn


def test_one_page_needs_no_pages() -> None:
    drawn = draw("{% pagination page %}", page=Paginator(range(3), 10).page(1))

    assert drawn.strip() == ""


def test_dates_are_british() -> None:
    day = date(2026, 12, 9)

    assert ui.british(day) == "Wed 9 December 2026"
    assert ui.british_date(day) == "9 December 2026"
    assert ui.british_short(day) == "9 Dec 2026"


def test_a_moment_is_shown_by_the_clock_in_england() -> None:
    before_midnight_utc = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert ui.british_moment(before_midnight_utc) == "Wed 1 July 2026, 00:30"


@pytest.mark.parametrize(
    "show", [ui.british, ui.british_date, ui.british_short, ui.british_moment, ui.british_time]
)
def test_no_date_is_no_words(show: Any) -> None:
    assert show(None) == ""


def test_a_tag_escapes_its_words() -> None:
    assert "&lt;b&gt;" in ui.tag("<b>", "late")


def test_messages_differ_by_name_for_those_who_listen() -> None:
    class Message(str):
        level_tag = "success"

    drawn = draw(
        '{% include "ui/components/messages.html" %}', messages=[Message("One"), Message("Two")]
    )
    tree = html.fragment_fromstring(drawn, create_parent="div")

    names = tree.xpath("//div[@role='alert']/@aria-labelledby")
    assert names == ["notice-1-title notice-1-text", "notice-2-title notice-2-text"]


def test_the_bar_of_a_case_leads_to_the_case(as_person: Any, people: Any, case: Any) -> None:
    page = as_person(people.maya).get(f"/cases/{case.pk}/register/").content.decode()

    bar = html.document_fromstring(page).find_class("irw-bar")[0]

    assert case.reference in bar.text_content()
    assert bar.xpath(".//a")[0].get("href") == f"/cases/{case.pk}/"


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/2fa/", "/account/sessions/", "/account/password/change/"]
)
def test_the_librarys_pages_wear_our_layout(
    as_person: Any, people: Any, client: Client, path: str
) -> None:
    visitor = client if path.endswith("login/") else as_person(people.maya)

    page = visitor.get(path, follow=True).content.decode()

    assert "irw-masthead" in page
    assert "Menu:" not in page
    assert not re.search(r"<(p|h1|button|input type=\"(text|email|password)\")>", page)


def test_nobody_is_told_to_sign_up(client: Client, db: None) -> None:
    page = client.get("/account/login/").content.decode()

    assert "Accounts are by invitation" in page
    assert "signup" not in page


def test_filter_says_what_is_chosen_and_how_to_drop_it() -> None:
    from irwell.ui.forms.gallery import Sample
    from irwell.ui.presenters import Link

    drawn = draw(
        '{% include "ui/components/filter.html" %}',
        form=Sample(), selected=[Link("Neglect", "?year=2026")], clear_url="?",
    )  # fmt: skip

    assert '<a class="moj-filter__tag" href="?year=2026">' in drawn
    assert 'method="get"' in drawn


def test_the_page_of_a_failure_says_what_to_do_and_tells_a_stranger_nothing(db: None) -> None:
    answer = failed(RequestFactory().get("/cases/"))

    assert answer.status_code == 500
    assert "Nothing that was saved before has been lost" in answer.content.decode()
