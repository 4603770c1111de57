"""What was on the screen when a decision was made: facts, rule versions, grid, positions, documents by hash."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from irwell.agency_returns.models import AgencyReturn
from irwell.cases.models import Case
from irwell.cases.queries import clock_of, date_of
from irwell.criteria.queries import latest_evaluation
from irwell.decisions.models import Decision
from irwell.decisions.queries.deciding import position_rows
from irwell.decisions.queries.grid import grid_rows
from irwell.decisions.queries.meetings import answered, meeting_row
from irwell.documents.models import Document
from irwell.documents.rules import Purpose
from irwell.statute import facts_by_id

DATES = {
    "incident_at": "Incident", "la_aware_event_at": "Local authority aware",
    "sin_submitted_at": "Notification sent to the Panel",
}  # fmt: skip


def snapshot(decision: Decision) -> dict[str, Any]:
    """Everything as plain data, so that it can be shown again exactly as it was."""
    case, known = decision.case, facts_by_id()
    evaluation, clock = latest_evaluation(case), clock_of(case, "C6")
    return {
        "grid": grid_rows(case),
        "facts": [
            {
                "fact": r.fact, "question": known[r.fact].question if r.fact in known else r.fact,
                "value": r.value, "source": r.source, "by": r.by.name,
            }
            for r in case.fact_records.filter(replaced_at=None).select_related("by")
        ],
        "dates": [
            {"what": title, "when": moment.isoformat() if (moment := date_of(case, fact)) else ""}
            for fact, title in DATES.items()
        ],
        "rules": {
            "ruleset": evaluation.statute_id if evaluation else "",
            "law_sha256": law_sha256(),
            "criteria_met": evaluation.statute_met if evaluation else "unknown",
            "rapid_review_policy": clock.policy_id if clock else "",
            "policy_version": clock.policy_version if clock else "",
        },
        "meeting": meeting_row(decision.meeting),
        "positions": position_rows(decision),
        "scrutineer": decision.scrutineer_view,
        "education": decision.education_view,
        "documents": [*_returns(case), *_files(case)],
    }  # fmt: skip


@cache
def law_sha256() -> str:
    """The hash of all law as data: rule sets, factors, clocks, holidays."""
    folder = resources.files("irwell.statute") / "data"
    files = sorted(folder.iterdir(), key=lambda f: f.name)
    return hashlib.sha256(b"".join(f.read_bytes() for f in files if f.is_file())).hexdigest()


def _returns(case: Case) -> list[dict[str, Any]]:
    """Each agency’s signed return by version and the hash of its words and rows."""
    return [
        {
            "kind": "return", "title": f"Return of {row.agency.name}", "id": str(row.latest.pk),
            "version": row.latest.version, "sha256": return_hash(row.latest),
        }
        for row in answered(case) if row.latest
    ]  # fmt: skip


def return_hash(signed: AgencyReturn) -> str:
    rows = [c.entries for c in signed.chronologies.exclude(confirmed_at=None)]
    return digest({"kind": signed.kind, "summary": signed.summary, "rows": rows})


def _files(case: Case) -> list[dict[str, Any]]:
    """Each file of the case, those of one purpose counted in the order they came."""
    counts: dict[str, int] = {}
    found = []
    for one in Document.objects.filter(case_id=case.pk).order_by("created_at"):
        counts[one.purpose] = counts.get(one.purpose, 0) + 1
        title = Purpose(one.purpose).value.replace("_", " ").capitalize()
        found.append({
            "kind": "file", "title": title, "id": str(one.pk), "version": counts[one.purpose], "sha256": one.sha256,
        })  # fmt: skip
    return found


def digest(kept: Any) -> str:
    """SHA-256 of plain data, the same for the same content."""
    packed = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()


@dataclass(frozen=True)
class FrozenDocument:
    """A document as it was then, and whether it is still the same."""

    title: str
    version: int
    sha256: str
    id: str
    kind: str
    same: bool


def frozen_documents(decision: Decision) -> list[FrozenDocument]:
    """The documents that were on the screen, each compared with what is kept now."""
    found = []
    for row in decision.on_screen.get("documents", []):
        found.append(
            FrozenDocument(
                row["title"], row["version"], row["sha256"], row["id"], row["kind"],
                _hash_now(row) == row["sha256"],
            )
        )  # fmt: skip
    return found


def _hash_now(row: dict[str, Any]) -> str:
    if row["kind"] == "return":
        signed = AgencyReturn.objects.filter(pk=row["id"]).first()
        return return_hash(signed) if signed else ""
    return Document.objects.filter(pk=row["id"]).values_list("sha256", flat=True).first() or ""


def is_whole(decision: Decision) -> bool:
    """Whether what was frozen still has the hash that stands in the event log’s chain."""
    return bool(decision.frozen_sha256) and digest(decision.on_screen) == decision.frozen_sha256
