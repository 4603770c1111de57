"""View models of the key lines of enquiry."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from irwell.combined_chronology.models import EnquiryTag
from irwell.combined_chronology.queries import Reading


@dataclass(frozen=True)
class Enquiry:
    """A key line of enquiry, or a tag that nobody made one yet, with how many lines carry it."""

    name: str
    question: str
    lines: int
    code: str
    agencies: int


def enquiries(
    reading: Reading, tags: Iterable[EnquiryTag], code: Callable[[str], str]
) -> list[Enquiry]:
    lines: Counter[str] = Counter()
    agencies: dict[str, set[str]] = {}
    for entry in reading.whole.entries:
        for tag in entry.tags:
            lines[tag] += 1
            agencies.setdefault(tag, set()).add(entry.agency)
    asked = {tag.name: tag.question for tag in tags}
    others = dict.fromkeys(sorted(set(lines) - set(asked), key=str.casefold), "")
    return [
        Enquiry(reading.say(name), reading.say(question), lines[name], code(name), len(agencies.get(name, ())))
        for name, question in {**asked, **others}.items()
    ]  # fmt: skip
