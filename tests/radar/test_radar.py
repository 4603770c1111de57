"""Recommended before, and similar reviews, on a case: what is here is searched here; only typed words leave."""

import re

import pytest

from irwell.access.models import CaseMembership
from irwell.audit.models import LoggedEvent
from irwell.cases import actions as cases
from irwell.crypto.actions import create_key
from irwell.publication.models import PublicRecommendation
from irwell.reviews.models import Recommendation
from tests.learning.conftest import LATER

pytestmark = pytest.mark.usefixtures("socket_enabled")


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def before(case):
    return f"/cases/{case.pk}/recommended-before/"


def ask(client, case, words, step="everywhere", page="recommended-before"):
    return client.post(f"/cases/{case.pk}/{page}/", {"words": words, "step": step})


@pytest.fixture
def maya(as_person, people):
    return as_person(people.maya)


@pytest.fixture
def case_of_others(people):
    """A case of the same partnership that Maya is not named on."""
    other = cases.open_case(key=create_key(), label="Sorrel", by=people.maya, now=LATER)
    CaseMembership.objects.filter(case_id=other.pk, user=people.maya).delete()
    Recommendation.objects.create(
        case=other, key=other.key, number=1, text="Burn every paper diary.", addressees="All",
        intended_outcome="None.", by=people.rosalind,
    )  # fmt: skip
    return other


def test_looking_here_finds_what_was_recommended_and_what_became_of_it(published, maya, repository):
    for row in published.recommendations.all():
        PublicRecommendation.objects.create(
            publication=published.publication,
            number=row.number,
            text=row.text,
            addressees=row.addressees,
        )
    page = text(ask(maya, published, "follow up missed appointments quickly", step="here"))

    assert "Missed appointments are followed up within two working days." in page
    assert "no answer recorded" in page
    assert repository.heard == []


def test_opening_the_page_sends_nothing(published, maya, repository):
    assert maya.get(before(published)).status_code == 200
    assert repository.heard == []


def test_a_recommendation_of_this_review_is_compared_here_and_not_sent(published, maya, repository):
    page = text(maya.get(f"{before(published)}?number=1"))

    assert "it is compared here and not sent" in page
    assert repository.heard == []


def test_the_repository_gets_the_typed_words_and_nothing_else(published, maya, repository):
    ask(maya, published, "ask where babies sleep")

    path, headers, body = repository.heard[0]
    assert path == "/api/radar" and body == {"words": "ask where babies sleep"}
    assert not {"cookie", "referer", "authorization"} & {name.lower() for name in headers}


def test_what_the_repository_says_is_shown_with_what_became_of_it(published, maya, repository):
    answer = ask(maya, published, "ask where babies sleep")
    page = text(answer)

    assert "Recommended in 2 reviews, 2023 to 2024" in page
    assert "Oxmoor Council: accepted. We will." in page
    assert (
        "<script>x" not in answer.content.decode() and "javascript:" not in answer.content.decode()
    )


def test_a_name_of_the_case_is_not_sent(published, maya, repository):
    answer = ask(maya, published, "what Juniper Ashgrove was told about sleep")

    assert answer.status_code == 422
    assert "Nothing was sent." in text(answer) and repository.heard == []
    assert "what Juniper Ashgrove was told" in answer.content.decode()  # nothing typed is lost


def test_long_text_is_not_sent(published, maya, repository):
    answer = ask(maya, published, "word " * 61)

    assert answer.status_code == 422 and "60 words or fewer" in text(answer)
    assert repository.heard == []


def test_no_words_are_not_sent(published, maya, repository):
    assert ask(maya, published, " ").status_code == 422
    assert repository.heard == []


def test_asking_is_logged_without_the_words(published, maya, repository):
    ask(maya, published, "ask where babies sleep")
    event = LoggedEvent.objects.get(name="radar:repository:asked")

    assert event.case == published.pk
    assert event.data == {"about_what": "radar", "words": 4}


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "No repository is set up here"),
        ("ftp://x", "is not a web address"),
        ("http://127.0.0.1:9", "does not answer"),
    ],
)
def test_a_repository_that_is_missing_is_explained(published, maya, settings, address, sentence):
    settings.IRWELL_REPOSITORY_URL = address

    assert sentence in text(ask(maya, published, "ask where babies sleep"))


@pytest.mark.parametrize(("status", "says"), [(500, b"broken"), (200, b"[1]"), (200, b"\xff")])
def test_a_repository_that_answers_nonsense_is_explained(published, maya, repository, status, says):
    repository.status, repository.says = status, says

    assert "answered with an error" in text(ask(maya, published, "ask where babies sleep"))


def test_similar_reviews_are_found_by_typed_words(published, maya, repository):
    page = text(ask(maya, published, "neglect behind a tidy home", page="similar-reviews"))

    assert repository.heard[0][0] == "/api/similar"
    assert "Child Birch" in page and "“A tidy home.”" in page


def test_recommendations_of_a_case_one_is_not_named_on_are_not_found(
    published, people, as_person, case_of_others
):
    page = text(ask(as_person(people.maya), published, "burn every paper diary", step="here"))

    assert "Burn every paper diary" not in page


def test_the_pages_where_recommendations_are_written_and_approved_lead_here(published, maya):
    page = maya.get(f"/cases/{published.pk}/recommended-before/").content.decode()

    assert "In every published review" not in page
    assert "Look in every published review" in page
