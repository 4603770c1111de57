"""Measure that nothing passes: python bench/leaks.py [--tools FOLDER] [--files FOLDER] [--fuzz 10000]

--tools   a folder with canary_docx.py and canary_pdf.py: files with an identity in every hiding
          place. Every one must be gone from all that is written.
--files   a folder of real files: each must give a clean rebuild or a refusal with its reason.
--fuzz    so many damaged files, made from the test suite's files (and those of --files): never a
          crash, never a name passed through. --seconds ends it early, --seed repeats it.

What is left is looked for by a search of its own (`left_in`), apart from the leak gate's.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import random
import re
import signal
import subprocess
import sys
import time
import types
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.damage import damaged
from irwell.anonymise.decisions import decide, replacements
from irwell.anonymise.model import apply
from irwell.anonymise.reading import UnreadableDocument, read
from irwell.anonymise.recognise import recognise
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.resolve import resolve
from irwell.anonymise.verify import verify
from irwell.anonymise.words import is_ordinary
from irwell.anonymise.writing import write_docx, write_html, write_pdf
from tests.anonymise import hiding_places, pdf_files, word_files

PLANTED = "Odalys Wrenfield"
# Seconds of processor time, so that a busy machine is not taken for a slow engine.
PATIENCE = 120


@dataclass(frozen=True)
class Outcome:
    """What became of one file: clean, refused, blocked by the gate, or a failure."""

    kind: str
    detail: str = ""


class TooLong(BaseException):
    """A file kept the engine busy for longer than a person would wait."""


def _too_long(*_: object) -> None:
    raise TooLong


def people(names: Sequence[str]) -> Register:
    """A register that holds these names."""
    return Register("1", tuple(Entry(f"p{n}", f"Person {chr(65 + n % 26)}{n}", "person", "", (name,))
                               for n, name in enumerate(names)))  # fmt: skip


def process(
    name: str, data: bytes, register: Register, *, pdf: bool
) -> tuple[Outcome, dict[str, bytes]]:
    """The whole way of one file; what the gate blocks is not written."""
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        document = read(name, data)
        mentions = recognise(document, register, tagger=None)
        decisions = decide(resolve(document, mentions, register), register)
        clean = apply(document, replacements(decisions, document))
        files = {"r.docx": write_docx(clean, title="Report"),
                 "r.html": write_html(clean, title="Report").encode()}  # fmt: skip
        if pdf:
            files["r.pdf"] = write_pdf(clean, title="Report")
        checked = [verify(part, made, register, title="Report") for part, made in files.items()]
    except UnreadableDocument as error:
        return Outcome("refused", str(error)), {}
    except TooLong:
        return Outcome("hang", name), {}
    except Exception as error:
        return Outcome("crash", f"{type(error).__name__}: {error}"), {}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    bad = [v for v in checked if not v.passed]
    if bad:
        why = "; ".join(sorted({f"{f.kind} in {f.place}" for v in bad for f in v.findings}))
        why += "; ".join(c.detail for v in bad for c in v.checks if not c.ran)
        return Outcome("blocked", why[:200]), {}
    return Outcome("clean"), files


def left_in(files: dict[str, bytes], pattern: re.Pattern[str]) -> set[str]:
    """What the pattern finds in the bytes, the members and the inflated streams of these files."""
    found: set[str] = set()
    for data in files.values():
        for piece in _pieces(data):
            for text in (
                piece.decode("latin-1"),
                piece.decode("utf-8", "ignore"),
                piece.decode("utf-16-le", "ignore"),
            ):
                plain = re.sub(r"<[^>]*>|[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
                found |= {m.group() for m in pattern.finditer(text)}
                found |= {m.group() for m in pattern.finditer(plain)}
        if data.startswith(b"%PDF"):
            found |= {m.group() for m in pattern.finditer(_shown(data))}
    return found


def _pieces(data: bytes) -> Iterator[bytes]:
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            for item in container.infolist():
                yield item.filename.encode()
                yield from _pieces(container.read(item))
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.S):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(match.group(1))


def _shown(data: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return re.sub(r"[-\ufffe\u0002]?\s*\n\s*", "", "\n".join(
            page.get_textpage().get_text_range() for page in document))  # fmt: skip


def canaries(tools: Path) -> bool:
    """The two canary programs, and the hiding places of the test suite."""
    good = True
    out = Path("/tmp") / "irwell-canary.docx"
    made = subprocess.run(
        [sys.executable, str(tools / "canary_docx.py"), str(out)], capture_output=True, check=True
    )
    good &= _canary("canary_docx.py", "c.docx", out.read_bytes(), json.loads(made.stdout))
    out.unlink()
    module = _module(tools / "canary_pdf.py")
    data = module.build()
    good &= _canary("canary_pdf.py", "c.pdf", data, module.P)
    more = {
        f"{n}.docx": d
        for n, d in {**word_files.VISIBLE, **word_files.HIDDEN, **word_files.QUARANTINED}.items()
    }
    more |= {f"{n}.pdf": d for n, d in pdf_files.HIDDEN.items()}
    more |= dict(hiding_places.PLACES)
    outcomes = Counter[str]()
    for name, data in more.items():
        outcome, files = process(name, data, people([PLANTED]), pdf=True)
        left = left_in(files, re.compile(r"(?i)wrenfield|odalys"))
        outcomes["LEAKED" if left else outcome.kind] += 1
        if left or outcome.kind in ("crash", "hang", "blocked"):
            good = False
            print(f"  {name}: {outcome.kind} {outcome.detail} {left or ''}")
    print(f"{len(more)} hiding places of the test suite: {_told(outcomes)}")
    return good


def _module(path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _canary(title: str, name: str, data: bytes, planted: dict[str, str]) -> bool:
    register = people([f"Kezia {code}" for code in planted])
    outcome, files = process(name, data, register, pdf=True)
    left = left_in(files, re.compile(r"Thornquist\s?\d\d|Kezia"))
    print(f"{title}: {len(planted)} places, {outcome.kind}, {len(left)} left"
          f" {[planted.get(code, code) for code in left] or ''} {outcome.detail}")  # fmt: skip
    return outcome.kind == "clean" and not left


def real_files(folder: Path) -> bool:
    """Every file that is named like a document; some of its own words play the identities."""
    outcomes, reasons = Counter[str](), Counter[str]()
    good = True
    for path in documents(folder):
        data = path.read_bytes()
        names = _own_words(path.name, data)
        outcome, files = process(path.name, data, people(names), pdf=True)
        if files and (left := _still_there(files, names)):
            outcome = Outcome("LEAKED", f"{len(left)} words")
        outcomes[outcome.kind] += 1
        if outcome.kind == "refused":
            reasons[outcome.detail] += 1
        elif outcome.kind != "clean":
            good = False
            print(f"  {path.name}: {outcome.kind} {outcome.detail}")
    print(f"{sum(outcomes.values())} real files: {_told(outcomes)}")
    for reason, count in reasons.most_common():
        print(f"  {count} refused: {reason}")
    return good


def documents(folder: Path) -> list[Path]:
    """Files to try, in a fixed order."""
    kinds = {".docx", ".docm", ".dotx", ".pdf", ".odt", ".html", ".txt", ".md"}
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in kinds and p.is_file())


@cache
def _ours() -> str:
    """The words that every file we write holds (names of schemas and the like)."""
    empty = read("x.txt", b"x")
    files = {"r.docx": write_docx(empty, title="x"), "r.pdf": write_pdf(empty, title="x")}
    return " ".join(
        piece.decode("latin-1").lower() for data in files.values() for piece in _pieces(data)
    )


def _own_words(name: str, data: bytes) -> list[str]:
    """Up to four long capitalised words of the file; a made-up name when it has none."""
    try:
        text = read(name, data).text
    except UnreadableDocument:
        return [PLANTED]
    words = dict.fromkeys(re.findall(r"\b[A-Z][a-z]{7,}\b", text))
    return [w for w in words if not is_ordinary(w) and w.lower() not in _ours()][:4] or [PLANTED]


def _still_there(files: dict[str, bytes], names: Sequence[str]) -> set[str]:
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    body = {n: re.sub(rb"<style.*?</style>", b"", d, flags=re.S) for n, d in files.items()}
    return left_in(body, pattern)


def _told(outcomes: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(outcomes.items()))


def fuzz(count: int, seconds: float, seed: int, folder: Path | None) -> bool:
    """Damaged files by the thousand."""
    corpus = {f"{n}.docx": d for n, d in {**word_files.VISIBLE, **word_files.HIDDEN}.items()}
    corpus |= {f"{n}.pdf": d for n, d in pdf_files.HIDDEN.items()}
    corpus |= dict(hiding_places.PLACES)
    if folder is not None:
        corpus |= {p.name: p.read_bytes() for p in documents(folder) if p.stat().st_size < 60_000}
    names = sorted(corpus)
    register, pattern = people([PLANTED]), re.compile(r"(?i)wrenfield|odalys")
    outcomes, told = Counter[str](), Counter[str]()
    begin = time.monotonic()
    for number in range(count):
        if time.monotonic() - begin > seconds:
            break
        r = random.Random(f"{seed}:{number}")
        name = r.choice(names)
        data = damaged(r, corpus[name], corpus[r.choice(names)])
        outcome, files = process(name, data, register, pdf=number % 40 == 0)
        if left_in(files, pattern):
            outcome = Outcome("LEAKED")
        outcomes[outcome.kind] += 1
        if outcome.kind in ("crash", "hang", "LEAKED", "blocked"):
            key = re.sub(r"\d+", "#", f"{outcome.kind} {outcome.detail}")[:160]
            told[key] += 1
            if told[key] <= 3:
                print(f"  number {number} of seed {seed} ({name}): {key}", flush=True)
        if number % 1000 == 999:
            print(f"  after {number + 1:,}: {_told(outcomes)}", flush=True)
    print(
        f"{sum(outcomes.values()):,} damaged files in {time.monotonic() - begin:.0f} s: {_told(outcomes)}"
    )
    return not (outcomes["crash"] + outcomes["hang"] + outcomes["LEAKED"])


def main() -> None:
    """Measure, print, and answer with the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--files", type=Path)
    parser.add_argument("--fuzz", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=7200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, _too_long)
    good = True
    if options.tools:
        good &= canaries(options.tools)
    if options.files:
        good &= real_files(options.files)
    if options.fuzz:
        good &= fuzz(options.fuzz, options.seconds, options.seed, options.files)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
