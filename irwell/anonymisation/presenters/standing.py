"""View models of where the anonymisation stands: its way, what blocks, files, certificate, the jigsaw meter."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from irwell.access.permissions import Permission
from irwell.anonymisation import queries, rules
from irwell.anonymisation.models import Certificate, Run
from irwell.anonymisation.presenters.queue import progress
from irwell.anonymise import certificate as engine
from irwell.anonymise.jigsaw import Feature, Jigsaw
from irwell.anonymise.model import Document as TextModel
from irwell.anonymise.model import HiddenPart
from irwell.anonymise.register import Register
from irwell.cases.models import Case
from irwell.cases.queries import register_of
from irwell.core.text import plural
from irwell.core.time import london
from irwell.documents.models import Document
from irwell.ui.presenters import FileLine, Row, Task

SEVERITIES = {
    "critical": ("Identity", "red"), "serious": ("Hidden part", "red"), "stopped": ("Check stopped", "red"),
    "review": ("Look at it", "amber"),
}  # fmt: skip


@dataclass(frozen=True)
class OutOfSight:
    """A part of the report's file that a reader does not see, and what it gives away."""

    kind: str
    place: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Unseen:
    """Parts that give somebody away, and one line for each that does not."""

    telling: tuple[OutOfSight, ...]
    quiet: tuple[str, ...]


def out_of_sight(document: TextModel, register: Register) -> Unseen:
    """What hides in the report's file; none of it reaches a clean file."""
    found = [_hidden(part, register) for part in document.hidden if part.text.strip()]
    found += [
        OutOfSight(item.kind.value.replace("_", " "), item.place, ())
        for item in document.quarantined if item.kind in rules.NO_QUESTION
    ]  # fmt: skip
    quiet = (f"{part.kind.capitalize()}: {part.place}" for part in found if not part.told)
    return Unseen(tuple(part for part in found if part.told), tuple(dict.fromkeys(quiet)))


def _hidden(part: HiddenPart, register: Register) -> OutOfSight:
    kind = part.kind.value.replace("_", " ")
    told = tuple(rules.words_left(register, {"It": part.text}))
    return OutOfSight(kind, part.place, told)


def way(
    case: Case, run: Run | None, certificate: Certificate | None, held: frozenset[Permission]
) -> list[Task]:
    """The five steps of the anonymisation and where it stands; links for those who may follow them."""

    def to(name: str, right: Permission = Permission.ANONYMISE) -> str:
        if right not in held:
            return ""
        return reverse(f"anonymisation:{name}", kwargs={"case_id": case.pk})

    if run is None:
        waits = [
            "Decide on what was found",
            "Read it a second time",
            "Write the files and read them back",
        ]
        waits += ["Try it as an intruder would", "Sign the certificate"]
        first = Task("Look through the report", "To do", to("start"), colour="todo")
        if queries.looking_of(case) is not None:
            first = Task("Look through the report", "Going on", to("looking"), colour="waiting")
        return [first, *(Task(title, "Cannot start yet", waits=True) for title in waits)]
    written = run.state == Run.State.WRITTEN
    signed = certificate is not None and certificate.signed_by_id is not None
    left, twice = run.open_decisions, queries.read_twice(run)
    total = progress(queries.lines_of(run)).total
    decide = f"{left} of {total} left" if left else "All decided"
    write = Task("Write the files and read them back", "Cannot start yet", waits=True)
    if written:
        write = Task("Write the files and read them back", "Nothing found", colour="done")
    elif run.state == Run.State.BLOCKED:
        write = Task("Write the files and read them back", "Blocked", "#blocked", colour="late")
    elif not left and not queries.parts_waiting(run) and twice.done:
        write = Task("Write the files and read them back", "To do", "#write", colour="todo")
    pictures = _pictures(run, to("parts"))
    second = _second(twice, left, to("second"))
    sign = Task("Sign the certificate", "Cannot start yet", waits=True)
    if written:
        sign = Task(
            "Sign the certificate", "Signed" if signed else "To do", to("sign", Permission.SIGN_CERTIFICATE),
            colour="done" if signed else "todo",
        )  # fmt: skip
    return [
        Task("Look through the report", "Done", to("preview"), "See it before and after", "done"),
        Task("Decide on what was found", decide, to("queue"), colour="waiting" if left else "done"),
        *pictures,
        second,
        write,
        Task("Try it as an intruder would", _searched(case), to("risk"), "Jigsaw meter, what is known outside, searches"),
        sign,
    ]  # fmt: skip


