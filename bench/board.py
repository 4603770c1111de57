"""The deadline board over 200 partnerships x 500 cases, through the web: time and number of queries of each page.

    .venv/bin/python bench/board.py            SQLite, and PostgreSQL where initdb is found
    .venv/bin/python bench/board.py --cases 5000

One database holds 100,000 open cases with 200,000 running dates. Two people ask: a business manager who is
named on every case, and a partner named on 500 of them. Fails when a 95th percentile is above 200 ms or when the
number of queries depends on how much there is (a filter adds up to four that look for the shorter way).
"""

import argparse
import datetime as dt
import re
import statistics
import sys
import time
from html import unescape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench import invented_casework as casework

LIMIT_MS = 200
ONWARD = re.compile(r'href="(\?[^"]*after=[^"]*)"')
TIMES = 12
A_PARTNERSHIP = 500
PAGES = (
    "", "clock=C6", "clock=C9", "stage=3", "role=business_manager", "mine=on", "when=late", "when=week",
    "stage=7&mine=on",
)  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--cases", type=int, default=200 * A_PARTNERSHIP)
    options.add_argument("--here", action="store_true", help="on the database of the environment")
    given = options.parse_args()
    if not given.here:
        return casework.on_each(__file__, ["--cases", str(given.cases)])
    kind, now = casework.begin(), dt.datetime.now(dt.UTC)
    started = time.monotonic()
    manager, partner = _load(given.cases, now)
    casework.settle()
    print(
        f"{kind}: {given.cases:,} open cases, {2 * given.cases:,} running dates, loaded in {time.monotonic() - started:.0f} s"
    )
    failed = False
    for name, person in (("manager of every case", manager), ("partner on 500 cases", partner)):
        failed |= _measure(name, person)
    return int(failed)


def _load(count: int, now: dt.datetime) -> tuple[Any, Any]:
    made, cases = casework.people(2 + count // A_PARTNERSHIP), casework.cases(count, now=now)
    manager, partner, *others = made
    casework.name_on(((case, manager, "business_manager") for case in cases), now=now)
    casework.name_on(
        ((case, others[n // A_PARTNERSHIP], "chair") for n, case in enumerate(cases)), now=now
    )
    half = count // 2
    mine = cases[half : half + A_PARTNERSHIP]
    casework.name_on(((case, partner, "statutory_partner") for case in mine), now=now)
    return manager, partner


def _measure(name: str, person: Any) -> bool:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/cases/")
    taken: list[float] = []
    busy: list[float] = []
    counts: set[int] = set()
    slowest = ("", 0.0)
    for query in PAGES:
        address = f"/cases/?{query}"
        for _ in range(TIMES):
            began, worked = time.perf_counter(), time.process_time()
            page = client.get(address)
            took = (time.perf_counter() - began) * 1000
            assert page.status_code == 200, page.status_code
            taken.append(took)
            busy.append((time.process_time() - worked) * 1000)
            slowest = max(slowest, (address, took), key=lambda pair: pair[1])
            onward = ONWARD.search(page.content.decode())
            address = f"/cases/{unescape(onward.group(1))}" if onward else f"/cases/?{query}"
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(f"/cases/?{query}")
        counts.add(len(caught))
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(
        f"  {name}: {len(taken)} pages, median {statistics.median(taken):.0f} ms, 95th percentile {p95:.0f} ms,"
        f" of the process’s own time {statistics.quantiles(busy, n=20)[-1]:.0f} ms,"
        f" slowest {slowest[1]:.0f} ms ({slowest[0][:60]}); queries {min(counts)} to {max(counts)}"
    )
    return p95 > LIMIT_MS or max(counts) - min(counts) > 4


if __name__ == "__main__":
    sys.exit(main())
