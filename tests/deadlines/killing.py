"""A worker that is killed again and again while a clock walks from Friday to Tuesday; run as a program.

    python -m tests.deadlines.killing FOLDER SEED KILLS

Each worker is a forked process that runs every sweep of the service on a database file and writes its mail to a
folder. It is killed (SIGKILL, by itself) at a random line of the service's code, the seed deciding which, or at
none. The same story is told to a second copy of the database by workers that nobody kills. What became of both is
printed as JSON.
"""

import json
import math
import os
import random
import re
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

PLACES = ("/irwell/", "/django/core/mail/", "/django/db/transaction.py")
MOMENTS = (
    "2026-11-27 07:00", "2026-11-27 08:00", "2026-11-27 11:00", "2026-11-27 16:30",  # and nobody works till Monday
    "2026-11-30 07:00", "2026-11-30 08:00", "2026-11-30 15:00", "2026-12-01 07:00", "2026-12-01 08:00",
    "2026-12-01 17:00",
)  # fmt: skip
MESSAGE = re.compile(rb"^Message-ID: <([0-9a-f-]{36})@", re.MULTILINE)
CASES = 6
LONGEST = 9_000  # lines of a round that has everything to do
KILLED = -signal.SIGKILL


def at(text: str) -> datetime:
    from irwell.core.time import LONDON

    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def set_the_scene(_: datetime) -> None:
    """Cases whose clocks, tasks and requests fall due on Friday, Monday and Tuesday."""
    from irwell.access import actions as access
    from irwell.accounts.actors import SYSTEM
    from irwell.cases import actions as cases
    from irwell.crypto.actions import create_key
    from tests.people import make_partnership, make_people
    from tests.stages import bring_to

    make_partnership()
    people, start = make_people(), at("2026-11-24 18:00")
    roles = {"colm": "chair", "lena": "statutory_partner", "priti": "statutory_partner", "tomos": "agency_lead"}  # fmt: skip
    for n in range(CASES):
        case = cases.open_case(key=create_key(), label=f"Tree {n}", by=people.maya, now=start)
        for key, role in roles.items():
            access.add_member(
                case_id=case.pk, user=getattr(people, key), role=role, reason="Named", by=SYSTEM,
                now=start,
            )  # fmt: skip
        aware = at(
            f"2026-11-{20 + (0, 3, 4)[n % 3]} 12:00"
        )  # due on the 27th, the 30th and the 1st
        cases.record_date(
            case=case, fact="la_aware_event_at", value=aware, by=people.maya, now=start
        )
        cases.add_task(
            case=case, title="Ring the ward", for_role="business_manager", by=SYSTEM,
            due_on=date(2026, 11, 26) + timedelta(days=n % 2),
        )  # fmt: skip
        if n < 2:
            _ask(bring_to(case, "rr_gathering", people, now=start), people, start)


def _ask(case: Any, people: Any, now: datetime) -> None:
    from irwell.accounts.models import Agency
    from irwell.agency_returns.actions.asking import Letter, ask
    from irwell.cases.actions import add_identity

    child = add_identity(
        case=case, key=case.key, kind="person", role="child", label="Child A", names=["Kit Stannery"],
        details={}, by=people.maya,
    )  # fmt: skip
    letter = Letter(
        questions="What did you know?", basis="public_task", basis_text="Sections 16E to 16H", about=[child],
        due_on=date(2026, 11, 25), period_from=None, period_to=None,
    )  # fmt: skip
    asked = Agency.objects.filter(kind__in=("hospital", "education"))
    ask(case=case, contacts={a: a.contact_email for a in asked}, letter=letter, by=people.maya, now=now)  # fmt: skip


def office(now: datetime) -> None:
    """What people do in between: a clock stops, cases move, a task is done."""
    from irwell.accounts.models import User
    from irwell.cases import actions as cases
    from irwell.cases.models import Case

    maya = User.objects.get(name__startswith="Maya")
    every = list(Case.objects.order_by("reference"))
    if f"{now:%m-%d %H}" == "11-27 11":
        cases.stop_clock(case=every[3], clock="C2", at=now, outcome="met", by=maya)
        cases.move(case=every[4], to="criteria_discussion", by=maya, now=now)
    if f"{now:%m-%d %H}" == "11-30 15":
        cases.move(case=every[5], to="criteria_discussion", by=maya, now=now)
        cases.finish_task(task=every[5].tasks.get(), by=maya, now=now)


