"""Reads of the criteria discussion."""

from typing import Any

from irwell.accounts.models import Agency
from irwell.cases.models import Case, Identity
from irwell.cases.queries import cases_for, register_of
from irwell.criteria.models import Evaluation, FactRecord, PartnerView
from irwell.criteria.rules import Person, alike
from irwell.statute import load_workflow

ENDED = tuple(s for s in load_workflow().states if not load_workflow().transitions_from(s))


def current_values(case: Case) -> dict[str, str]:
    """Fact id to its current answer."""
    return dict(case.fact_records.filter(replaced_at=None).values_list("fact", "value"))


def open_cases_with_facts() -> list[tuple[Case, dict[str, str]]]:
    """Cases that are not ended and have facts on record, with the current answers."""
    found: dict[Case, dict[str, str]] = {}
    rows = FactRecord.objects.filter(replaced_at=None).exclude(case__state__in=ENDED)
    for row in rows.select_related("case").order_by("case__reference"):
        found.setdefault(row.case, {})[row.fact] = row.value
    return list(found.items())


def latest_evaluation(case: Case) -> Evaluation | None:
    return case.evaluations.first()


def latest_views(case: Case) -> dict[str, PartnerView | None]:
    """Each statutory partner's latest view, None where it is still to be heard."""
    views: dict[str, PartnerView | None] = dict.fromkeys((k.value for k in Agency.STATUTORY), None)
    for view in case.partner_views.select_related("by"):
        if views.get(view.partner) is None:
            views[view.partner] = view
    return views


def _person(identity: Identity) -> Person:
    d = identity.details
    return Person(
        tuple(identity.names), tuple(d.get("dates_of_birth", ())), tuple(d.get("addresses", ())),
        tuple(d.get("identifiers", ())),
    )  # fmt: skip


def possible_links(user: Any, case: Case) -> list[tuple[Case, str, tuple[str, ...]]]:
    """Other cases the person may see in which a child looks like one of this case, with the reasons."""
    ours = [_person(i) for i in register_of(case).filter(role="child")]
    found = []
    for other in cases_for(user).exclude(pk=case.pk):
        for identity in register_of(other).filter(role__in=("child", "sibling")):
            reasons = {r: None for mine in ours for r in alike(mine, _person(identity))}
            if reasons:
                found.append((other, identity.label, tuple(reasons)))
    return found
