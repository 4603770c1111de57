"""The queue of decisions over a report of 100 pages, through the web: python bench/queue_page.py [--pages 100]

An invented Word report about three families, looked through once. Then single decisions, decisions on all places with
the same words, bulk decisions on a person, searches and pages of the queue, each with the page that follows it, as the
business manager. Fails when the 95th percentile of a decision, in the process's own time, is above 300 ms.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import invented_casework as casework

LIMIT_MS = 300
TIMES = 20
Took = tuple[float, float]  # by the clock, and the process's own, in milliseconds


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=100)
    options.add_argument("--here", action="store_true", help="on the database of the environment")
    given = options.parse_args()
    if not given.here:
        return casework.on_each(__file__, ["--pages", str(given.pages)])
    kind = casework.begin()
    case, maya = _case(given.pages)
    print(f"{kind}: {given.pages} pages")
    return int(_measure(case, maya))


def _case(pages: int) -> tuple[Any, Any]:
    """A case at the anonymisation with a register and an approved report of so many pages."""
    from bench.long_report import long_report
    from irwell.cases import actions as cases
    from irwell.core import time as clock
    from irwell.crypto.actions import create_key
    from tests.anonymisation.conftest import approve
    from tests.people import make_partnership, make_people
    from tests.stages import bring_to

    make_partnership()
    people = make_people()
    case = cases.open_case(key=create_key(), label="Rowan", by=people.maya, now=clock.now())
    data, register = long_report(pages)
    for number, entry in enumerate(register.entries):
        details = {
            "dates_of_birth": [str(day) for day in entry.dates_of_birth], "addresses": list(entry.addresses),
            "identifiers": list(entry.identifiers),
        }  # fmt: skip
        cases.add_identity(
            case=case, key=case.key, kind=entry.kind, role=entry.role[:40] or entry.kind, label=f"Entry {number + 1}",
            names=[*entry.names, *entry.aliases], details=details, by=people.maya,
        )  # fmt: skip
    approve(case, people, data)
    return bring_to(case, "anonymisation", people, now=clock.now()), people.maya


def _measure(case: Any, maya: Any) -> bool:
    from django.test import Client

    from irwell.anonymisation import actions, queries
    from irwell.core import time as clock

    began = time.perf_counter()
    run = actions.start(
        case=case, source=queries.approved_document(case), title="A review", dates="month", by=maya, now=clock.now()
    )  # fmt: skip
    print(
        f"  looked through in {time.perf_counter() - began:.1f} s: {len(run.lines):,} mentions, {run.open_decisions} to decide"
    )
    client, base = Client(), f"/cases/{case.pk}/anonymisation/queue/"
    client.force_login(maya, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = ("", "?show=all", "?show=all&page=50", "?show=all&order=text")
    _said(
        "a page of the queue", [_timed(client, base + query) for query in pages for _ in range(10)]
    )
    p95 = _said("one decision and the next page", _decisions(client, base, run, "accept"))
    worst = _said("all places with the same words", _decisions(client, base, run, "alike"))
    _said(
        "a search",
        [
            _timed(client, f"{base}find/", {"words": words})
            for words in ("school", "2024", "mother")
        ],
    )
    _said(
        "one report page before and after",
        [_timed(client, base.replace("queue", "before-and-after"))],
    )
    return max(p95, worst) > LIMIT_MS


def _decisions(client: Any, base: str, run: Any, press: str) -> list[Took]:
    from irwell.anonymisation import queries

    taken = []
    for _ in range(TIMES):
        run.refresh_from_db()
        line = next(
            x for x in queries.lines_of(run) if not x.decision.settled_by and not x.candidates
        )
        sent = {"press": press, "seen": line.state, "query": "show=all", "next": "queue"}
        taken.append(_timed(client, f"{base}{line.id}/quick/", sent))
    return taken


def _timed(client: Any, address: str, sent: dict[str, str] | None = None) -> Took:
    began, worked = time.perf_counter(), time.process_time()
    page = client.get(address) if sent is None else client.post(address, sent, follow=True)
    took = ((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000)
    assert page.status_code == 200, page.status_code
    return took


def _said(what: str, taken: list[Took]) -> float:
    clock, own = [took for took, _ in taken], [took for _, took in taken]
    p95 = statistics.quantiles(own, n=20)[-1] if len(own) > 1 else own[0]
    print(
        f"  {what}: {len(taken)} times, own time median {statistics.median(own):.0f} ms, 95th percentile {p95:.0f} ms;"
        f" by the clock median {statistics.median(clock):.0f} ms"
    )
    return p95


if __name__ == "__main__":
    sys.exit(main())
