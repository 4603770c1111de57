"""`irwell migrate | serve | work | keys | check`: running the processes."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SETTINGS = {"web": "irwell.config.settings", "public": "irwell.config.settings_public"}


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    migrate = subparsers.add_parser("migrate", help="bring the databases up to date")
    migrate.set_defaults(run=_migrate)
    serve = subparsers.add_parser(
        "serve", help="serve the casework site (web) or the repository (public)"
    )
    serve.add_argument("face", choices=sorted(SETTINGS))
    serve.add_argument("--bind", default="127.0.0.1:8000", help="address and port")
    serve.add_argument("--threads", type=int, default=8)
    serve.set_defaults(run=_serve)
    work = subparsers.add_parser("work", help="run the sweeps: notices, deadlines, bundles")
    work.add_argument("--once", action="store_true", help="one round, then stop")
    work.set_defaults(run=_work, needs_django=True)
    keys = subparsers.add_parser("keys", help="make the keys of a new installation")
    keys.add_argument("verb", choices=["create"])
    keys.set_defaults(run=_keys)
    check = subparsers.add_parser("check", help="check this installation before it serves")
    check.add_argument(
        "what", nargs="?", choices=["files"],
        help="files: every row has its sealed file and every file its row",
    )  # fmt: skip
    check.add_argument(
        "--open", action="store_true", help="with files: open each and compare its SHA-256"
    )
    check.set_defaults(run=_check)


def manage(face: str, *words: str) -> int:
    """Run a Django command for one face in a process of its own."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS[face]}
    return subprocess.call([sys.executable, "-m", "django", *words], env=env)  # noqa: S603


def _migrate(_args: argparse.Namespace) -> int:
    return (
        manage("web", "migrate", "--no-input", "-v", "0")
        or manage("public", "migrate", "--no-input", "-v", "0")
        or manage("public", "createcachetable", "-v", "0")
    )


def _serve(args: argparse.Namespace) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS[args.face]
    command = [
        sys.executable, "-m", "gunicorn", "irwell.config.wsgi:application", "--bind", args.bind,
        "--worker-class", "gthread", "--workers", "1", "--threads", str(args.threads), "--no-control-socket",
        "--log-level", "warning", "--limit-request-line", "8190",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606


def _work(args: argparse.Namespace) -> int:
    from irwell.core.sweeps import Loop
    from irwell.core.time import now

    loop = Loop()
    signal.signal(signal.SIGTERM, loop.stop)
    while not loop.stopping:
        loop.round(now, tick=time.monotonic())
        if args.once:
            break
        time.sleep(1)
    return 0


def create_keys(var: Path) -> int:
    """Make what is missing of the secret keys, the keyring and the signing key. Returns how many were made."""
    from irwell.config.secrets import secret_key, write_private
    from irwell.crypto.keyring import create
    from irwell.crypto.signing import create_signing_key

    secret_key(var / "secrets" / "django.key", create=True)
    secret_key(var / "repository" / "django.key", create=True)
    made = 0
    if not (var / "secrets" / "keyring.json").exists():
        create(var / "secrets" / "keyring.json")
        made += 1
    if not (var / "secrets" / "publication.pem").exists():
        private, public = create_signing_key()
        write_private(var / "secrets" / "publication.pem", private)
        write_private(var / "repository" / "trusted-keys" / "this-partnership.pem", public)
        made += 1
    return made


def _keys(_args: argparse.Namespace) -> int:
    from irwell.config.env import read

    var = read().var
    made = create_keys(var)
    print(
        f"{made} new key file(s) in {var / 'secrets'}. Keep a copy of this folder somewhere safe."
    )
    return 0


def _check(args: argparse.Namespace) -> int:
    if args.what == "files":
        return _check_files(open_each=args.open)
    return manage("web", "check", "--deploy", "--fail-level", "WARNING") or manage(
        "public", "check", "--deploy", "--fail-level", "WARNING"
    )


def _check_files(*, open_each: bool) -> int:
    """Exit 1 when a row has no file, a file no row, or a file is not what was sealed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS["web"])
    import django

    django.setup()
    from irwell.documents.queries import count_files

    count = count_files(open_each=open_each)
    for row in count.without_file:
        print(f"document {row}: its sealed file is missing; restore it from a backup")
    for name in count.without_row:
        print(
            f"file {name}: no document knows it; an upload was interrupted, or the database is older"
        )
    for row in count.damaged:
        print(f"document {row}: its sealed file was changed or damaged; restore it from a backup")
    print(
        f"{count.whole} file(s) in order."
        if count.in_order
        else f"{count.whole} file(s) in order, the rest listed above."
    )
    return 0 if count.in_order else 1
