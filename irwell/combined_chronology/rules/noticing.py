"""What the machine noticed, sorted for people to weigh. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from irwell.chronology import Observation, Observed, SameEvent, Settled


@dataclass(frozen=True)
class Section:
    """A page of observations: what it is about, and what to do with it."""

    slug: str
    title: str
    lede: str
    kinds: tuple[Observed, ...]


KNOWN_HERE = "known-here"
SECTIONS = (
    Section(
        "same-event", "Same event, several accounts",
        "Lines of different agencies that may tell of one event. Say whether they do: nothing is merged, and you can take it back.",
        (Observed.SAME_EVENT,),
    ),
    Section(
        "silences", "Silences",
        "Months in which an agency that was working with the family recorded nothing, contact that a rule expects, and when the "
        "child was last seen. A silence is a question, not an answer: the record may lie elsewhere.",
        (Observed.LAST_CONTACT, Observed.SILENCE, Observed.EXPECTED_CONTACT),
    ),
    Section(
        KNOWN_HERE, "Known here, never there",
        "Facts that one agency recorded and another, working with the family at the time, never did. Ask how word travels between them.",
        (Observed.KNOWN_HERE,),
    ),
    Section(
        "voice", "Voice of the child",
        "How often the child is heard in the records: spoken to, quoted, or described as they were.",
        (Observed.CHILD_VOICE,),
    ),
    Section(
        "patterns", "Other patterns",
        "Missed appointments, changes of address, school and worker, and agencies at work at the same time without a word of each other.",
        (Observed.MISSED, Observed.ADDRESS, Observed.SCHOOL, Observed.WORKER, Observed.EPISODES),
    ),
)  # fmt: skip


def section(slug: str) -> Section | None:
    return next((one for one in SECTIONS if one.slug == slug), None)


def section_of(kind: Observed) -> Section:
    return next(one for one in SECTIONS if kind in one.kinds)


@dataclass(frozen=True)
class Noticed:
    """Everything noticed at one time: proposals of one event, and all else. `settled`: what people had decided."""

    settled: Settled
    events: tuple[SameEvent, ...]
    others: tuple[Observation, ...]

    @property
    def observations(self) -> tuple[Observation, ...]:
        return (*(event.observation for event in self.events), *self.others)

    def still_holds(self, settled: Settled) -> bool:
        """Whether decisions were only added since: what they take away is left out, nothing need be sought again."""
        return set(self.settled.together) <= set(settled.together) and self.settled.apart <= settled.apart  # fmt: skip


def by_fact(observations: Iterable[Observation]) -> dict[tuple[str, ...], list[Observation]]:
    """What several agencies never recorded of one fact stands together; the surest facts first."""
    found: dict[tuple[str, ...], list[Observation]] = {}
    for one in sorted(observations, key=lambda one: -one.certainty):
        found.setdefault(fact_of(one), []).append(one)
    return found


def fact_of(observation: Observation) -> tuple[str, ...]:
    """What makes two observations speak of the same fact."""
    return observation.identity[:2]


def is_open(event: SameEvent, settled: Settled) -> bool:
    """Whether a proposal says something that nobody has decided: of a refused event no two lines are one."""
    ids = frozenset(entry.id for entry in event.entries)
    if any(ids <= together for together in settled.together):
        return False
    return not any(pair <= ids for pair in settled.apart)


def settled_by(confirmed: Iterable[Iterable[str]], refused: Iterable[Iterable[str]]) -> Settled:
    """People's decisions about events, as the engine takes them."""
    return Settled.of([set(ids) for ids in confirmed], [set(ids) for ids in refused])
