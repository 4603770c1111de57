"""Plausible arguments for any action, found by the names and types of its parameters."""

import datetime as dt
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from irwell.accounts.models import User
from irwell.cases.models import Case

ROOMS = (
    "cases", "criteria", "notifications", "agency_returns", "combined_chronology", "decisions", "rapid_reviews",
    "reviews", "anonymisation", "publication", "learning",
)  # fmt: skip
Action = Callable[..., Any]


class NothingToGive(Exception):
    """The case has nothing of the kind that the action works on."""


def every_action() -> list[Action]:
    """Each public action of the rooms of a case that says who does it."""
    found = []
    for room in ROOMS:
        for module in _modules(f"irwell.{room}.actions"):
            for name, action in vars(module).items():
                own = inspect.isfunction(action) and action.__module__ == module.__name__
                if (
                    own
                    and not name.startswith("_")
                    and "by" in inspect.signature(action).parameters
                ):
                    found.append(action)
    return found


def _modules(name: str) -> Iterator[Any]:
    module = importlib.import_module(name)
    yield module
    for part in pkgutil.iter_modules(getattr(module, "__path__", [])):
        yield importlib.import_module(f"{name}.{part.name}")


def for_action(
    action: Action, case: Case, by: User, now: dt.datetime, pick: Callable[[list[Any]], Any]
) -> dict[str, Any]:
    """Keyword arguments; `pick` chooses one of several. Raises NothingToGive."""
    given: dict[str, Any] = {}
    for name, parameter in inspect.signature(action).parameters.items():
        if name == "by":
            given[name] = by
        elif name == "now":
            given[name] = now
        elif parameter.default is inspect.Parameter.empty:
            given[name] = _value(name, parameter.annotation, case, now, pick)
    return given


WORDS = {
    "outcome": ["notify_agreed", "not_notified", "other_area", "LCSPR", "NO_LCSPR", "RR_ONLY_LEARNING_COMPLETE", "nothing"],
    "view": ["notify", "do_not", "agrees", "differs"],
    "choice": ["LCSPR", "NO_LCSPR"],
    "to": ["published", "closed", "anonymisation", "rr_submitted"],
    "answer": ["closed", "open", "not_applicable", "accepted"],
    "gate": ["trial", "inquest", "family", "panel_notice", "certificate"],
    "policy": ["RR15_FROM_SIN_SENT"],
    "clock": ["C2", "C6", "C9"],
    "fact": ["sin_submitted_at", "lcspr_decided_at", "published_at", "F_DIED"],
    "partner": ["local_authority", "icb", "police"],
    "of": ["completion", "impact"],
    "url": ["/"], "page_url": ["/"], "link_url": ["/returns/{token}/"],
    "email": ["someone@calderbrook.example"],
}  # fmt: skip


def _value(
    name: str, hint: Any, case: Case, now: dt.datetime, pick: Callable[[list[Any]], Any]
) -> Any:
    if name == "case":
        return case
    kinds = typing.get_args(hint) or (hint,)
    for kind in kinds:
        if inspect.isclass(kind) and issubclass(kind, models.Model):
            return pick(_of_case(kind, case))
    if dt.datetime in kinds:
        return now
    if dt.date in kinds:
        return now.date() + dt.timedelta(days=pick([-20, 0, 1, 200]))
    if bool in kinds:
        return pick([True, False])
    if int in kinds:
        return pick([0, 1, 2])
    if "Upload" in str(hint):
        return SimpleUploadedFile("Note.txt", b"A note.")
    if "dict" in str(hint) or "Mapping" in str(hint):
        return {}
    if any(word in str(hint) for word in ("list", "Sequence", "Iterable", "Collection", "tuple")):
        return []
    return pick(
        WORDS.get(name, ["Because the record of the meeting supports it, as is written there."])
    )


def _of_case(kind: type[models.Model], case: Case) -> list[Any]:
    """Rows of a model that belong to the case, by whatever way leads there; rows of no case as they are."""
    if kind is User or kind.__name__ == "Agency":
        rows = list(kind._default_manager.all()[:4])
    else:
        way = _way_to_case(kind)
        rows = list(kind._default_manager.filter(**{way: case.pk})[:4]) if way else []
    if not rows:
        raise NothingToGive(kind.__name__)
    return rows


def _way_to_case(kind: type[models.Model], depth: int = 0) -> str:
    for field in kind._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is Case:
            return field.name
        if field.name == "case_id":
            return "case_id"
    for field in kind._meta.get_fields():
        if isinstance(field, models.ForeignKey) and depth < 3 and field.related_model is not kind:
            way = _way_to_case(field.related_model, depth + 1)
            if way:
                return f"{field.name}__{way}"
    return ""
