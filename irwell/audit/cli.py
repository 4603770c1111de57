"""`irwell audit verify | export`."""

import argparse
import json


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = subparsers.add_parser("audit", help="check or export the event log")
    verbs = audit.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="walk the chain; exit 1 at the first bad row")
    verify.set_defaults(run=_verify, needs_django=True)
    export = verbs.add_parser(
        "export", help="print the log as JSON lines, for scripts/verify_audit.py"
    )
    export.set_defaults(run=_export, needs_django=True)


def _verify(_args: argparse.Namespace) -> int:
    from irwell.audit.queries import verify_log

    verdict = verify_log()
    print(verdict.sentence)
    return 0 if verdict.intact else 1


def _export(_args: argparse.Namespace) -> int:
    from irwell.audit.models import LoggedEvent
    from irwell.audit.queries import as_row

    for entry in LoggedEvent.objects.order_by("seq").iterator():
        print(json.dumps({"row": as_row(entry), "previous": entry.previous, "hash": entry.hash}))
    return 0
