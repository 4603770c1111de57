"""Reading lists: put together without an account, shared by a link, taken away as RIS and CSV."""

import csv
import io
import re

import pytest
from django.test import Client

from irwell.cli import main
from irwell.core.time import now
from irwell.repository.actions import withdraw
from irwell.repository.models import Passage, Record
from irwell.saved_searches import examples
from irwell.saved_searches.models import ReadingList, SavedSearch


def text(response):
    return response.content.decode()


def begin(client, *, record="oxmoor-2026-01", passage="", **form):
    query = f"record={record}" + (f"&passage={passage}" if passage else "")
    typed = {"target": "new", "title": "Safe sleep, for Friday", "note": "", **form}
    return client.post(f"/lists/add?{query}", typed)


def written(client, edit):
    """What the form of a list holds, as a browser would send it."""
    page = text(client.get(edit))
    item = re.findall(r'name="item" value="([^"]+)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    title = re.search(r'name="title"[^>]*value="([^"]*)"', page)[1]
    notes = dict(re.findall(r'name="(note-[^"]+)"[^>]*>([^<]*)</textarea>', page))
    return {"title": title, "intro": "", "version": version, "item": item, **notes}


@pytest.fixture
def edit(client, alder):
    """The edit link of a list with one review."""
    return begin(client, note="Read page 3 first.")["Location"]


def test_a_review_leads_to_a_list_of_its_own(client, alder):
    page = text(client.get("/records/oxmoor-2026-01/"))
    form = text(client.get("/lists/add?record=oxmoor-2026-01"))

    assert "/lists/add?record=oxmoor-2026-01" in page
    assert "Title of the new list" in form
    assert "Which list?" not in form


def test_a_list_is_read_by_its_public_link_and_changed_by_its_secret_one(client, edit):
    row = ReadingList.objects.get()
    secret = edit.split("/")[3]
    page = text(Client().get(f"/lists/{row.public_id}/"))

    assert "Read page 3 first." in page
    assert "Child Alder" in page
    assert secret not in page
    assert secret not in row.edit_digest
    assert secret in text(client.get(edit))


def test_the_public_link_changes_nothing(client, edit):
    row = ReadingList.objects.get()

    assert Client().post(f"/lists/{row.public_id}/", {"title": "x"}).status_code == 405
    assert Client().post(f"/lists/edit/{row.public_id}/", {"title": "x"}).status_code == 404


def test_a_browser_that_began_a_list_is_offered_it_again(client, edit, deposit):
    deposit(identifier="oxmoor-2026-02", title="Child Birch")
    row = ReadingList.objects.get()
    form = text(client.get("/lists/add?record=oxmoor-2026-02"))
    begin(client, record="oxmoor-2026-02", target=row.public_id, title="")

    assert "Which list?" in form
    assert row.items.count() == 2
    assert "Safe sleep, for Friday" in text(client.get("/lists/"))
    assert "Safe sleep, for Friday" not in text(Client().get("/lists/"))


def test_a_browser_can_forget_its_lists_which_stay(client, edit):
    client.post("/lists/forget")

    assert "remembers no list" in text(client.get("/lists/"))
    assert client.get(edit).status_code == 200


def test_a_passage_stands_on_the_list_with_its_words(client, alder):
    passage = Passage.objects.filter(text__contains="tidy home").get()
    begin(client, passage=passage.anchor)
    page = text(client.get(f"/lists/{ReadingList.objects.get().public_id}/"))

    assert "hidden behind a tidy home" in page
    assert f"#{passage.anchor}" in page


def test_notes_and_places_are_saved_and_entries_taken_off(client, edit, deposit):
    deposit(identifier="oxmoor-2026-02", title="Child Birch")
    row = ReadingList.objects.get()
    begin(client, record="oxmoor-2026-02", target=row.public_id)
    form = written(client, edit)
    first, second = form["item"]
    client.post(
        edit,
        {**form, f"place-{first}": "2", f"place-{second}": "1", f"note-{second}": "Begin here."},
    )
    order = [item.record.title for item in row.items.all()]
    client.post(edit, {**written(client, edit), "remove": [first]})

    assert order[0] == "Child Birch"
    assert [item.note for item in row.items.all()] == ["Begin here."]


