"""`irwell editors …`: who keeps the public repository in order."""

from __future__ import annotations

import argparse
import sys
from typing import Any


def add_commands(subparsers: Any) -> None:
    """Add the `editors` command to a command line."""
    editors = subparsers.add_parser("editors", help="who keeps the public repository in order")
    commands = editors.add_subparsers(dest="editors_command", required=True)
    add = commands.add_parser("add", help="let somebody work there; they sign in by e-mail")
    add.add_argument("email")
    add.add_argument("name")
    end = commands.add_parser("end", help="from now on they can do nothing there")
    end.add_argument("email")
    listed = commands.add_parser("list", help="everybody who may")
    for parser, run in ((add, run_add), (end, run_end), (listed, run_list)):
        parser.set_defaults(run=run, needs_django=True, settings="irwell.config.settings_public")


def run_add(args: argparse.Namespace) -> int:
    """Add an editor."""
    from django.core.exceptions import ValidationError

    from irwell.editors.actions import add_editor

    try:
        editor = add_editor(email=args.email, name=args.name)
    except ValidationError:
        print(f"{args.email} is not an e-mail address like name@example.org.", file=sys.stderr)
        return 1
    print(f"{editor.name} may work at /editors/ and signs in with {editor.email}.")
    return 0


def run_end(args: argparse.Namespace) -> int:
    """End an editor."""
    from irwell.core.time import now
    from irwell.editors.actions import end_editor
    from irwell.editors.queries import editors

    editor = editors().filter(email=args.email.lower()).first()
    if editor is None:
        print(f"{args.email} is no editor here.", file=sys.stderr)
        return 1
    end_editor(editor=editor, now=now())
    print(f"{editor.name} is signed out and may no longer work here.")
    return 0


def run_list(_args: argparse.Namespace) -> int:
    """List them."""
    from irwell.editors.queries import editors

    for editor in editors():
        print(f"{editor.email}  {editor.name}")
    return 0
