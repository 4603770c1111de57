"""View models of questions to agencies, as one reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from irwell.agency_returns.models import LineQuery
from irwell.combined_chronology.queries import Reading

STANDING = {
    LineQuery.Standing.ANSWERED: ("Answered, to be read", "green"),
    LineQuery.Standing.WAITING: ("Waiting for the agency", "amber"),
    LineQuery.Standing.SETTLED: ("Settled", "grey"),
}


@dataclass(frozen=True)
class Query:
    """A question, its line and its answer. `there`: whether the line is still among the agency's lines."""

    query: LineQuery
    agency: str
    when: str
    words: str
    question: str
    answer: str
    answered_by: str
    status: str
    colour: str
    there: bool

    @property
    def alone(self) -> tuple["Query", ...]:
        return (self,)


def line_queries(reading: Reading, found: Iterable[LineQuery]) -> list[Query]:
    """Answered first, then those that wait, then those settled."""
    ids = reading.made.places
    order = list(STANDING)
    listed = sorted(found, key=lambda q: (order.index(LineQuery.Standing(q.standing)), q.asked_at))
    return [_query(reading, one, one.entry_id in ids) for one in listed]


def _query(reading: Reading, one: LineQuery, there: bool) -> Query:
    say = reading.say
    status, colour = STANDING[LineQuery.Standing(one.standing)]
    return Query(
        one, say(one.request.agency.name), say(one.line["when"]), say(one.line["words"]), say(one.question),
        say(one.answer), one.answered_by if reading.names else _role(reading, one.answered_by), status, colour, there,
    )  # fmt: skip


def _role(reading: Reading, signed: str) -> str:
    """Where labels show, whoever answered for the agency is shown by role."""
    return reading.say(signed.partition(", ")[2])