def _second(twice: rules.Twice, left: int, address: str) -> Task:
    """The step of the second reading and its differences."""
    title = "Read it a second time"
    if left:
        return Task(title, "Cannot start yet", waits=True)
    if twice.waiting:
        return Task(
            title,
            f"{twice.waiting} of {twice.asked} left",
            address,
            "Another person, who does not see what was decided",
            "todo",
        )
    if twice.differences:
        return Task(
            title,
            plural(twice.differences, "difference"),
            address,
            "The two settle it together",
            "late",
        )
    words = f"{plural(twice.settled, 'difference')} settled" if twice.settled else "No difference"
    return Task(title, words, address, colour="done")


def _pictures(run: Run, address: str) -> list[Task]:
    """The step of pictures and built-in files, where the report has any."""
    total, left = len(queries.parts_of(run)), len(queries.parts_waiting(run))
    if not total:
        return []
    words = f"{left} of {total} left" if left else "All decided"
    colour = "waiting" if left else "done"
    return [Task("Decide on pictures and built-in files", words, address, colour=colour)]


def _searched(case: Case) -> str:
    count = case.searches.count()
    return f"{plural(count, 'search', 'searches')} logged" if count else "No search yet"


@dataclass(frozen=True)
class Blocking:
    """A finding of the leak gate, and what to do about it."""

    finding: str
    severity: str
    colour: str
    where: str
    what: str
    excerpt: str
    mend: str
    can_stand: bool


MEND = {
    "critical": "Find these words in the queue under “Decided” and decide otherwise, or add the spelling to the register.",
    "serious": "Look through the report again. If it stays, tell the people who run this service.",
    "stopped": "A check that cannot run never passes. Tell the people who run this service.",
    "review": "If it is the name, replace it. If it is an ordinary word, two people can let it stand.",
}  # fmt: skip


def blocking(findings: Iterable[Mapping[str, Any]]) -> list[Blocking]:
    """Findings by place, the same words in several files once."""
    merged: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for row in findings:
        merged.setdefault(
            (row["severity"], row["label"] or row["kind"], row["excerpt"]), []
        ).append(row)
    found = []
    for (severity, what, excerpt), rows in merged.items():
        words, colour = SEVERITIES[severity]
        where = "; ".join(dict.fromkeys(f"{row['file']}: {row['place']}" for row in rows))
        found.append(
            Blocking(
                rows[0]["finding"], words, colour, where, what, excerpt, MEND[severity], severity == "review"
            )
        )  # fmt: skip
    return found


def clean_file_lines(case: Case, run: Run) -> list[FileLine]:
    """The clean files and the certificate, for the file list."""
    titles = {"report.docx": "Word", "report.html": "Web page", "report.pdf": "PDF"}
    lines = [
        FileLine(
            titles.get(kept.name, kept.name), kept.name.rpartition(".")[2].upper(),
            reverse("anonymisation:file", kwargs={"case_id": case.pk, "name": kept.name}),
            f"SHA-256 {kept.document.sha256[:16]}…",
        )
        for kept in run.files.select_related("document")
    ]  # fmt: skip
    address = reverse("anonymisation:certificate", kwargs={"case_id": case.pk})
    return [*lines, FileLine("Certificate", "JSON", address, "names nobody")]


