"""Saved searches: asked, confirmed, told of new reviews, stopped; by words here, by meaning with a small model."""

import importlib
import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db.models import QuerySet
from django.test import Client
from lxml import etree

from irwell.core.time import LONDON, now
from irwell.repository.actions import refresh_index, withdraw
from irwell.repository.models import Record
from irwell.saved_searches import rules, tasks
from irwell.saved_searches.models import Letter, Match, SavedSearch, Subscriber
from tests.moments import at
from tests.search.conftest import SmallModel

TUESDAY = at("2026-05-05 09:00")
ADDRESS = "reader@example.org"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def text(response):
    return response.content.decode()


def link(body, kind):
    return re.search(rf"http://testserver(/alerts/{kind}/\S+)", body)[1]


@pytest.fixture
def on_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ask(client):
    def asked(query="q=tidy&mode=words", address=ADDRESS, frequency="instant"):
        return client.post(f"/alerts/new?{query}", {"address": address, "frequency": frequency})

    return asked


@pytest.fixture
def saved(client, ask, on_tuesday):
    """saved(…) asks, follows the link in the letter and presses the button; the outbox is empty again."""

    def confirmed(**asked):
        ask(**asked)
        tasks.run_all(now())
        address = link(mail.outbox[-1].body, "confirm")
        client.post(address)
        mail.outbox.clear()
        on_tuesday.shift(timedelta(minutes=1))
        return SavedSearch.objects.latest("created_at")

    return confirmed


def test_a_results_page_offers_to_save_its_search(client, alder):
    page = text(client.get("/search?q=tidy&mode=words&theme=Neglect"))

    assert 'href="/alerts/new?q=tidy&amp;mode=words&amp;theme=Neglect"' in page
    assert "/alerts/feed.atom?q=tidy" in page


def test_the_page_says_when_it_will_be_told(client):
    words = text(client.get("/alerts/new?q=tidy&mode=words&theme=Neglect&from=2024"))
    meaning = text(client.get("/alerts/new?q=tidy"))

    assert "every one of these words" in words
    assert "Only: Neglect, from 2024" in words
    assert "says something close to this" in meaning


def test_nothing_but_a_question_is_sent_until_the_link_is_pressed(client, ask, deposit, on_tuesday):
    answer = ask()
    tasks.run_all(now())
    deposit()
    tasks.run_all(now())

    assert answer["Location"] == "/alerts/asked/"
    assert "until then nothing else is sent" in client.get(answer["Location"]).content.decode()
    assert [letter.subject for letter in mail.outbox] == ["Please confirm: news of new reviews"]
    assert mail.outbox[0].to == [ADDRESS]


def test_a_program_that_follows_the_link_confirms_nothing(client, ask, on_tuesday):
    ask()
    tasks.run_all(now())
    page = text(client.get(link(mail.outbox[0].body, "confirm")))

    assert "Yes, tell me of new reviews" in page
    assert SavedSearch.objects.get().confirmed_at is None


def test_a_link_to_confirm_works_for_three_days(client, ask, on_tuesday):
    ask()
    tasks.run_all(now())
    on_tuesday.shift(timedelta(days=3, minutes=1))

    assert client.post(link(mail.outbox[0].body, "confirm")).status_code == 404
    tasks.run_all(now())
    assert not Subscriber.objects.exists()


def test_a_new_review_is_told_once_with_the_passage_quoted(saved, deposit):
    saved()
    deposit()
    for _ in range(3):
        tasks.run_all(now())
        refresh_index()

    assert [letter.subject for letter in mail.outbox] == ["1 new review for your saved search"]
    body = mail.outbox[0].body
    assert "Child Alder" in body
    assert "Neglect was hidden behind a tidy home" in body
    assert "http://testserver/records/oxmoor-2026-01/#p-" in body


def test_a_corrected_edition_is_not_told_again(saved, deposit):
    saved()
    deposit()
    tasks.run_all(now())
    deposit(version=2)
    tasks.run_all(now())

    assert len(mail.outbox) == 1


def test_a_review_that_was_there_before_is_not_new(on_tuesday, alder, saved):
    saved()
    refresh_index()
    tasks.run_all(now())

    assert mail.outbox == []


@pytest.mark.parametrize("query", ["q=tidy+paramedic&mode=words", "q=tidy&mode=words&theme=Fire"])
def test_a_review_without_every_word_or_outside_the_filters_is_not_told(saved, deposit, query):
    saved(query=query)
    deposit()
    tasks.run_all(now())

    assert mail.outbox == []