def test_two_people_at_once_lose_nothing_and_are_told(client, edit):
    first, second = written(client, edit), written(client, edit)
    client.post(edit, {**first, "title": "For Monday"})
    answer = client.post(edit, {**second, "title": "For Friday"})
    page = text(answer)

    assert answer.status_code == 422
    assert "Somebody else changed this list" in page
    assert 'value="For Friday"' in page
    assert ReadingList.objects.get().title == "For Monday"

    version = re.search(r'name="version" value="(\d+)"', page)[1]
    client.post(edit, {**second, "title": "For Friday", "version": version})
    assert ReadingList.objects.get().title == "For Friday"


def test_a_list_without_a_title_keeps_what_was_typed(client, edit):
    form = written(client, edit)
    answer = client.post(edit, {**form, "title": " ", f"note-{form['item'][0]}": "Kept <b>"})

    assert answer.status_code == 422
    assert "Kept &lt;b&gt;" in text(answer)


def test_a_list_can_be_deleted_for_everyone(client, edit):
    public_id = ReadingList.objects.get().public_id
    client.post(f"{edit}delete")

    assert client.get(edit).status_code == 404
    assert client.get(f"/lists/{public_id}/").status_code == 404


def test_a_list_is_taken_away_for_reference_managers_and_spreadsheets(client, alder):
    begin(client, note="=1+1")
    public_id = ReadingList.objects.get().public_id
    ris = text(client.get(f"/lists/{public_id}/reading-list.ris"))
    table = text(client.get(f"/lists/{public_id}/reading-list.csv")).removeprefix("\ufeff")
    row = next(iter(csv.DictReader(io.StringIO(table))))

    assert "TI  - Child Alder" in ris
    assert "N1  - =1+1\r\nER  - " in ris
    assert row["Note"] == "'=1+1"
    assert row["Address"] == "http://testserver/records/oxmoor-2026-01/"
    assert client.get(f"/lists/{public_id}/reading-list.exe").status_code == 404


def test_a_withdrawn_review_is_named_and_its_words_are_not_shown(client, alder):
    passage = Passage.objects.filter(text__contains="tidy home").get()
    begin(client, passage=passage.anchor)
    withdraw(record=Record.objects.get(), reason="A family asked for it.", now=now())
    page = text(client.get(f"/lists/{ReadingList.objects.get().public_id}/"))

    assert "Withdrawn" in page
    assert "tidy home" not in page


@pytest.mark.parametrize(
    "address", ["/lists/add?record=nothing", "/lists/edit/wrong/", "/lists/wrong/", "/lists/add"]
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_html_in_a_note_is_shown_as_text(client, alder):
    begin(client, title="<script>alert(1)</script>", note="<img src=x>")
    page = text(client.get(f"/lists/{ReadingList.objects.get().public_id}/"))

    assert "<script>alert" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_forged_cookie_remembers_nothing(client, edit):
    client.cookies["irwell_lists"] = '["x"]:forged'

    assert "remembers no list" in text(client.get("/lists/"))


def test_a_long_list_asks_the_database_a_constant_number_of_times(
    client, edit, deposit, django_assert_max_num_queries
):
    deposit(identifier="oxmoor-2026-02", title="Child Birch")
    begin(client, record="oxmoor-2026-02", target=ReadingList.objects.get().public_id)
    with django_assert_max_num_queries(5):
        client.get(f"/lists/{ReadingList.objects.get().public_id}/")


def test_one_client_begins_no_lists_without_end(client, alder):
    answers = [begin(Client()).status_code for _ in range(21)]

    assert answers == [302] * 20 + [429]


def test_the_demonstration_has_a_list_and_a_search_to_look_at(client, alder, deposit):
    early = examples.begin(now=now())
    for number, name in enumerate(("Birch", "Cedar"), start=2):
        deposit(identifier=f"oxmoor-2026-0{number}", title=f"Child {name}")
    made = [examples.begin(now=now()) for _ in range(2)]

    assert (early, made) == (False, [True, True])
    assert "an hour with the team" in text(client.get("/lists/example/"))
    assert "an hour with the team" in text(client.get("/lists/"))
    assert SavedSearch.objects.get().confirmed_at is not None


def test_an_operator_removes_a_list_that_must_not_stay(client, edit, capsys):
    public_id = ReadingList.objects.get().public_id
    done = main(["alerts", "remove-list", public_id])
    again = main(["alerts", "remove-list", public_id])

    assert (done, again) == (0, 1)
    assert client.get(edit).status_code == 404
    assert "There is no list" in capsys.readouterr().err
