"""The `irwell` command. Each part adds its own words; the engines' need no Django."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

# module -> needs nothing but its package; each has add_commands(subparsers)
PARTS = (
    "irwell.demo.cli",
    "irwell.config.cli",
    "irwell.administration.cli",
    "irwell.audit.cli",
    "irwell.repository.cli",
    "irwell.statute.cli",
    "irwell.chronology.cli",
    "irwell.anonymise.cli",
    "irwell.search.cli",
)


def parser() -> argparse.ArgumentParser:
    """Every word the command knows."""
    top = argparse.ArgumentParser(
        prog="irwell", description="Serious child safeguarding case reviews."
    )
    words = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for part in PARTS:
        importlib.import_module(part).add_commands(words)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 for done, 1 for a finding or refusal, 2 for a wrong call."""
    args = parser().parse_args(argv)
    if getattr(args, "needs_django", False):
        os.environ.setdefault(
            "DJANGO_SETTINGS_MODULE", getattr(args, "settings", "irwell.config.settings")
        )
        import django

        django.setup()
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
