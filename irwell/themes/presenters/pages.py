"""What pages of themes show."""

import csv
import io
import json
from collections import Counter
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.urls import reverse

from irwell.core.text import inert_cell
from irwell.repository.presenters.records import address, author, site
from irwell.themes.queries.alike import Alike
from irwell.themes.queries.radar import Said, Same
from irwell.themes.queries.themes import Quoted
from irwell.themes.rules.agreement import Kappa
from irwell.themes.rules.codes import Group, Theme, code_list


@dataclass(frozen=True, slots=True)
class Counted:
    """A theme with how many records have it."""

    theme: Theme
    given: int
    suggested: int

    @property
    def total(self) -> int:
        return self.given + self.suggested


def counted_groups(counts: dict[str, Counter[str]]) -> list[tuple[Group, list[Counted]]]:
    """The list with its counts."""
    return [(group, [counted(t, counts) for t in group.themes]) for group in code_list().groups]


def counted(theme: Theme, counts: dict[str, Counter[str]]) -> Counted:
    found = counts.get(theme.code, Counter())
    return Counted(theme, found["coders"] + found["publisher"], found["machine"])


def why(quoted: Quoted) -> str:
    """On what a theme of a record rests, in a sentence."""
    one = quoted.assignment
    said = {
        "coders": "Two people gave this theme.",
        "publisher": "The publisher gave this theme.",
        "machine": "Suggested by a machine.",
    }[one.basis]
    if not one.words:
        return said
    found = ", ".join(f"“{word}”" for word in one.words)
    verb = "Words that told most" if one.how == "weights" else "Words of the list"
    return f"{said} {verb}: {found}."


@cache
def accuracy() -> dict[str, Any]:
    """Figures of bench/themes.py, as they were measured."""
    place = resources.files("irwell.themes.data") / "accuracy.json"
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


def accuracy_of(theme: Theme) -> dict[str, Any] | None:
    """Precision and recall of one theme; None where nothing was measured."""
    rows = accuracy()["coding"]["themes"]
    return next((row for row in rows if row["code"] == theme.code), None)


def codes_json() -> dict[str, Any]:
    """The list for programs."""
    found = code_list()
    data = asdict(found)
    data["published"] = found.published.isoformat()
    data["address"] = site() + reverse("themes:codes")
    return data


def codes_csv() -> str:
    """The list for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["version", "group", "code", "name", "definition", "include", "exclude", "published as", "source", "verified"]
    )  # fmt: skip
    for group in code_list().groups:
        for t in group.themes:
            row = [code_list().version, group.name, t.code, t.name, t.definition, t.include, t.exclude,
                   "; ".join(t.published_as), group.source, "yes" if group.verified else "no"]  # fmt: skip
            writer.writerow([inert_cell(cell) for cell in row])
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Agreed:
    """A row of the table of agreement."""

    name: str
    kappa: Kappa

    @property
    def value(self) -> str:
        found = self.kappa.value
        return "–" if found is None else f"{found:.2f}"

    @property
    def interval(self) -> str:
        value, margin = self.kappa.value, self.kappa.margin
        if value is None or margin is None:
            return "–"
        return f"{max(-1.0, value - margin):.2f} to {min(1.0, value + margin):.2f}"

    @property
    def agreed(self) -> str:
        return f"{round(100 * self.kappa.agreed)} %"


def same_as_json(found: Same, *, near: bool = False) -> dict[str, Any]:
    """A group of recommendations for programs."""
    data: dict[str, Any] = {
        "group": found.group,
        "url": site() + reverse("themes:radar-group", args=[found.group]),
        "reviews": found.reviews,
        "years": list(found.years),
        "places": list(found.places),
        "recommendations": [said_as_json(one) for one in found.said],
    }
    return data | ({"near": found.near} if near else {})


def said_as_json(one: Said) -> dict[str, Any]:
    return {
        "text": one.recommendation.text,
        "number": one.recommendation.number,
        "page": one.recommendation.page,
        "addressees": one.recommendation.addressees,
        "review": one.record.title,
        "by": one.record.partnership or author(one.record),
        "year": one.record.year,
        "url": f"{address(one.record)}#{one.recommendation.anchor}",
        "outcomes": [
            {
                "body": o.body, "answer": o.get_answer_display(), "words": o.words,
                "source": o.source, "on": o.on.isoformat(),
            }
            for o in one.outcomes
        ],
    }  # fmt: skip


def alike_as_json(one: Alike) -> dict[str, Any]:
    """A similar review for programs."""
    passage = one.passage
    return {
        "title": one.record.title,
        "kind": one.record.kind,
        "by": one.record.partnership or author(one.record),
        "year": one.record.year,
        "url": f"{address(one.record)}{'#' + passage.anchor if passage else ''}",
        "near": one.near,
        "themes": list(one.themes),
        "passage": {"text": passage.text, "page": passage.page, "heading": passage.heading}
        if passage
        else None,
    }
