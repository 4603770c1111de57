"""The pages of other processes beside a case in a real browser."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from irwell.cases.models import Case
from irwell.core import time
from irwell.parallel_processes.actions import Words, add_process, hold_for
from tests.people import People
from tests.stages import bring_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_processes(open_window: Any, pictures: Path, case: Case, people: People) -> None:
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
    window = open_window()
    window.sign_in(people.maya)

    window.look(base, pictures, "processes")
    window.look(f"{base}{trial.pk}/", pictures, "process")
    window.look(f"{base}{trial.pk}/change/", pictures, "process-change")
    window.look(f"{base}add/", pictures, "process-add")
    window.look(f"{base}{trial.pk}/hold/", pictures, "process-hold")
    window.look("/cases/", pictures, "process-board")
    bring_to(case, "pre_publication", people, now=time.now())
    window.sign_in(people.ines)
    window.look(f"/cases/{case.pk}/publication/checks/criminal_trial/", pictures, "process-gate")