def test_every_letter_can_be_stopped_with_one_click_and_the_address_is_erased(saved, deposit):
    saved()
    deposit()
    tasks.run_all(now())
    letter = mail.outbox[0]
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    answer = Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})

    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in letter.body
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert not Match.objects.exists()


def test_looking_at_the_link_to_stop_stops_nothing(client, saved, deposit):
    saved()
    deposit()
    tasks.run_all(now())
    page = text(client.get(link(mail.outbox[0].body, "stop")))

    assert "Stop this search?" in page
    assert SavedSearch.objects.exists()


def test_a_reader_sees_and_changes_everything_by_one_link(client, saved, deposit):
    search = saved()
    saved(query="theme=Neglect", frequency="weekly")
    deposit()
    tasks.run_all(now())
    address = link(mail.outbox[0].body, "manage")
    page = client.get(address)
    client.post(
        f"{address}change", {"search": search.pk, "frequency": "monthly", "do": "frequency"}
    )
    search.refresh_from_db()
    client.post(f"{address}change", {"search": search.pk, "do": "stop"})

    assert "Child Alder" in text(page)
    assert page["Cache-Control"] == "no-store"
    assert search.frequency == "monthly"
    assert [each.asked for each in SavedSearch.objects.all()] == ["?theme=Neglect"]

    client.post(f"{address}change", {"do": "stop-everything"})
    assert not Subscriber.objects.exists()
    assert client.get(address).status_code == 404


def test_a_reader_reaches_no_search_of_another(client, saved, deposit):
    search = saved()
    saved(address="other@example.org")
    deposit()
    tasks.run_all(now())
    theirs = next(letter for letter in mail.outbox if letter.to == ["other@example.org"])
    address = link(theirs.body, "manage")
    client.post(f"{address}change", {"search": search.pk, "do": "stop"})

    assert SavedSearch.objects.filter(pk=search.pk).exists()


@pytest.mark.parametrize("kind", ["confirm", "manage"])
def test_a_forged_link_opens_nothing(client, kind):
    assert (
        client.get(f"/alerts/{kind}/00000000-0000-4000-8000-000000000000:x:y/").status_code == 404
    )


def test_the_address_is_not_readable_in_the_database(saved):
    saved()
    row = Subscriber.objects.get()

    assert ADDRESS.encode() not in bytes(row.address_box)
    assert ADDRESS not in row.digest


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        ("daily", "2026-05-06 07:00"),
        ("weekly", "2026-05-11 07:00"),
        ("monthly", "2026-06-01 07:00"),
    ],
)
def test_letters_leave_as_often_as_was_asked(saved, deposit, on_tuesday, frequency, due):
    saved(frequency=frequency)
    deposit()
    tasks.run_all(now())
    before = len(mail.outbox)
    on_tuesday.move_to(at(due) - timedelta(minutes=1))
    tasks.run_all(now())
    early = len(mail.outbox)
    on_tuesday.move_to(at(due))
    tasks.run_all(now())

    assert (before, early, len(mail.outbox)) == (0, 0, 1)


@pytest.mark.parametrize(
    ("moment", "frequency", "due"),
    [
        ("2026-05-04 06:59", "weekly", "2026-05-04 07:00"),
        ("2026-05-04 07:00", "weekly", "2026-05-11 07:00"),
        ("2026-12-31 23:30", "monthly", "2027-01-01 07:00"),
        ("2026-10-24 08:00", "daily", "2026-10-25 07:00"),
    ],
)
def test_seven_in_the_morning_is_by_the_clock_in_england(moment, frequency, due):
    asked = datetime.fromisoformat(moment).replace(tzinfo=LONDON)

    assert rules.next_due(frequency, asked) == datetime.fromisoformat(due).replace(tzinfo=LONDON)


class Killed(BaseException):
    """The worker is gone at this line."""


@pytest.mark.parametrize("moment", ["bulk_create", "create"])
def test_a_worker_killed_before_a_letter_left_is_taken_up_by_the_next(
    saved, deposit, monkeypatch, moment
):
    saved()
    deposit()

    def gone(*_args, **_options):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(QuerySet, moment, gone)
        tasks.run_all(now())
    tasks.run_all(now())

    assert len(mail.outbox) == 1