def work(now: datetime) -> None:
    """Rounds of a fresh worker until nothing is left to do at this moment."""
    from irwell.core.sweeps import Loop

    loop = Loop()
    for tick in range(0, 100_000, 10_000):
        if not loop.round(lambda: now, tick=tick):
            return


def dying(now: datetime, lines: int) -> None:
    """The same worker, killed at that line of ours."""
    left = lines

    def inside(_frame: Any, _event: str, _arg: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return inside

    def entering(frame: Any, _event: str, _arg: Any) -> Any:
        name = frame.f_code.co_filename
        return inside if any(place in name for place in PLACES) else None

    sys.settrace(entering)
    work(now)
    sys.settrace(None)


def in_a_child(do: Callable[[datetime], None], now: datetime) -> int:
    """Fork, travel, do, and leave without cleaning up. 0, or the signal that ended it."""
    import time_machine

    child = os.fork()
    if child == 0:
        try:
            with time_machine.travel(now, tick=False):
                do(now)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, KILLED):
        raise SystemExit(f"a worker ended with {status} at {now}")
    return status


def tell(chance: random.Random | None, budget: int) -> int:
    """Walk from Friday to Tuesday; how many workers were killed on the way."""
    kills = 0
    for n, moment in enumerate(MOMENTS):
        now, wanted = at(moment), -(-(budget - kills) // (len(MOMENTS) - n))
        in_a_child(office, now)
        while chance is not None and wanted > 0:
            lines = int(math.exp(chance.uniform(math.log(20), math.log(LONGEST))))
            if in_a_child(lambda now, lines=lines: dying(now, lines), now) == KILLED:
                kills += 1
                wanted -= 1
                now += timedelta(seconds=chance.choice((20, 70, 200)))
            else:
                break  # it came through: nothing is left to do at this moment
        in_a_child(work, now)
        in_a_child(work, now + timedelta(minutes=6))  # claims of the dead are stale by now
    return kills


def what_became(mail: Path) -> dict[str, Any]:
    """Every notice with what became of it, and how often each left."""
    from irwell.audit.queries import verify_log
    from irwell.deadlines.models import Digest, Escalation
    from irwell.messaging.models import Notice

    left = Counter(
        found.decode() for path in mail.iterdir() for found in MESSAGE.findall(path.read_bytes())
    )
    notices = [
        {
            "once": n.once, "sent": n.sent_at is not None, "uncertain": n.uncertain, "ending": n.ending,
            "left": left[str(n.pk)],
        }
        for n in Notice.objects.all()
    ]  # fmt: skip
    return {
        "notices": notices,
        "strangers": sorted(set(left) - {str(pk) for pk in Notice.objects.values_list("pk", flat=True)}),
        "escalations": sorted(f"{e.rule} {e.about_id} {e.due_on}" for e in Escalation.objects.all()),
        "digests": sorted(f"{d.person_id} {d.day}" for d in Digest.objects.all()),
        "log": verify_log().intact,
    }  # fmt: skip


def copy(old: Path, new: Path) -> None:
    """A whole copy, with what still stands in the write-ahead log."""
    with sqlite3.connect(old) as given, sqlite3.connect(new) as taken:
        given.backup(taken)
    given.close()
    taken.close()


def on(folder: Path, name: str, do: Callable[[], Any]) -> Any:
    """With the database and the mail folder of that name."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(folder / f"{name}.sqlite3")
    settings.EMAIL_FILE_PATH = str(folder / f"{name}-mail")
    Path(settings.EMAIL_FILE_PATH).mkdir(exist_ok=True)
    found = do()
    connection.close()
    return found


def main(folder: Path, seed: int, wanted: int) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    begin = folder / "calm.sqlite3"
    if not begin.exists():
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
    on(folder, "calm", lambda: in_a_child(set_the_scene, at("2026-11-24 18:00")))
    walks, kills, number = [], 0, 0
    copy(begin, folder / "begin.sqlite3")
    on(folder, "calm", lambda: tell(None, 0))
    calm = on(folder, "calm", lambda: what_became(folder / "calm-mail"))
    while kills < wanted:
        number += 1
        name = f"killed-{number}"
        copy(folder / "begin.sqlite3", folder / f"{name}.sqlite3")
        chance = random.Random(f"{seed} {number}")
        budget = wanted - kills
        kills += on(folder, name, lambda chance=chance, budget=budget: tell(chance, budget))
        walks.append(on(folder, name, lambda name=name: what_became(folder / f"{name}-mail")))
    print(json.dumps({"kills": kills, "calm": calm, "walks": walks}))


if __name__ == "__main__":
    import django

    django.setup()
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
