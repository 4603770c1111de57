"""`irwell themes refresh`: code what changed and group recommendations anew."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any


def add_commands(subparsers: Any) -> None:
    """Add the `themes` command to a command line."""
    themes = subparsers.add_parser("themes", help="themes of the public repository’s records")
    commands = themes.add_subparsers(dest="themes_command", required=True)
    refresh = commands.add_parser("refresh", help="code what changed, group recommendations anew")
    refresh.add_argument("--everything", action="store_true", help="what did not change as well")
    refresh.set_defaults(
        run=run_refresh, needs_django=True, settings="irwell.config.settings_public"
    )
    example = commands.add_parser("example", help="invented reviews of other areas (demonstration)")
    example.set_defaults(
        run=run_example, needs_django=True, settings="irwell.config.settings_public"
    )


def run_example(_args: argparse.Namespace) -> int:
    """For the demonstration alone."""
    from django.conf import settings

    from irwell.core.time import now

    if not settings.IRWELL_DEMO:
        print("Only the demonstration holds invented reviews.")
        return 1
    import_module("irwell.demo.seeding.other_areas").save_reviews(now=now())
    import_module("irwell.demo.seeding.arriving").save_arrivals(now=now())
    return 0


def run_refresh(args: argparse.Namespace) -> int:
    """Bring themes up to date."""
    from irwell.themes.actions import refresh

    print(f"{refresh(everything=args.everything):,} records were coded.")
    return 0
