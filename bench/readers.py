"""How long a page takes while twenty people read.

    python bench/readers.py http://127.0.0.1:8001 [--readers 20] [--pause 5] [--minutes 1]

Each reader asks for a page, reads for about `--pause` seconds (0: asks again at once) and asks for the next, and begins at a moment of their own: searches by relevance and by words,
filters, a review, what is like it, a comparison. Prints p50, p95 and p99 in milliseconds for each kind of page, and the processor time of the
serving process where --pid names it.
"""

from __future__ import annotations

import argparse
import random
import re
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote_plus

QUESTIONS = (
    "ambulance took too long to arrive", "baby asleep in an adult bed", "nobody shared information between agencies",
    "medication given without review", "missed appointments were not followed up", "self harm in custody", "risk assessment was not updated",
    "discharged from hospital too early", "staff shortages on the ward", "training of new officers", "observation every fifteen minutes",
    "father was never spoken to", "school did not know", "out of hours crisis team", "records could not be found",
)  # fmt: skip


def asked(url: str) -> tuple[float, str]:
    begun = time.perf_counter()
    # each page as if from a reader of its own: one alone is told to wait after 600 pages a minute
    sender = {"X-Forwarded-For": f"reader-{random.getrandbits(64)}"}
    with urllib.request.urlopen(urllib.request.Request(url, headers=sender), timeout=60) as answer:
        body = answer.read().decode()
    return (time.perf_counter() - begun) * 1000, body


def read(base: str, until: float, pause: float, seed: int, took: list[tuple[str, float]]) -> None:
    draw = random.Random(seed)
    time.sleep(draw.uniform(0, pause))  # people do not come in the same instant
    while time.monotonic() < until:
        question = quote_plus(" ".join(draw.sample(draw.choice(QUESTIONS).split(), 3)))
        kind, path = draw.choice(
            (
                ("by relevance", f"/search?q={question}"),
                ("by relevance", f"/search?q={question}&page=2"),
                ("these words", f"/search?q={question}&mode=words"),
                ("narrowed", f"/search?q={question}&from=2018&to=2023"),
            )
        )
        spent, body = asked(base + path)
        took.append((kind, spent))
        found = re.findall(r'href="(/records/[^/"]+/)(?:#[^"]*)?"', body)
        if found and draw.random() < 0.5:
            first, other = draw.choice(found), draw.choice(found)
            name, second = (each.split("/")[2] for each in (first, other))
            for kind, path in (
                ("a review", first),
                ("more like it", f"{first}similar"),
                ("two compared", f"/compare?a={name}&b={second}"),
            ):
                time.sleep(draw.expovariate(1 / pause) if pause else 0)
                took.append((kind, asked(base + path)[0]))
        time.sleep(draw.expovariate(1 / pause) if pause else 0)


def together(base: str, readers: int) -> list[float]:
    """How long each of so many waits who press the button in the same instant, in milliseconds."""
    gate = threading.Barrier(readers)
    waited: list[float] = []

    def press(question: str) -> None:
        gate.wait()
        waited.append(asked(f"{base}/search?q={quote_plus(question)}")[0])

    pressing = [
        threading.Thread(target=press, args=(QUESTIONS[number % len(QUESTIONS)],))
        for number in range(readers)
    ]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    return sorted(waited)


def processor(pid: int) -> float:
    """Seconds of processor time that the process and those it started have taken."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(words[11]) + int(words[12])) / 100 + sum(processor(int(each)) for each in started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--pid", type=int)
    args = parser.parse_args()
    asked(f"{args.base}/search?q=warm+up")
    at_once = together(args.base, args.readers)
    print(
        f"{args.readers} searches in the same instant: half within {at_once[len(at_once) // 2]:.0f} ms, the last {at_once[-1]:.0f} ms"
    )
    took: list[tuple[str, float]] = []
    until, before = time.monotonic() + 60 * args.minutes, processor(args.pid) if args.pid else 0
    readers = [
        threading.Thread(target=read, args=(args.base, until, args.pause, seed, took))
        for seed in range(args.readers)
    ]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    print(f"{args.readers} readers, {args.pause} s between pages, {len(took)} pages")
    if args.pid:
        print(f"processor time a page: {(processor(args.pid) - before) / len(took) * 1000:.1f} ms")
    for kind in ["all", *sorted({kind for kind, _ in took})]:
        times = sorted(spent for each, spent in took if kind in ("all", each))
        p50, p95, p99 = (times[min(len(times) - 1, int(len(times) * q))] for q in (0.5, 0.95, 0.99))
        print(f"{kind:14}{len(times):6}  p50 {p50:7.1f}  p95 {p95:7.1f}  p99 {p99:7.1f}")


if __name__ == "__main__":
    main()
