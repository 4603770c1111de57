"""The leak gate: reads a written file as an attacker would; one finding blocks, and so does
a check that cannot run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from irwell.anonymise.attack import lint
from irwell.anonymise.attack.haystacks import (
    Haystack,
    archive,
    inflated,
    member,
    old_streams,
    spellings,
    tagless,
    xml_text,
)
from irwell.anonymise.attack.pdf import objects, shown_text
from irwell.anonymise.attack.search import Grade, Hit, Search
from irwell.anonymise.fold import fold
from irwell.anonymise.model import Document
from irwell.anonymise.reading import UnreadableDocument, read
from irwell.anonymise.reading.decoding import decoded
from irwell.anonymise.register import Register

RULES_VERSION = "1"
_MASK = "█"
_AROUND = 24
# The language that every written file names; it is nobody's initials.
_LANGUAGE = re.compile(r"(?<![\w-])en-GB(?![\w-])")
_MOST_FINDINGS = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be published; `excerpt` never shows a registered form.

    severity: "critical" is an identity in an unmistakable form; "review" is a form that may be
    an ordinary word (“May”, initials) and that two people may release by its key; "serious" is
    a part of the file that should not be there.
    """

    place: str
    kind: str
    entry_id: str | None
    excerpt: str
    severity: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class CheckRun:
    """One check: whether it ran, and on how much."""

    name: str
    ran: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer about one file."""

    name: str
    sha256: str
    findings: tuple[Finding, ...]
    checks: tuple[CheckRun, ...]
    released: int = 0

    @property
    def passed(self) -> bool:
        """Nothing found, and everything was looked at."""
        return not self.findings and bool(self.checks) and all(c.ran for c in self.checks)


def verify(
    name: str,
    data: bytes,
    register: Register,
    *,
    released: Collection[str] = (),
    title: str = "",
) -> Verification:
    """Look for every registered identity in every reading of this file."""
    gate = _Gate(name, data, register, frozenset(released), title)
    gate.run_all()
    return Verification(
        name=gate.masked_name(),
        sha256=hashlib.sha256(data).hexdigest(),
        findings=tuple(gate.findings),
        checks=tuple(gate.checks),
        released=gate.released,
    )


class _Gate:
    def __init__(
        self, name: str, data: bytes, register: Register, released: frozenset[str], title: str
    ) -> None:
        self.findings: list[Finding] = []
        self.checks: list[CheckRun] = []
        self.released = 0
        self._name = name
        self._data = data
        self._register = register
        self._release = released
        self._title = title
        self._search = Search(register)
        self._document: Document | None = None
        self._seen: set[tuple[str, str, str]] = set()
        self._told: set[str] = set()
        self._kind = name.rpartition(".")[2].lower()

    def masked_name(self) -> str:
        """The file's name as far as it may be repeated."""
        return self._masked(self._name, self._search.find(self._name))

    def run_all(self) -> None:
        """Every check, the ones with the best words for a place first."""
        self._run("the register can be searched for", self._self_test)
        self._run("name of the file", self._file_name)
        self._run("text and hidden parts as a program reads them", self._as_read)
        self._run("second reading of the text", self._second_reading)
        self._run("parts that should not be there", self._structure)
        self._run("title without exact dates", self._titles)
        self._run("every part and stream, unpacked", self._unpacked)
        self._run("raw bytes in every spelling", self._raw)

    def _run(self, name: str, check: Callable[[], str]) -> None:
        try:
            self.checks.append(CheckRun(name, True, check()))
        except UnreadableDocument as error:
            self.checks.append(CheckRun(name, False, str(error)))
        except Exception as error:
            # Whatever stops a check blocks the file. The message is not told: it may quote it.
            self.checks.append(CheckRun(name, False, f"could not run ({type(error).__name__})"))

    # --- checks -------------------------------------------------------------------------

    def _self_test(self) -> str:
        """The search must find a planted form of each entry, or silence would mean nothing."""
        missing = list(self._search.unsearchable)
        planted: dict[str, str] = {}
        for variant in self._register.variants():
            planted.setdefault(variant.entry_id, variant.text)
        for entry_id, text in planted.items():
            hits = self._search.find(f"It is said that {text} was there.")
            if not any(hit.form.entry_id == entry_id for hit in hits):
                missing.append(entry_id)
        if missing:
            raise UnreadableDocument(
                f"{len(missing)} entries of the register cannot be looked for: "
                f"{', '.join(missing[:10])}. Give them names or take them out."
            )
        return f"{len(planted)} entries in {self._search.size} forms"

    def _file_name(self) -> str:
        self._look(Haystack("name of the file", self._name, Grade.TEXT))
        return "looked at"

    def _as_read(self) -> str:
        document = self._document = read(self._name, self._data)
        for block in document.blocks:
            self._look(Haystack(block.place, block.text, Grade.TEXT))
        for part in document.hidden:
            self._look(Haystack(part.place, part.text, Grade.TEXT))
        for item in document.quarantined:
            self._look(Haystack("place of a part", item.place, Grade.TEXT))
        return f"{len(document.blocks)} blocks, {len(document.hidden)} hidden parts"

    def _second_reading(self) -> str:
        counted = 0
        for haystack in self._other_texts():
            self._look(haystack, general=True)
            counted += len(haystack.text)
        if not counted:
            raise UnreadableDocument("The second reading found no text at all.")
        return f"{counted} characters"

    def _other_texts(self) -> Iterator[Haystack]:
        match self._kind:
            case "pdf":
                yield from shown_text(self._data)
            case "html" | "htm":
                yield Haystack("page without its tags", tagless(decoded(self._data)), Grade.TEXT)
            case "docx" | "dotx" | "odt":
                for haystack in archive("file", self._data):
                    if haystack.grade is Grade.TEXT:
                        yield haystack
            case _:
                yield Haystack("whole text", decoded(self._data), Grade.TEXT)

    def _structure(self) -> str:
        if self._document is None:
            raise UnreadableDocument("The file could not be read, so its parts are not known.")
        faults = list(lint.document_faults(self._document))
        if self._kind == "pdf":
            faults += lint.pdf_faults(self._data)
        elif self._kind in {"docx", "dotx"}:
            faults += lint.word_faults(self._data)
        for fault in faults:
            self._add(fault.place, fault.kind, None, fault.detail, "serious", "")
        return f"{len(faults)} found"

    def _titles(self) -> str:
        if self._document is None:
            raise UnreadableDocument("The file could not be read, so its title is not known.")
        for fault in lint.title_faults(self._document, self._title):
            self._add(fault.place, fault.kind, None, fault.detail, "serious", "")
        return "looked at"

    def _unpacked(self) -> str:
        counted = 0
        for haystack in self._parts():
            self._look(haystack, general=True)
            counted += 1
        return f"{counted} readings"

    def _parts(self) -> Iterator[Haystack]:
        match self._kind:
            case "docx" | "dotx" | "odt":
                yield from archive("file", self._data)
            case "pdf":
                spelt: set[bytes] = set()
                yield from objects(self._data, spelt=spelt)
                yield from old_streams(self._data, spelt)
            case "html" | "htm":
                yield Haystack("source of the page", decoded(self._data), Grade.MARKUP)
                yield from _built_in_files(self._data)
            case _:
                yield Haystack("whole text", decoded(self._data), Grade.MARKUP)

    def _raw(self) -> str:
        for haystack in spellings("file", self._data):
            self._look(haystack, general=True)
        return f"{len(self._data)} bytes"

    # --- findings -----------------------------------------------------------------------

    def _look(self, haystack: Haystack, *, general: bool = False) -> None:
        """Search; a general reading only tells of people that no better place has told of."""
        text = _LANGUAGE.sub("en   ", haystack.text)
        hits = self._search.find(text, haystack.grade)
        if not hits:
            return
        known = set(self._told)
        place = self._masked(haystack.place, self._search.find(haystack.place))
        for hit in hits:
            entry_id = hit.form.entry_id
            if general and entry_id in known:
                continue
            severity = "critical" if hit.sure else "review"
            excerpt = self._excerpt(text, hit, hits)
            self._add(place, hit.form.kind, entry_id, excerpt, severity, _key(hit, text))
            self._told.add(entry_id)

    def _add(
        self, place: str, kind: str, entry_id: str | None, excerpt: str, severity: str, key: str
    ) -> None:
        if severity == "review" and key in self._release:
            self.released += 1
            return
        same = (place, entry_id or kind, excerpt)
        if same in self._seen or len(self.findings) >= _MOST_FINDINGS:
            return
        self._seen.add(same)
        self.findings.append(Finding(place, kind, entry_id, excerpt, severity, key))

    def _excerpt(self, text: str, hit: Hit, hits: list[Hit]) -> str:
        start, end = max(0, hit.start - _AROUND), min(len(text), hit.end + _AROUND)
        near = [h for h in hits if h.end > start and h.start < end]
        # Whole words only: half of a misspelt name may be the name.
        while 0 < start < hit.start and not text[start - 1].isspace():
            start += 1
        while hit.end < end < len(text) and not text[end].isspace():
            end -= 1
        start = min([start, *(h.start for h in near)])
        end = max([end, *(h.end for h in near)])
        piece = self._masked(text[start:end], near, offset=start)
        lead = "…" if start else ""
        return f"{lead}{' '.join(piece.split())}{'…' if end < len(text) else ''}"

    def _masked(self, text: str, hits: list[Hit], *, offset: int = 0) -> str:
        letters = list(text)
        for hit in hits:
            for at in range(max(0, hit.start - offset), min(len(letters), hit.end - offset)):
                letters[at] = _MASK
        return re.sub(f"{_MASK}+", _MASK * 4, "".join(letters))


def _built_in_files(data: bytes) -> Iterator[Haystack]:
    """Pictures and other files that a page carries in its own text."""
    import base64

    pattern = re.compile(rb"data:[\w/+.-]*;base64,([A-Za-z0-9+/=\s]+)")
    for number, match in enumerate(pattern.finditer(data), start=1):
        inner = base64.b64decode(re.sub(rb"\s", b"", match.group(1)))
        yield from member(f"built-in file {number}", inner, 1)
        yield from inflated(f"built-in file {number}", inner)
    yield from xml_text("page", data)


def _key(hit: Hit, text: str) -> str:
    """Names a doubtful finding by its words and those around it, wherever it stands."""
    around = fold(text[max(0, hit.start - 40) : hit.end + 40]).text
    words = " ".join(re.findall(r"\w+", around))
    return hashlib.sha256(f"{hit.form.entry_id}|{words}".encode()).hexdigest()[:16]
