"""`irwell demo`: an invented partnership on one loopback address. `irwell codes`: fresh one-time codes."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from irwell.demo.listener import listen

ROOT = Path(__file__).resolve().parents[2]
TOUR = (
    "Open the address: the public page and its flowchart. “Refer a case” (no account): save, come back, send, read the receipt.",
    "Sign in as Maya: every date on one page, and Rules. Open Gorse: whose turn it is, the sheet of days. Fern: returns with the wall for the meeting room, and step 6, one chronology and what the machine noticed in it.",
    "Open Hazel, step 7: a meeting with quorum, the grid, and two partners against one. Laurel has the Panel’s reply; a practice review finds its reviewer in the pool. Maple, step 8, Report: “Go on writing” in the browser, and “Where it comes from” walks each paragraph back to its finding and lines.",
    "Open Nettle, step 8, Approval: one partner approved on a condition, and says how it was met; step 9: names found in a report, each to be decided, then read a second time; Oakapple, step 10: one check has to be looked at again, so nothing is published until Ines has done so and two others approve.",
    "“Published reviews” and the repository: Poplar’s review, found by its words or its meaning (ask for “dad violent to mum”: a result says that it has “father” for “dad”), its themes, what was recommended before, a search that is kept; step 11: did it change practice? A briefing as slides. The review’s own page and “What became of recommendations” tell everybody who answered. Clover, a near miss, is learned from locally.",
    "At the repository’s address add /editors/ and be Edith, an editor: a bundle kept aside because it was changed after it was signed; and programs of other institutions that are told, of which one is down and is tried again.",
)


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = subparsers.add_parser("demo", help="run an invented partnership on this machine")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument(
        "--fresh", action="store_true", help="forget what the demonstration holds and start over"
    )
    demo.add_argument("--prepare-only", action="store_true", help="set up, print, and stop")
    demo.add_argument(
        "--rest",
        action="store_true",
        help="make the longest cases (the demonstration does so itself)",
    )
    demo.set_defaults(run=_demo)
    codes = subparsers.add_parser(
        "codes", help="print fresh one-time codes of a demonstration person"
    )
    codes.add_argument("email")
    codes.set_defaults(run=_codes, needs_django=True)


PUBLIC_DOCUMENTS = ROOT.parent / "shared" / "data" / "search"
EDITORS = (  # of the repository; two, because two people code each review
    ("edith.crane@library.example", "Edith Crane"),
    ("josef.marsh@library.example", "Josef Marsh"),
)


def say(text: str) -> None:
    print(text, flush=True)


def _demo(args: argparse.Namespace) -> int:
    os.environ["IRWELL_MODE"] = "demo"
    os.environ["IRWELL_BASE_URL"] = f"http://127.0.0.1:{args.port}"
    os.environ["IRWELL_REPOSITORY_URL"] = f"http://127.0.0.1:{args.port + 1}"
    os.environ.setdefault("IRWELL_MAY_REACH", f"127.0.0.1:{args.port + 2}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "irwell.config.settings")
    if args.rest:
        return _seed_rest()
    if not args.prepare_only and (_busy(args.port) or _busy(args.port + 1)):
        say(
            f"Port {args.port} or {args.port + 1} is in use. Stop what uses it, or choose another: make demo PORT=8010"
        )
        return 1
    from irwell.config.env import read

    var = read().var
    if args.fresh and var.exists():
        _forget(var)
    if not args.prepare_only:
        return _run(args.port, var)
    if not _prepare(var):
        return 1
    _seed_rest()
    _print_guide(args.port)
    return 0


def _seed_rest() -> int:
    import django

    django.setup()
    from irwell.core.time import today
    from irwell.demo.actions import seed_rest

    seed_rest(today=today(), say=lambda text: say(f"further on: {text}"))
    return 0


def _busy(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _forget(var: Path) -> None:
    """Only a folder that a demonstration made is removed."""
    if not (var / "demonstration").exists():
        raise SystemExit(f"{var} was not made by the demonstration; nothing was removed.")
    shutil.rmtree(var)


def _prepare(var: Path) -> bool:
    """Pages and the repository's database are made beside the casework database and its cases."""
    started = time.monotonic()
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    from irwell.config.cli import create_keys

    create_keys(var)
    anew = _newer_code(var)
    with ThreadPoolExecutor() as beside:
        pages = beside.submit(_make_pages, var)
        repository = beside.submit(_migrate_repository, anew)
        _make_cases(anew)
        if not (pages.result() and repository.result()):
            return False
    (var / "demonstration").write_text(_stamp())
    say(f"ready in {time.monotonic() - started:.1f} s")
    return True


def _make_pages(var: Path) -> bool:
    from irwell.config.cli import manage

    if subprocess.call([sys.executable, str(ROOT / "scripts" / "build_frontend.py")]):  # noqa: S603
        return False
    return not (_newer_code(var) and manage("web", "collectstatic", "--no-input", "-v", "0"))


def _migrate_repository(anew: bool) -> bool:
    from irwell.config.cli import manage

    if not anew:
        return True
    if manage("public", "migrate", "--no-input", "-v", "0"):
        return False
    if any(_public_command("editors", "add", *each) for each in EDITORS):
        return False
    return not _public_command("themes", "example")