def certificate_rows(certificate: Certificate) -> list[Row]:
    """What the certificate says, in words."""
    issued = engine.Certificate.from_json(certificate.text)
    checks = max((len(item.checks) for item in issued.files), default=0)
    stand = sum(item.released for item in issued.files)
    rows = [
        Row("Files", ", ".join(item.name for item in issued.files)),
        Row("Each file read back in", plural(checks, "check")),
        Row("Mentions found in the report", str(issued.counts.get("mentions", 0))),
        Row("Decided by a person", str(issued.counts.get("mentions that a person decided", 0))),
        *_people(certificate.run),
        *_counted(issued.counts),
        Row("Register", f"version {issued.register_version}"),
        Row("Rules", issued.rules_version),
        Row("Fingerprint", certificate.digest),
    ]
    return [*rows, Row("Words that two people let stand", str(stand))] if stand else rows


def _people(run: Run) -> list[Row]:
    """Who read it first, and who a second time without seeing what the first decided."""
    first, second = queries.readers(run)
    rows = [("First reading", first), ("Second reading", second)]
    return [Row(title, ", ".join(names)) for title, names in rows if names]


def _counted(counts: Mapping[str, int]) -> list[Row]:
    """What only some certificates count."""
    names = {
        "pictures taken over": "Pictures taken over",
        "pictures and files left out": "Pictures and files left out",
    }
    return [Row(words, str(counts[key])) for key, words in names.items() if key in counts]


LEVELS = {"high": ("High", "red"), "medium": ("Medium", "amber"), "low": ("Low", "green")}


@dataclass(frozen=True)
class Meter:
    """The jigsaw meter: level, score, the pairs that do the damage, every detail that stays."""

    level: str
    words: str
    colour: str
    score: float
    advice: str
    pairs: tuple[str, ...]
    more: tuple[str, ...]
    details: tuple[Feature, ...]
    people: tuple[tuple[str, tuple[Feature, ...]], ...]


def meter(found: Jigsaw, told: Mapping[str, tuple[Feature, ...]]) -> Meter:
    """The engine's answer; its first sentence is the advice, then the pairs, then what else to think of."""
    words, colour = LEVELS[found.level]
    pairs = tuple(pair.sentence for pair in found.pairs)
    more = tuple(s for s in found.sentences[1:] if s not in pairs)
    details = tuple(sorted(found.features, key=lambda feature: -feature.weight))
    advice = found.sentences[0].partition(": ")[2]
    return Meter(
        found.level,
        words,
        colour,
        found.score,
        advice[:1].upper() + advice[1:],
        pairs,
        more,
        details,
        tuple((label or "The family, or nobody by name", mine) for label, mine in told.items()),
    )


def source_choices(
    found: Mapping[str, Document], approved: Document | None
) -> list[tuple[str, str]]:
    """Reports to choose from, the approved one said to be so."""
    return [
        (pk, f"{document.file_name}, {_day(document.created_at)}{', approved by all partners' if document == approved else ''}")
        for pk, document in found.items()
    ]  # fmt: skip


def _day(moment: dt.datetime) -> str:
    return f"{london(moment):%-d %B %Y}"


def proposed_title(case: Case) -> str:
    """A title that names nobody, for the person to change."""
    child = register_of(case).filter(role="child").first()
    return f"Child safeguarding practice review: {child.label if child else case.label}"


def looked_through(run: Run) -> str:
    """What the machine found, after looking through."""
    found, left = len(queries.lines_of(run)), run.open_decisions
    waits = f"{left} need a person’s decision" if left else "none needs a person’s decision"
    return f"{plural(found, 'mention')} found; {waits}."


def article_of(page: str) -> str:
    """The article alone of a page that our writer made."""
    start, end = page.index("<article"), page.index("</article>") + len("</article>")
    return page[start:end]


def places_added(new: int, known: int) -> str:
    """What became of names that were put on the list."""
    told = f"{plural(new, 'name')} added."
    return f"{told} {known} stood on the list already." if known else told
