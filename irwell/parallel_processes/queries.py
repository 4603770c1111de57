"""Reads of the processes beside a case."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from irwell.cases.models import Case
from irwell.parallel_processes import rules
from irwell.parallel_processes.models import ParallelProcess, SetAside


def processes_of(case: Case) -> QuerySet[ParallelProcess]:
    """Every linked process, oldest first. The caller's view is guarded by the case."""
    return ParallelProcess.objects.filter(case=case).select_related("by", "case")


def running(case: Case) -> list[ParallelProcess]:
    return [one for one in processes_of(case) if not one.is_over]


def process_of(case: Case, process_id: UUID) -> ParallelProcess | None:
    return processes_of(case).filter(pk=process_id).first()


def gates_held(case: Case) -> dict[str, list[ParallelProcess]]:
    """By gate before publication, the processes that keep it open whatever anybody answered."""
    found: dict[str, list[ParallelProcess]] = {}
    for process in processes_of(case):
        gate = rules.gate_held_by(process.kind, process.status)
        if gate:
            found.setdefault(gate, []).append(process)
    return found


def at_gate(case: Case, gate: str) -> list[ParallelProcess]:
    """Every linked process that has to do with a gate, over or not."""
    kinds = [kind.id for kind in rules.kinds().values() if kind.gate == gate]
    return list(processes_of(case).filter(kind__in=kinds))


def suggested(case: Case) -> list[rules.Kind]:
    """Processes that the referral names, of which there is no record and which nobody set aside."""
    referral = getattr(case, "referral", None)
    if referral is None:
        return []
    known = set(processes_of(case).values_list("kind", flat=True))
    aside = set(SetAside.objects.filter(case=case).values_list("kind", flat=True))
    return [k for k in rules.named_in(referral.answers) if k.id not in known | aside]


def referral_said(case: Case) -> str:
    """What the referral gives as references and contacts of other processes."""
    referral = getattr(case, "referral", None)
    page = (referral.answers.get("parallel") or {}) if referral is not None else {}
    return str(page.get("references") or "")


def next_dates(cases: Iterable[Case]) -> dict[UUID, tuple[date, str]]:
    """By case, the soonest next date of a running process and its kind's title, for boards."""
    rows = ParallelProcess.objects.filter(
        case__in=list(cases), next_on__isnull=False, status__in=rules.RUNNING
    ).order_by("next_on")
    found: dict[UUID, tuple[date, str]] = {}
    for case_id, kind, next_on in rows.values_list("case", "kind", "next_on"):
        if next_on is not None and case_id not in found and kind in rules.kinds():
            found[case_id] = (next_on, rules.kinds()[kind].title)
    return found
