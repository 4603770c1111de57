"""`irwell setup FILE.toml`: the partnership, its agencies and its first administrator, from one file."""

import argparse
import sys
import tomllib
from pathlib import Path


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    setup = subparsers.add_parser(
        "setup", help="set up the partnership, its agencies and its first administrator from a file"
    )
    setup.add_argument("file", type=Path, help="see docs/how-to/set-up-a-partnership.md")
    setup.set_defaults(run=_setup, needs_django=True)


def _setup(args: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.urls import reverse

    from irwell.administration.actions import set_up
    from irwell.core.time import now

    try:
        data = tomllib.loads(args.file.read_text(encoding="utf-8"))
        administrator, token = set_up(data=data, now=now())
    except OSError as error:
        return _refuse(f"{args.file} cannot be read: {error.strerror}.")
    except tomllib.TOMLDecodeError as error:
        return _refuse(f"{args.file} is not TOML: {error}.")
    except ValidationError as error:
        return _refuse(" ".join(error.messages))
    join = reverse("administration:join", kwargs={"token": token})
    print(
        f"Set up. {administrator.name} joins within seven days at:\n{settings.IRWELL_BASE_URL}{join}"
    )
    return 0


def _refuse(sentence: str) -> int:
    print(f"irwell: {sentence} Nothing was changed.", file=sys.stderr)
    return 1
