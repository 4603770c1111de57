"""Expected contact against actual. It says what is not found in the records, never what did not happen."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from irwell.chronology.background import AgencySort, Background, Plan
from irwell.chronology.contact import Contact, contact_of
from irwell.chronology.observation import Observation, Observed, Reason, of_entry
from irwell.chronology.silences.starts import Start, starts
from irwell.chronology.study import Study
from irwell.chronology.when.value import day_words
from irwell.chronology.wording.reading import Read


@dataclass(frozen=True, slots=True)
class ContactRule:
    """One expectation, with its source. `verified` is false unless the source was read for it."""

    id: str
    name: str
    after: str
    by: tuple[AgencySort, ...]
    counts: tuple[str, ...]
    source: str
    verified: bool
    due: tuple[int, int] | None = None
    every: int | None = None
    grace: int = 0
    until: int | None = None
    seen: bool = False

    @property
    def words(self) -> str:
        """When it is expected, in words."""
        if self.every is not None:
            return f"at least every {self.every} days"
        first, last = self.due or (0, 0)
        return f"between day {first} and day {last}"


@cache
def contact_rules() -> tuple[ContactRule, ...]:
    """The rules of this release, in the order of the file."""
    text = files("irwell.chronology.silences").joinpath("contacts.toml").read_text(encoding="utf-8")
    return tuple(_rule(plain) for plain in tomllib.loads(text)["rule"])


def _rule(plain: dict[str, object]) -> ContactRule:
    values = dict(plain)
    values["by"] = tuple(AgencySort(name) for name in plain["by"])  # type: ignore[attr-defined]
    values["counts"] = tuple(plain["counts"])  # type: ignore[arg-type]
    if "due" in plain:
        values["due"] = tuple(plain["due"])  # type: ignore[arg-type]
    rule = ContactRule(**values)  # type: ignore[arg-type]
    if (rule.due is None) == (rule.every is None):
        raise ValueError(f"The rule {rule.id} needs either due or every.")
    return rule


def expected_contact(
    study: Study, rules: Sequence[ContactRule] | None = None
) -> tuple[Observation, ...]:
    """Contact that a rule expects and no entry records, in the order of time.

    Births and plans come from the background, else from entries that tell of them exactly. A rule
    is asked only of agencies that sent a return; an agency whose records do not reach the time is
    left out.
    """
    reads, background = study.dated, study.background
    found: list[Observation] = []
    for start in starts(reads, background):
        for rule in contact_rules() if rules is None else rules:
            if rule.after == start.what:
                for agency, own in _asked(rule, reads, background):
                    found += _against(rule, start, agency, own, background)
    return tuple(sorted(found, key=lambda one: (one.start or date.min, one.title, one.key)))


def _asked(
    rule: ContactRule, reads: Sequence[Read], background: Background
) -> Iterable[tuple[str, list[Read]]]:
    for agency in sorted({read.entry.agency for read in reads}):
        if background.sort_of(agency) in rule.by:
            yield agency, [read for read in reads if read.entry.agency == agency]


def _against(
    rule: ContactRule, start: Start, agency: str, own: list[Read], background: Background
) -> Iterable[Observation]:
    begin = start.day.toordinal()
    last_record = max(read.last or 0 for read in own)
    first_record = min(read.first or 0 for read in own)
    limit = min(last_record, (background.incident or date.max).toordinal())
    if start.end is not None:
        limit = min(limit, start.end.toordinal())
    if rule.due is not None:
        first, last = begin + rule.due[0], begin + rule.due[1] + rule.grace
        if last <= limit and first_record <= last and not _met(rule, own, first, last):
            yield _missing(rule, start, agency, own, first, last)
        return
    every = (rule.every or 0) + rule.grace
    if rule.until is not None:
        limit = min(limit, begin + rule.until)
    previous = max(begin, first_record)
    for day in (*sorted(_days_met(rule, own, previous, limit)), limit):
        if day - previous > every:
            yield _missing(rule, start, agency, own, previous, day)
        previous = max(previous, day)


def _met(rule: ContactRule, own: Iterable[Read], first: int, last: int) -> bool:
    return any(
        (read.first or 0) <= last and (read.last or 0) >= first
        for read in own
        if _counts(rule, read)
    )


def _days_met(rule: ContactRule, own: Iterable[Read], first: int, last: int) -> Iterable[int]:
    for read in own:
        if _counts(rule, read) and (read.last or 0) >= first and (read.first or 0) <= last:
            yield min(max(read.first or 0, first), last)


def _counts(rule: ContactRule, read: Read) -> bool:
    contact = contact_of(read)
    if contact is Contact.MISSED:
        return False
    if not rule.counts or read.has(*rule.counts):
        return True
    return rule.seen and contact is Contact.SEEN


def _missing(
    rule: ContactRule, start: Start, agency: str, own: Sequence[Read], first: int, last: int
) -> Observation:
    near = [read for read in own if (read.first or 0) <= last and (read.last or 0) >= first]
    before = [read for read in own if (read.last or 0) < first][-1:]
    after = [read for read in own if (read.first or 0) > last][:1]
    quoted = [*start.entries, *(read.entry.id for read in (*before, *near[:12], *after))]
    doubt = any(not read.exact for read in near)
    missed = [read for read in near if contact_of(read) is Contact.MISSED]
    sentence = (
        f"No entry of {agency} between {day_words(date.fromordinal(first))} and {day_words(date.fromordinal(last))}"
        f" records: {rule.name[0].lower()}{rule.name[1:]}, expected {rule.words} after {start.words}."
    )
    reasons = [Reason("rule", f"{rule.source}.")]
    if not rule.verified:
        reasons.append(
            Reason("rule", "Not verified for this release: check it against your own procedures.")
        )
    if missed:
        reasons.append(Reason("missed", f"{len(missed)} missed or failed in that time."))
    if doubt:
        reasons.append(Reason("date", "An entry of that time is not dated exactly and may be it."))
    return Observation(
        Observed.EXPECTED_CONTACT,
        title=f"{rule.name} not found",
        sentence=sentence,
        entries=tuple(dict.fromkeys(quoted)),
        certainty=(0.55 if doubt else 0.75) * (1.0 if start.sure else 0.8),
        identity=(rule.id, agency, start.identity, *_edges(rule, before, first)),
        reasons=tuple(reasons),
        agencies=(agency,),
        start=date.fromordinal(first),
        end=date.fromordinal(last),
        source=rule.source,
        verified=rule.verified,
    )


def _edges(rule: ContactRule, before: Sequence[Read], first: int) -> tuple[str, ...]:
    """A repeated rule's finding is told by the day from which the time ran."""
    if rule.every is None:
        return ()
    return (date.fromordinal(first).isoformat(),)


__all__ = ["ContactRule", "Plan", "contact_rules", "expected_contact", "of_entry"]