def test_a_worker_killed_while_a_letter_leaves_never_sends_it_twice_and_the_next_letter_says_so(
    saved, deposit, monkeypatch, on_tuesday
):
    saved()
    deposit()
    with monkeypatch.context() as patch, pytest.raises(Killed):

        def gone(*_):
            raise Killed

        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", gone)
        tasks.run_all(now())
    on_tuesday.shift(timedelta(minutes=6))
    tasks.run_all(now())
    assert mail.outbox == []

    deposit(identifier="oxmoor-2026-02", title="Child Birch")
    tasks.run_all(now())

    assert "Child Birch" in mail.outbox[0].body
    assert "An earlier message may not have reached you" in mail.outbox[0].body
    assert "Child Alder" not in mail.outbox[0].body


def test_a_mail_server_that_is_away_is_tried_again(saved, deposit, monkeypatch, on_tuesday):
    saved()
    deposit()
    with monkeypatch.context() as patch:

        def away(*_):
            raise ConnectionRefusedError

        patch.setattr("django.core.mail.backends.locmem.EmailBackend.open", away, raising=False)
        tasks.run_all(now())
    on_tuesday.shift(timedelta(minutes=2))
    tasks.run_all(now())

    assert len(mail.outbox) == 1


def test_a_review_withdrawn_before_its_letter_is_left_out(saved, deposit, on_tuesday):
    saved(frequency="daily")
    deposit()
    tasks.run_all(now())
    withdraw(record=Record.objects.get(), reason="A family asked for it.", now=now())
    on_tuesday.shift(timedelta(days=1))
    tasks.run_all(now())

    assert mail.outbox == []


def test_nobody_is_pestered_through_this_site(ask, on_tuesday):
    for number in range(6):
        ask(query=f"q=word{number}", address="victim@example.org")
    tasks.run_all(now())

    assert len(mail.outbox) == rules.MOST_REQUESTS


def test_one_client_may_not_ask_without_end(ask, on_tuesday):
    answers = [ask(address=f"reader{n}@example.org").status_code for n in range(11)]

    assert answers == [302] * 10 + [429]


def test_the_page_says_the_same_of_a_known_address_and_of_a_new_one(saved, ask):
    saved()
    again, new = ask(), ask(address="new@example.org")

    assert (again.status_code, again["Location"]) == (new.status_code, new["Location"])
    assert Letter.objects.filter(sent_at=None).count() == 1


@pytest.mark.parametrize("address", ["", "not an address", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_asked_for_again(client, address):
    answer = client.post("/alerts/new?q=tidy", {"address": address, "frequency": "weekly"})

    assert answer.status_code == 422
    assert "There is a problem" in text(answer)


def test_a_question_too_long_to_keep_is_refused_with_a_sentence(ask):
    answer = ask(query="q=" + "neglect+" * 400)

    assert answer.status_code == 409
    assert "too long to be saved" in text(answer)


def test_a_feed_needs_no_address_and_quotes_the_passage(client, alder):
    tree = etree.fromstring(client.get("/alerts/feed.atom?q=tidy&mode=words").content)
    other = etree.fromstring(client.get("/alerts/feed.atom?q=paramedic&mode=words").content)

    assert tree.findtext("a:entry/a:title", namespaces=ATOM).startswith("Child Alder")
    assert "hidden behind a tidy home" in tree.findtext("a:entry/a:summary", namespaces=ATOM)
    assert "#p-" in tree.find("a:entry/a:link", ATOM).get("href")
    assert other.find("a:entry", ATOM) is None


def test_a_standing_question_fires_by_meaning(saved, deposit, monkeypatch):
    encoder = SmallModel()
    index = importlib.import_module("irwell.search.index")
    monkeypatch.setattr(index, "installed_encoder", lambda: encoder)
    saved(query="q=absence+from+lessons", frequency="instant")
    saved(query="q=police+custody+arrest", frequency="instant")
    deposit()
    tasks.run_all(now())

    assert len(mail.outbox) == 1
    assert "absence from lessons" in mail.outbox[0].body
    assert "recorded each absence" in mail.outbox[0].body
    assert Match.objects.get().nearness >= rules.NEAR_ENOUGH


def test_while_meaning_is_still_being_read_a_question_waits(saved, deposit, monkeypatch):
    saved(query="q=absence+from+lessons")
    deposit()  # this index is by words alone
    encoder = SmallModel()
    index = importlib.import_module("irwell.search.index")
    monkeypatch.setattr(index, "installed_encoder", lambda: encoder)
    queries = importlib.import_module("irwell.repository.queries")
    queries._opened.clear()
    tasks.run_all(now())
    early = len(mail.outbox)
    refresh_index()
    tasks.run_all(now())

    assert (early, len(mail.outbox)) == (0, 1)
