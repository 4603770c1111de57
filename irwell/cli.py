"""The `irwell` command. Each part adds its own words; the engines' need no Django."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

# Where each word lives. Only the module of the word that was typed is loaded: the engines' libraries take a second.
# Each module has add_commands(subparsers), and needs nothing but its package.
PARTS = {
    "irwell.demo.cli": ("demo", "codes"),
    "irwell.config.cli": ("migrate", "serve", "work", "keys", "check"),
    "irwell.administration.cli": ("setup",),
    "irwell.audit.cli": ("audit",),
    "irwell.repository.cli": ("repository",),
    "irwell.saved_searches.cli": ("alerts",),
    "irwell.editors.cli": ("editors",),
    "irwell.themes.cli": ("themes",),
    "irwell.statute.cli": ("clock", "criteria"),
    "irwell.chronology.cli": ("chronology",),
    "irwell.anonymise.cli": ("anonymise", "verify"),
    "irwell.search.cli": ("search",),
}


def parser(word: str = "") -> argparse.ArgumentParser:
    """The command with the given word; without one, or with an unknown one, with every word."""
    top = argparse.ArgumentParser(
        prog="irwell", description="Serious child safeguarding case reviews."
    )
    words = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for part in [p for p, known in PARTS.items() if word in known] or PARTS:
        importlib.import_module(part).add_commands(words)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 for done, 1 for a finding or refusal, 2 for a wrong call."""
    typed = list(sys.argv[1:] if argv is None else argv)
    args = parser(typed[0] if typed else "").parse_args(typed)
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