def _public_command(*words: str) -> int:
    """A command of the repository's own process, which has its own settings."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "irwell.config.settings_public"}
    command = [sys.executable, "-m", "irwell", *words]
    return subprocess.call(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603


def _make_cases(anew: bool) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from irwell.core.time import today
    from irwell.demo.actions import seed

    if anew:
        say("preparing the database and pages …")
        call_command("migrate", verbosity=0, interactive=False)
    seed(today=today(), say=lambda text: say(f"seeding: {text}"))


def _stamp() -> str:
    """Changes when a migration or a static file changes."""
    watched = [*ROOT.glob("irwell/*/migrations/*.py"), *ROOT.glob("irwell/ui/static/**/*")]
    return str(max(int(p.stat().st_mtime) for p in watched))


def _newer_code(var: Path) -> bool:
    made = var / "demonstration"
    return not made.exists() or made.read_text() != _stamp()


def _print_guide(port: int) -> None:
    from irwell.accounts.models import User
    from irwell.demo.actions import codes_for
    from irwell.demo.data import load

    data = load()
    say(f"\n  Irwell, a demonstration: http://127.0.0.1:{port}/")
    say(f"  The repository, a process of its own: http://127.0.0.1:{port + 1}/\n")
    say(
        f"  Everyone’s password: {data['password']}    (a code works once; more: irwell codes EMAIL)\n"
    )
    for row in data["person"]:
        user = User.objects.get(email=f"{row['key']}@calderbrook.example")
        say(f"  {user.email:28} codes {'  '.join(codes_for(user)):20}  {row['job']}: {row['look']}")
    say("\n  A tour in six steps")
    for number, step in enumerate(TOUR, 1):
        say(f"  {number}. {step}")
    say("\n  Ctrl-C stops everything. `make demo ARGS=--fresh` starts over.\n")


def _run(port: int, var: Path) -> int:
    """Web, repository and worker in one process group; when one ends or Ctrl-C is pressed, all end.

    Where nothing is to be made, the sites load while what is there is looked at. The worker and the longest cases
    wait until the sites answer.
    """
    running: list[subprocess.Popen[bytes]] = []
    loading: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    try:
        made = not _newer_code(var)
        if made:
            running += _start_sites(port)
        if not _prepare(var):
            return 1
        if not made:
            running += _start_sites(port)
        _print_guide(port)
        _wait_for_the_sites(port, running)
        running.append(_start("work"))
        listen(port + 2)
        loading += [_tell_readers(), *_make_rest(port), *_load_public_documents()]
        while all(process.poll() is None for process in running):
            time.sleep(0.3)
        say("A process ended; stopping the rest.")
        return 1
    except KeyboardInterrupt:
        say("stopping …")
        return 0
    finally:
        for process in (*running, *loading):
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:  # a busy machine; it holds nothing that is not kept
                process.kill()


def _start(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "irwell", *words])  # noqa: S603


def _start_sites(port: int) -> "list[subprocess.Popen[bytes]]":
    return [
        _start("serve", "web", "--bind", f"127.0.0.1:{port}"),
        _start("serve", "public", "--bind", f"127.0.0.1:{port + 1}"),
    ]


def _wait_for_the_sites(port: int, running: "list[subprocess.Popen[bytes]]") -> None:
    """Until both answer, for half a minute at the most."""
    until = time.monotonic() + 30
    for number in (port, port + 1):
        while time.monotonic() < until and all(process.poll() is None for process in running):
            try:
                with socket.create_connection(("127.0.0.1", number), timeout=2) as line:
                    line.sendall(b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                    if line.recv(12):
                        break
            except OSError:
                time.sleep(0.1)


def _make_rest(port: int) -> list["subprocess.Popen[bytes]"]:
    """The longest cases, made by a process of their own; none when they are there."""
    from irwell.demo.actions import rows_to_come

    labels = [row["label"] for row in rows_to_come()]
    if not labels:
        return []
    say(f"  Made while you look, in about two minutes: {', '.join(labels)}.\n")
    words = [sys.executable, "-m", "irwell", "demo", "--rest", "--port", str(port)]
    return [subprocess.Popen(words)]  # noqa: S603


def _load_public_documents() -> list["subprocess.Popen[bytes]"]:
    """Where real public documents lie beside the checkout, the repository reads them in the background.

    Nothing waits for it: the sites answer at once, its front page shows how far it is, and a run that was
    stopped goes on where it was.
    """
    if not PUBLIC_DOCUMENTS.is_dir():
        return []
    from irwell.config.env import read

    say(f"  The repository reads the public documents in {PUBLIC_DOCUMENTS} in the background.\n")
    words = [sys.executable, "-m", "irwell", "repository", "ingest", str(PUBLIC_DOCUMENTS)]
    folder = read().var / "repository"
    folder.mkdir(parents=True, exist_ok=True)
    # The child has its own settings: the repository's, never the casework's.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "irwell.config.settings_public"}
    with (folder / "reading.log").open("ab") as log:
        return [
            subprocess.Popen(  # noqa: S603
                words, stdout=log, stderr=log, env=environment, preexec_fn=lambda: os.nice(19)
            )
        ]  # fmt: skip


def _tell_readers() -> "subprocess.Popen[bytes]":
    """The worker of the public site, with the repository's settings: saved searches, and an example of each."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "irwell.config.settings_public"}
    words = [sys.executable, "-m", "irwell", "alerts", "work", "--example"]
    return subprocess.Popen(words, env=environment, preexec_fn=lambda: os.nice(19))  # noqa: S603


def _codes(args: argparse.Namespace) -> int:
    from irwell.accounts.models import User
    from irwell.demo.actions import codes_for

    user = User.objects.filter(email=args.email).first()
    if user is None:
        say(f"Nobody has the address {args.email}.")
        return 1
    say("  ".join(codes_for(user, wanted=5)))
    return 0
