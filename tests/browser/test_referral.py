"""The referral in a real browser: every page at a desk and on a phone; what is typed outlives its tab."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from irwell.referrals.models import Referral
from tests.browser.conftest import Visitor
from tests.people import People, make_partnership
from tests.referrals.test_files import add
from tests.referrals.test_the_form import fill, start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNREAD = {"place": "incident", "question": "When did it happen?", "words": "31/02/2024", "why": "February in 2024 has 29 days, so there is no 31 February 2024."}  # fmt: skip


def look(window: Visitor, pictures: Path, path: str, name: str) -> None:
    window.look(path, pictures, f"referral-{name}")


def test_every_page_of_a_referral(open_window: Any, pictures: Path, people: People) -> None:  # fmt: skip
    client, window = Client(), open_window()
    token = start(client)
    base = f"/refer/form/{token}/"
    for path, name in (
        ("/refer/", "1-start"),
        ("/refer/danger/", "2-danger"),
        ("/refer/word/", "3-word"),
    ):
        look(window, pictures, path, name)
    look(window, pictures, f"{base}check/", "4-gaps")
    fill(client, token)
    add(client, token)
    typed = {"reason": "Several injuries, and nobody", "version": 8, "sitting": "one"}
    client.post(f"{base}autosave/why/", typed)
    referral = Referral.objects.get()
    referral.unread = [UNREAD]
    referral.save()
    for path, name in (
        ("", "5-overview"), ("referrer/", "6-page"), ("all/children/", "7-children"), ("children/0/", "8-child"),
        ("remove/children/0/", "9-remove"), ("incident/", "10-incident"), ("why/", "11-typed"), ("files/", "12-files"),
        ("check/", "13-check"),
    ):  # fmt: skip
        look(window, pictures, base + path, name)
    client.post(f"{base}check/")
    look(window, pictures, f"{base}receipt/", "14-receipt")
    look(window, pictures, base, "15-sent")
    window.sign_in(people.maya)
    look(window, pictures, "/refer/inbox/", "16-inbox")
    look(window, pictures, f"/refer/inbox/{referral.pk}/", "17-triage")


def test_what_was_typed_outlives_its_tab(open_window: Any) -> None:
    make_partnership()
    window: Visitor = open_window()
    token = start(Client())
    window.go(f"/refer/form/{token}/why/")
    window.page.get_by_label("Why do you think this may need a review?").fill("Half a sentence")
    expect(window.page.get_by_text("Draft kept at")).to_be_visible(timeout=30_000)
    window.page.close()

    window.page = window.page.context.new_page()
    window.go(f"/refer/form/{token}/why/")

    expect(window.page.get_by_text("what you had typed and not yet saved")).to_be_visible()
    expect(window.page.get_by_label("Why do you think")).to_have_value("Half a sentence")
