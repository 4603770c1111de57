"""Every check that needs no test run: style (with the security rules), types, layers, migrations. Stops at the first that fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ENV = {**os.environ, "DJANGO_SETTINGS_MODULE": "irwell.config.settings_test"}
ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted(str(path) for path in (ROOT / "irwell").glob("**/templates/**/*.html"))
CHECKS = (
    ("style", [BIN / "ruff", "check", "."]),
    ("format", [BIN / "ruff", "format", "--check", "."]),
    ("templates", [BIN / "djade", "--target-version", "5.2", "--check", *TEMPLATES]),
    ("types", [BIN / "mypy"]),
    ("layers", [BIN / "lint-imports"]),
    ("migrations", [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ("configuration", [sys.executable, "-m", "django", "check"]),
)


def main() -> int:
    for name, command in CHECKS:
        started = time.monotonic()
        done = subprocess.run(
            [str(part) for part in command], env=ENV, capture_output=True, text=True
        )
        print(
            f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - started:.1f} s)"
        )
        if done.returncode:
            print(done.stdout + done.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
