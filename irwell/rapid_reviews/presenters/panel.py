"""The pack for the Panel: report, covering letter, data fields, checks and the manifest of their hashes."""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from irwell.accounts.models import Partnership
from irwell.cases.presenters import deadline
from irwell.documents.pdf import render_pdf
from irwell.documents.word import render_word
from irwell.rapid_reviews import rules
from irwell.rapid_reviews.models import Report
from irwell.rapid_reviews.presenters.report import british, texts_of, words_of
from irwell.rapid_reviews.queries import Record

FIXED_TIME = (2000, 1, 1, 0, 0, 0)
MANIFEST = "manifest-sha256.txt"


def letter_paragraphs(record: Record, partnership: Partnership) -> list[str]:
    """“Agreed decision” stands there only when it is one."""
    return [
        f"Notification {record.sin_reference or '(reference not recorded)'}",
        f"Please find enclosed the Rapid Review of {partnership.name}, signed by all three safeguarding partners.",
        f"{words_of(record.decision)}. The reasons, the regulation 11 grid and each partner’s position are in the report. Where a partner took another view, it stands beside the decision.",
        "We would be grateful for an acknowledgement with its reference.",
        partnership.name,
    ]


def cover_letter(record: Record, partnership: Partnership) -> str:
    """Words for the message to the Panel."""
    return "\n\n".join(
        [f"Rapid Review {record.case.reference}", *letter_paragraphs(record, partnership)]
    )


def pack_files(
    record: Record,
    report: Report,
    partnership: Partnership,
    signed: tuple[bytes, bytes],
    *,
    now: dt.datetime,
) -> dict[str, bytes]:
    """Every file of the pack by name. `signed`: the signed report as Word and as PDF."""
    reference = record.case.reference
    context = {
        "partnership": partnership.name, "reference": reference, "made_on": british(now),
        "paragraphs": letter_paragraphs(record, partnership),
    }  # fmt: skip
    title = f"{reference}: covering letter"
    files = {
        "report.docx": signed[0], "report.pdf": signed[1],
        "covering-letter.docx": render_word("irwell.rapid_reviews", "letter.docx", context, title=title),
        "covering-letter.pdf": render_pdf("rapid_reviews/letter_print.html", context, title=title),
        "data.json": _packed(data_fields(record, report, partnership, now=now)),
        "checks.txt": checks_text(record).encode(),
    }  # fmt: skip
    files[MANIFEST] = manifest_text(hashes(files)).encode()
    return files


def _packed(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != MANIFEST
    }


def manifest_text(found: Mapping[str, str]) -> str:
    """As `sha256sum --check` reads it."""
    return "".join(f"{value}  {name}\n" for name, value in sorted(found.items()))


def archive(files: Mapping[str, bytes], *, folder: str) -> bytes:
    """One archive; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in sorted(files.items()):
            item = zipfile.ZipInfo(f"{folder}/{name}", FIXED_TIME)
            item.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(item, data)
    return out.getvalue()


def data_fields(
    record: Record, report: Report, partnership: Partnership, *, now: dt.datetime
) -> dict[str, Any]:
    """What a data return asks for, from what was recorded. The Panel’s own template was not seen: unverified."""
    decision, answered = record.decision, record.answered
    return {
        "note": "Field names are Irwell’s: the Panel’s data template has not been checked.",
        "partnership": partnership.name, "reference": record.case.reference,
        "notification": record.sin_reference, "report_version": report.version,
        "dates": {title: when.date().isoformat() if when else None for title, when in record.dates.items()},
        "clocks": [
            {
                "clock": c.clock, "policy": c.policy_id, "due_on": c.due_on.isoformat(),
                "stands": deadline(c, now=now).sentence,
            }
            for c in record.clocks
        ],
        "agencies": {
            "asked": len(answered), "answered": sum(1 for r in answered if r.latest),
            "nil": sum(1 for r in answered if r.latest and r.latest.kind == "nil"),
        },
        "meetings": len(record.meetings),
        "decision": {
            "status": decision.status if decision else "", "outcome": decision.outcome if decision else "",
            "round": decision.round if decision else 0,
            "frozen_sha256": decision.frozen_sha256 if decision else "",
        },
        "factors": {row["id"]: row["value"] or "not answered" for row in record.grid},
        "positions": {row["partner"]: row["choice"] for row in record.positions},
        "scrutineer_heard": bool(decision and decision.scrutineer_view),
        "education_heard": bool(decision and decision.education_view),
        "signatures": sorted(record.signed),
    }  # fmt: skip


def checks_text(record: Record) -> str:
    """The quality checks as they stood, each with what it looked at."""
    lines = [
        "Checks before sign-off. They look at words, not at sense; they advise and block nothing.",
        "",
    ]
    for check in rules.quality(texts_of(record)):
        lines += [
            f"{'Looks right' if check.passed else 'Look again'}: {check.title}",
            f"  {check.words}",
        ]
    return "\n".join(lines) + "\n"


def manifest_rows(report: Report) -> list[list[str]]:
    return [[name, value] for name, value in sorted(report.manifest.items())]
