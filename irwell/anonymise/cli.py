"""`irwell anonymise …` and `irwell verify …`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from irwell.anonymise.certificate import Certificate, NotIssued, issue, objections
from irwell.anonymise.decisions import Decision, decide, replacements
from irwell.anonymise.gazetteer import Gazetteer
from irwell.anonymise.model import Document, apply
from irwell.anonymise.policy import Policy
from irwell.anonymise.reading import UnreadableDocument, read
from irwell.anonymise.recognise import RULES_VERSION as FINDING_RULES
from irwell.anonymise.recognise import Tagger, TaggerUnavailable, recognise
from irwell.anonymise.register import Register, RegisterError
from irwell.anonymise.resolve import resolve
from irwell.anonymise.verify import RULES_VERSION, Verification, verify
from irwell.anonymise.writing import PrinterMissing, write_docx, write_html, write_pdf

FORMATS = ("docx", "html", "pdf")
_CERTIFICATE = "certificate.json"
_SHOWN = 40


class _Refused(ValueError):
    """The command cannot be done; the sentence says why."""


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `anonymise` and `verify`; each sets run=callable(args) -> exit status."""
    anonymise = subparsers.add_parser(
        "anonymise",
        help="write an anonymised copy of a document",
        description="Find identities, replace them, write clean files and verify what was "
        "written. Nothing is kept unless every check passes.",
        epilog="irwell anonymise report.docx --register people.csv --out clean --title 'Child A'",
    )
    anonymise.add_argument("file", type=Path, help=".docx, .odt, .pdf, .html, .md or .txt")
    _add_register(anonymise)
    anonymise.add_argument(
        "--gazetteer", type=Path, metavar="NAMES.csv",
        help="the partnership's schools, surgeries and estates: name,kind",
    )  # fmt: skip
    anonymise.add_argument("--out", type=Path, default=Path(), help="folder for the files")
    anonymise.add_argument("--formats", default=",".join(FORMATS), help="default: docx,html,pdf")
    anonymise.add_argument("--name", default="report", help="name of the files (default: report)")
    anonymise.add_argument("--title", default="", help="title of the published document")
    anonymise.add_argument("--dates", choices=("month", "season", "year"), default="month")
    anonymise.add_argument(
        "--without-model",
        action="store_true",
        help="use the register and the patterns only; names that neither knows are not found",
    )
    anonymise.set_defaults(run=_refusing(_anonymise))
    check = subparsers.add_parser(
        "verify",
        help="look for registered identities in a file, as an attacker would",
        description="Read every part, stream and spelling of a file. Exit status 1 when "
        "anything is found or a check cannot run.",
        epilog="irwell verify clean/report.pdf --register people.csv",
    )
    check.add_argument("file", type=Path, nargs="+")
    _add_register(check)
    check.add_argument("--certificate", type=Path, help="also check that it holds for the files")
    check.set_defaults(run=_refusing(_verify))


def _add_register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--register", type=Path, required=True, metavar="PEOPLE.csv",
        help="columns: label, kind, names; also aliases, dates_of_birth, addresses, identifiers",
    )  # fmt: skip
    parser.add_argument(
        "--linked", type=Path, action="append", default=[], metavar="PEOPLE.csv",
        help="register of a linked case, whose people must not be found either; may be repeated",
    )  # fmt: skip


