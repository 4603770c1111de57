"""The page of results: facets, pages, the chart of years."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from irwell.repository.forms import ORDERS, PAGE, SearchAsked
from irwell.repository.rules import FACTS
from irwell.search import FACTS as FILTERED
from irwell.search import FacetValue, Results

FACET_TITLES = {
    "kind": "Kind",
    "theme": "Theme",
    "partnership": "Partnership or area",
    **{fact.name: fact.label for fact in FACTS if fact.name in FILTERED},
}
FIRST_SHOWN = 7
MOST_SHOWN = 60
FEWEST_CHARTED = 6
CHART_WIDTH, CHART_HEIGHT, CHART_TOP = 400, 92, 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet."""

    id: str
    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that matter first and the rest behind a fold."""

    name: str
    title: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """A link of the pagination; `number` 0 stands for a gap."""

    number: int
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A year in the chart."""

    year: int
    count: int
    href: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    labelled: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Records by year."""

    bars: tuple[Bar, ...]
    width: int = CHART_WIDTH
    height: int = CHART_HEIGHT
    base: int = CHART_HEIGHT - 18
    summary: str = ""


def page_of(results: Results, asked: SearchAsked) -> dict[str, Any]:
    """Everything the page of results shows beside the hits."""
    return {
        "results": results,
        "notes": [*asked.notes, *results.notes],
        "counted": counted(results, asked),
        "facets": facets(results, asked),
        "chips": chips(asked),
        "pages": pages(results.total, asked),
        "chart": chart(results.years, asked) if results.total >= FEWEST_CHARTED else None,
        "spelling_href": asked.address(query=results.spelling) if results.spelling else "",
        "meaning_href": asked.address(mode="meaning"),
        "csv_href": asked.address(),
        "clear_href": asked.address(
            kinds=(), partnerships=(), themes=(), facts=(), year_from=None, year_to=None
        ),
        "first_href": asked.address(page=1),
        "reading_past": bool(results.total and not results.hits),
        "earlier_href": asked.address(page=asked.page - 1) if asked.page > 1 else "",
        "later_href": asked.address(page=asked.page + 1)
        if asked.page * PAGE < results.total
        else "",
        "order_hrefs": {order: asked.address(order=order) for order in ORDERS},
    }


def facets(results: Results, asked: SearchAsked) -> tuple[Facet, ...]:
    """The facets that can narrow these results."""
    out = []
    for name, title in FACET_TITLES.items():
        chosen = asked.filters.values.get(name, ())
        choices = _choices(name, results.facets.get(name, ()), chosen)
        if len(choices) > 1 or chosen:
            first = [c for n, c in enumerate(choices) if n < FIRST_SHOWN or c.chosen]
            more = [c for c in choices[:MOST_SHOWN] if c not in first]
            out.append(Facet(name, title, tuple(first), tuple(more)))
    return tuple(out)


def _choices(name: str, values: Sequence[FacetValue], chosen: tuple[str, ...]) -> list[Choice]:
    missing = [FacetValue(value, 0) for value in chosen if value not in {v.value for v in values}]
    return [
        Choice(f"{name}-{number}", each.value, each.count, each.value in chosen)
        for number, each in enumerate([*values, *missing], start=1)
    ]


def chips(asked: SearchAsked) -> tuple[Chip, ...]:
    """Each filter in force with a link that takes it off."""
    out = []
    for name, values in asked.filters.values.items():
        out += [Chip(value, asked.address(**asked.without(name, value))) for value in values]
    if asked.year_from is not None:
        out.append(Chip(f"From {asked.year_from}", asked.address(year_from=None)))
    if asked.year_to is not None:
        out.append(Chip(f"To {asked.year_to}", asked.address(year_to=None)))
    return tuple(out)


def pages(total: int, asked: SearchAsked) -> tuple[Page, ...]:
    """First, last and neighbours of the current page."""
    last = max(1, -(-total // PAGE))
    if last == 1:
        return ()
    wanted = sorted(
        {1, last, *(n for n in range(asked.page - 1, asked.page + 2) if 1 <= n <= last)}
    )
    out: list[Page] = []
    for number in wanted:
        if out and number - out[-1].number > 1:
            out.append(Page(0))
        out.append(Page(number, asked.address(page=number), number == asked.page))
    return tuple(out)


def chart(years: Sequence[tuple[int, int]], asked: SearchAsked) -> Chart | None:
    """Bars from the first year to the last, years without records included."""
    if len(years) < 2:
        return None
    counts = dict(years)
    first, last = min(counts), max(counts)
    span = last - first + 1
    most = max(counts.values())
    step = CHART_WIDTH / span
    base = CHART_HEIGHT - 18
    every = max(1, round(span / 8))
    bars = []
    for number, year in enumerate(range(first, last + 1)):
        count = counts.get(year, 0)
        height = (base - CHART_TOP) * count / most
        bars.append(
            Bar(
                year=year,
                count=count,
                href=asked.address(year_from=year, year_to=year),
                x=round(number * step + step * 0.12, 1),
                y=round(base - height, 1),
                width=round(step * 0.76, 1),
                height=round(height, 1),
                middle=round(number * step + step / 2, 1),
                labelled=(last - year) % every == 0 and step * every > 28,
            )
        )
    fullest = max(counts, key=lambda year: counts[year])
    summary = f"Results by year, {first} to {last}; most in {fullest} ({counts[fullest]:,})."
    return Chart(tuple(bars), summary=summary)


def counted(results: Results, asked: SearchAsked) -> str:
    """“142 reviews and reports, closest first”"""
    noun = "record" if results.total == 1 else "records"
    if not results.total:
        return "Nothing was found"
    if not asked.query:
        return f"{results.total:,} {noun}"
    if results.mode == "meaning" and results.by_meaning:
        return (
            f"The {results.total:,} closest {noun}" if results.total != 1 else "The closest record"
        )
    return f"{results.total:,} {noun}"
