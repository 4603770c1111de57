"""The whole suite: on PostgreSQL where initdb is found, in the browser where Chromium is found, on SQLite.

IRWELL_REQUIRE=browser,postgres,clamav makes a missing part a failure instead of a note.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = {part for part in os.environ.get("IRWELL_REQUIRE", "").split(",") if part}
# Not on PostgreSQL: no database in the engines and the look; the demonstration, the workflow, the opening of every
# page and the walk over every address only string together what the others test.
ON_SQLITE = (
    "anonymise", "chronology", "search", "statute", "ui", "demo", "workflow",
    "access/test_every_page_opens.py", "security/test_routes.py",
)  # fmt: skip
# Of these, where there is PostgreSQL, SQLite has only what uses no database: the steps of the journey and the public
# repository, which the browser walks on SQLite. What a database decides for itself (locks, constraints, outbox, log,
# access, dates) is tested on both.
ON_POSTGRES = (
    "agency_returns", "anonymisation", "combined_chronology", "criteria", "decisions", "learning", "local_learning",
    "publication", "radar", "rapid_reviews", "referrals", "repository", "reviewers", "reviews", "rule_changes", "themes",
)  # fmt: skip
# What a file makes ready once is made by one of the two; they take the files in the order of tests/conftest.py.
TWO = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
KEPT = "IRWELL_REQUIRE"  # fixtures read it: the browser, the scanner
# Compiled once: the suite starts some dozens of processes, and each would compile everything again.
SLOW = "PYTHONDONTWRITEBYTECODE"
CLEAN = {
    k: v for k, v in os.environ.items() if k == KEPT or not (k == SLOW or k.startswith("IRWELL_"))
}


def pytest(*words: str, **env: str) -> int:
    return subprocess.call([sys.executable, "-m", "pytest", "-q", *words], env={**CLEAN, **env})


def without(names: tuple[str, ...]) -> list[str]:
    return [f"--ignore=tests/{name}" for name in names]


def missing(part: str, how: str) -> bool:
    """Say what is missing; true when that must count as a failure."""
    print(f"skipped: {part}. To run it, {how}", flush=True)
    return part in REQUIRED


def find_initdb() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1]
    at = shutil.which("initdb")
    return Path(at) if at else None


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def on_postgres(initdb: Path, noted: dict[str, str]) -> int:
    """Run the suite in a temporary cluster that listens on a socket in its own folder only."""
    folder = Path(tempfile.mkdtemp(prefix="irwell-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, control = folder / "data", str(initdb.with_name("pg_ctl"))
    run = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run(
        as_postgres([str(initdb), "-D", str(data), "-U", "irwell", "-A", "trust"]), **run
    )
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    subprocess.run(
        as_postgres(
            [control, "-D", str(data), "-o", options, "-w", "-l", str(folder / "log"), "start"]
        ),
        **run,
    )
    try:
        url = f"postgresql://irwell@{str(folder).replace('/', '%2F')}/postgres"
        return pytest(
            *TWO, "-m", "not browser", *without(ON_SQLITE), IRWELL_TEST_DATABASE_URL=url, **noted
        )
    finally:
        subprocess.run(as_postgres([control, "-D", str(data), "-m", "immediate", "stop"]), **run)
        shutil.rmtree(folder, ignore_errors=True)


def main(words: list[str]) -> int:
    if subprocess.call([sys.executable, str(Path(__file__).with_name("build_frontend.py"))]):
        return 1
    if words:
        return pytest(*words)
    with tempfile.TemporaryDirectory() as drawn:
        return everything(Path(drawn))


def everything(drawn: Path) -> int:
    """Each part, also after one has failed; then what no part has drawn."""
    failed, noted = False, {"TEMPLATES_DRAWN": str(drawn)}
    initdb = find_initdb()
    if initdb:
        print("== PostgreSQL, a temporary cluster", flush=True)
        failed |= bool(on_postgres(initdb, noted))
    else:
        failed |= missing("postgres", "install PostgreSQL (Debian: apt-get install postgresql)")
    browser = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if browser:
        print("== browser", flush=True)
        failed |= bool(pytest(*TWO, "-m", "browser", "tests/browser", **noted))
    else:
        failed |= missing("browser", "install Chromium (Debian: apt-get install chromium)")
    if not shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        failed |= missing("clamav", "install ClamAV (Debian: apt-get install clamav-daemon)")
    print("== SQLite", flush=True)
    done = {"TESTED_ON_POSTGRES": " ".join(ON_POSTGRES)} if initdb else {}
    failed |= bool(pytest(*TWO, "-m", "not browser", **done, **noted))
    return int(failed or (browser and some_never_drawn(drawn)))


def some_never_drawn(folder: Path) -> bool:
    """True, and a list, when the run left a template out that is not among those known to wait for a test.

    The list tests/not_drawn_yet.txt may only become shorter.
    """
    seen = {line for path in folder.glob("*.txt") for line in path.read_text().splitlines()}
    waiting = set((ROOT / "tests" / "not_drawn_yet.txt").read_text().splitlines())
    left_out = sorted(every_template() - seen - waiting)
    for name in sorted(waiting & seen | waiting - every_template()):
        print(f"take {name} out of tests/not_drawn_yet.txt", flush=True)
    for name in left_out:
        print(f"no test draws the template {name}", flush=True)
    return bool(left_out)


def every_template() -> set[str]:
    """The name of each template, as Django knows it."""
    return {
        path.relative_to(folder).as_posix()
        for folder in (ROOT / "irwell").glob("*/templates")
        for path in folder.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