def _refusing(work: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Turn what cannot be done into sentences on standard error and exit status 2."""

    def run(args: argparse.Namespace) -> int:
        try:
            return work(args)
        except RegisterError as error:
            for problem in error.problems:
                print(f"irwell: {problem}", file=sys.stderr)
        except (_Refused, UnreadableDocument, NotIssued) as error:
            print(f"irwell: {error}", file=sys.stderr)
        except (PrinterMissing, TaggerUnavailable) as error:
            print(f"irwell: {error}", file=sys.stderr)
        return 2

    return run


# --- irwell anonymise --------------------------------------------------------------------


def _anonymise(args: argparse.Namespace) -> int:
    formats = _formats(args.formats)
    register = _registers(args)
    document = read(args.file.name, _bytes(args.file))
    mentions = recognise(
        document,
        register,
        tagger=None if args.without_model else Tagger(),
        gazetteer=_gazetteer(args.gazetteer),
    )
    resolved = resolve(document, mentions, register)
    decisions = decide(resolved, register, Policy(dates=args.dates))
    _tell_decisions(document, decisions)
    clean = apply(document, replacements(decisions, document))
    title = args.title or clean.title or "Anonymised document"
    files = _written(clean, formats, name=args.name, title=title)
    checked = [verify(n, data, register, title=title) for n, data in files.items()]
    for verification in checked:
        _tell(verification)
    if not all(verification.passed for verification in checked):
        print("\nNothing was written: mend the text or the decisions and try again.")
        return 1
    certificate = issue(
        checked,
        register=register,
        made_at=datetime.now(UTC),
        rules_version=f"finding {FINDING_RULES}, gate {RULES_VERSION}",
        counts=_counts(decisions),
    )
    _keep(args.out, {**files, _CERTIFICATE: certificate.to_json().encode()})
    print(f"\nWritten to {args.out}: {', '.join([*files, _CERTIFICATE])}")
    return 0


def _formats(text: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    strange = [part for part in chosen if part not in FORMATS]
    if strange or not chosen:
        raise _Refused(f"The formats are {', '.join(FORMATS)}; “{text}” names another.")
    return chosen


def _written(
    document: Document, formats: Sequence[str], *, name: str, title: str
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for kind in formats:
        match kind:
            case "docx":
                data = write_docx(document, title=title)
            case "html":
                data = write_html(document, title=title).encode("utf-8")
            case _:
                data = write_pdf(document, title=title)
        files[f"{name}.{kind}"] = data
    return files


def _tell_decisions(document: Document, decisions: Sequence[Decision]) -> None:
    """What a person should look at; on the operator's own screen only, never in a file."""
    for notice in document.notices:
        print(f"note: {notice}")
    doubtful = [decision for decision in decisions if decision.needs_person]
    print(
        f"{len(decisions)} mentions found; {len(doubtful)} need a person's decision; "
        f"{len(document.hidden)} hidden parts and {len(document.quarantined)} pictures or other "
        "parts left out."
    )
    places = {block.id: block.place for block in document.blocks}
    for decision in doubtful[:_SHOWN]:
        mention = decision.mention
        print(
            f"  {places[mention.block_id]}: “{mention.text}” → "
            f"“{decision.replacement}” ({decision.action}): {decision.reason}"
        )
    if len(doubtful) > _SHOWN:
        print(f"  … and {len(doubtful) - _SHOWN} more")


def _counts(decisions: Sequence[Decision]) -> dict[str, int]:
    counts = Counter(decision.action for decision in decisions)
    counted: dict[str, int] = {f"mentions to {action}": n for action, n in counts.items()}
    counted["mentions"] = len(decisions)
    counted["mentions that need a person"] = sum(d.needs_person for d in decisions)
    return counted


def _keep(folder: Path, files: dict[str, bytes]) -> None:
    """All files or none: written beside their place first, then moved."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as beside:
            for name, data in files.items():
                Path(beside, name).write_bytes(data)
            for name in files:
                os.replace(Path(beside, name), folder / name)
    except OSError as error:
        raise _Refused(f"The files cannot be written to {folder}: {error.strerror}.") from error


# --- irwell verify -----------------------------------------------------------------------


def _verify(args: argparse.Namespace) -> int:
    register = _registers(args)
    files = {path.name: _bytes(path) for path in args.file}
    passed = True
    for name, data in files.items():
        verification = verify(name, data, register)
        _tell(verification)
        passed = passed and verification.passed
    if args.certificate is not None:
        certificate = Certificate.from_json(_bytes(args.certificate))
        against = objections(certificate, files, register)
        for reason in against:
            print(f"certificate: {reason}")
        if not against:
            print(f"certificate: holds (made {certificate.made_at})")
        passed = passed and not against
    return 0 if passed else 1


def _tell(verification: Verification) -> None:
    answer = "no registered identity found" if verification.passed else "BLOCKED"
    print(f"\n{verification.name}: {answer}")
    print(f"  sha256 {verification.sha256}")
    for finding in verification.findings[:_SHOWN]:
        whose = f" [{finding.entry_id}]" if finding.entry_id else ""
        print(f"  {finding.severity:<8} {finding.place}: {finding.kind}{whose} {finding.excerpt}")
    if len(verification.findings) > _SHOWN:
        print(f"  … and {len(verification.findings) - _SHOWN} more")
    for check in verification.checks:
        print(f"  {'ran    ' if check.ran else 'STOPPED'}  {check.name}: {check.detail}")


def _registers(args: argparse.Namespace) -> Register:
    return _register(args.register).with_linked(*map(_register, args.linked))


def _register(path: Path) -> Register:
    register = Register.from_csv(path)
    for problem in register.problems():
        print(f"register: {problem}", file=sys.stderr)
    return register


def _gazetteer(path: Path | None) -> Gazetteer | None:
    if path is None:
        return None
    return Gazetteer.from_csv(_bytes(path).decode("utf-8-sig", "replace"))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _Refused(f"{path} cannot be read: {error.strerror}.") from error
