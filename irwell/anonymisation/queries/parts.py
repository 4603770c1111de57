"""Reads of pictures and built-in files."""

from irwell.anonymisation import rules
from irwell.anonymisation.models import PartDecision, Run
from irwell.cases.models import Case


def parts_of(run: Run) -> tuple[rules.Part, ...]:
    """Pictures and built-in files of the report."""
    return rules.parts_from_json(run.parts)


def part_decisions(case: Case) -> dict[str, PartDecision]:
    """By part, what a person decided."""
    return {row.part: row for row in case.part_decisions.select_related("by")}


def part_choices(case: Case) -> dict[str, tuple[str, str]]:
    """By part, its choice and its new words, as the engine takes them."""
    return {key: (row.choice, row.alt_text) for key, row in part_decisions(case).items()}


def parts_waiting(run: Run) -> list[rules.Part]:
    """Pictures and built-in files on which nobody has decided."""
    parts = parts_of(run)
    return (
        rules.waiting(parts, run.case.part_decisions.values_list("part", flat=True))
        if parts
        else []
    )


def parts_tally(run: Run) -> dict[str, int]:
    """For the certificate: how many pictures were taken over, and what was left out."""
    decided, parts = part_decisions(run.case), parts_of(run)
    taken = sum(decided[part.id].choice == PartDecision.Choice.TAKE for part in parts)
    return (
        {"pictures taken over": taken, "pictures and files left out": len(parts) - taken}
        if parts
        else {}
    )
