"""The pages of other processes beside a case in a real browser."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from irwell.cases.models import Case
from irwell.core import time
from irwell.parallel_processes.actions import Words, add_process, hold_for
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.people import People
from tests.stages import bring_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


def look(window: Visitor, path: str, name: str, pictures: Path) -> None:
    window.go(path)
    window.picture(pictures, name)
    window.check_axe()
    wide = window.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= (window.page.viewport_size or DESK)["width"], path


@SIZES
def test_processes(
    open_window: Any, pictures: Path, case: Case, people: People, size: dict[str, int]
) -> None:
    today, base = time.today(), f"/cases/{case.pk}/processes/"
    trial = add_process(
        case=case, kind="criminal", by=people.maya, now=time.now(),
        words=Words(
            status="open", contact="DS Harrow Penn, Calderbrook Police, 01632 960123", reference="Crime 77/4402",
            witnesses="Ask DS Penn before meeting Mother or the health visitor.", disclosure="Drafts are disclosable to both sides.",
            publication="Waits for verdict and sentence.", next_on=today + dt.timedelta(days=40), next_what="Plea hearing",
        ),
    )  # fmt: skip
    add_process(case=case, kind="inquest", by=people.maya, now=time.now(), words=Words(status="expected", contact="The coroner’s officer"))  # fmt: skip
    hold_for(process=trial, reason="Meetings with practitioners wait until the plea hearing.", by=people.maya, now=time.now())  # fmt: skip
    window = open_window(size)
    window.sign_in(people.maya)

    look(window, base, "processes", pictures)
    look(window, f"{base}{trial.pk}/", "process", pictures)
    look(window, f"{base}{trial.pk}/change/", "process-change", pictures)
    look(window, f"{base}add/", "process-add", pictures)
    look(window, f"{base}{trial.pk}/hold/", "process-hold", pictures)
    look(window, "/cases/", "process-board", pictures)
    bring_to(case, "pre_publication", people, now=time.now())
    window.sign_in(people.ines)
    look(window, f"/cases/{case.pk}/publication/checks/criminal_trial/", "process-gate", pictures)
