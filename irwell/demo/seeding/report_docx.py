"""An invented report of a practice review as a Word file, with the case's own registered names in every corner.

`complete_register` writes everybody whom the report names into the identity register; `build_report` makes the file.
Names stand in the body, tables, header, footer, a footnote, comments, a tracked change, hidden text, a link and the
properties, so that anonymising it is real work. One neighbour and one nickname are in no register.
"""

import calendar
import datetime as dt
import io
import tomllib
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from irwell.audit.actions import Actor
from irwell.cases import actions as cases
from irwell.cases.models import Case, Identity
from irwell.cases.queries import date_of, labels_taken, register_of
from irwell.cases.rules import propose_label
from irwell.core.time import london
from irwell.demo.seeding import word_parts as parts

REVIEWER = "Rosalind Farr-Kite"
PARTNERSHIP = "Calderbrook Safeguarding Children Partnership"
UNREGISTERED = "Dilys Harrowgate"
WIDE = 15.2  # centimetres between the margins
WRITTEN = dt.datetime(2026, 1, 5, 9)  # noqa: DTZ001 - Word's properties take naive times

# Two of each, so that neighbouring cases differ. Nobody here is real.
POOLS: dict[str, tuple[str, str]] = {
    "father": ("Corin Hallowbeck", "Jory Pellmire"),
    "partner": ("Dax Thornwater", "Rhys Ambleholm"),
    "grandmother": ("Maud Sedgeling", "Ottoline Brackenrigg"),
    "sibling": ("Pip", "Linnet"),
    "school": ("Millrace Primary School", "Tenterfold Primary School"),
    "gp": ("Weirside Surgery", "Lockgate Medical Practice"),
    "social_worker": ("Tilda Marrowby", "Niamh Stonecrop"),
    "health_visitor": ("Bettina Cloughfold", "Greta Yarnside"),
    "teacher": ("Wilfred Oxlea", "Saffron Hebblewick"),
    "doctor": ("Dr Anselm Rookhope", "Dr Farida Quernmore"),
    "officer": ("DC Leif Garsdale", "DC Moira Tarnbeck"),
    "mother": ("Juno Hollowgate", "Anouk Mossgill"),
    "child": ("Wren Hollowgate", "Petra Mossgill"),
}
ROLES = {
    "child": "child", "mother": "mother", "father": "father", "partner": "mothers_partner",
    "grandmother": "grandmother", "sibling": "sibling", "school": "school", "gp": "gp_practice",
    "social_worker": "social_worker", "health_visitor": "health_visitor", "teacher": "teacher",
    "doctor": "doctor", "officer": "police_officer",
}  # fmt: skip
BODIES = {"school", "gp"}


@dataclass(frozen=True)
class Cast:
    """Everybody and everything that the report names."""

    child: str
    mother: str
    father: str
    partner: str
    grandmother: str
    sibling: str
    school: str
    gp: str
    social_worker: str
    health_visitor: str
    teacher: str
    doctor: str
    officer: str
    child_nick: str
    partner_alias: str
    street: str
    postcode: str
    nhs: str
    phone: str
    email: str
    police_ref: str
    born: dt.date
    sibling_born: dt.date
    mother_born: dt.date
    partner_born: dt.date


def cast_of(case: Case) -> Cast:
    """Names from the register where it has them; invented ones for the rest, the same every time."""
    register, turn = list(register_of(case)), sum(case.reference.encode()) % 2
    known = {key: _name(register, role) for key, role in ROLES.items()}
    named = {key: known[key] or POOLS[key][turn] for key in ROLES}
    surname = named["child"].split()[-1]
    if not known["sibling"]:
        named["sibling"] = f"{POOLS['sibling'][turn]} {surname}"
    child = next((i for i in register if i.role == "child"), None)
    details = child.details if child else {}
    born = dt.date.fromisoformat((details.get("dates_of_birth") or ["2021-03-08"])[0])
    home = (details.get("addresses") or ["14 Weaver Row, Calderbrook"])[0]
    return Cast(
        **named,
        child_nick=f"{named['child'][:2]}-{named['child'][:2].lower()}",
        partner_alias=f"{named['partner'].split()[0]} Millbank",
        street=home.split(",")[0],
        postcode=("BQ4 7TH", "BQ9 2LW")[turn],
        nhs=("999 123 4578", "999 765 4323")[turn],
        phone=("01632 960731", "01632 960748")[turn],
        email=f"{named['social_worker'].lower().replace(' ', '.')}@calderbrook.example",
        police_ref=("CBP/26/004417", "CBP/26/009162")[turn],
        born=born,
        sibling_born=_months(born, -41),
        mother_born=_months(born, -23 * 12 - 5),
        partner_born=_months(born, -27 * 12 - 2),
    )


def complete_register(case: Case, *, by: Actor) -> Cast:
    """Add to the identity register whatever the report names and the register does not hold yet."""
    cast = cast_of(case)
    for key, role in ROLES.items():
        if not _name(list(register_of(case)), role):
            names, details = _entry(cast, key)
            kind = Identity.Kind.ORGANISATION if key in BODIES else Identity.Kind.PERSON
            _add(case, kind, role, names, details, by)
    held = {str(v) for i in register_of(case) for vs in i.details.values() for v in vs if vs}
    if cast.postcode not in held:
        place = {"addresses": [cast.street], "identifiers": [cast.postcode]}
        _add(case, Identity.Kind.PLACE, "address", [cast.street], place, by)
        numbers = {"identifiers": [cast.nhs, cast.phone, cast.email, cast.police_ref]}
        _add(case, Identity.Kind.REFERENCE, "reference", [], numbers, by)
    return cast


def build_report(
    case: Case, *, version: int = 1, reviewer: str = REVIEWER, partnership: str = PARTNERSHIP
) -> bytes:
    """The report as Word. Version 1 has slips that fact check mends; version 2 is the mended one."""
    cast = cast_of(case)
    words = _words(case, cast) | {"reviewer": reviewer, "partnership": partnership}
    document = Document()
    notes: list[str] = []
    _title_page(document, case, words, version)
    for block in _blocks():
        if block.get("since", 1) <= version <= block.get("until", 99):
            _write(document, block, words, notes)
    _margins(document, cast, words)
    parts.add_hidden(document.paragraphs[3], f" Draft held by {cast.social_worker}, {cast.phone}")
    parts.add_footnotes(document, notes)
    parts.add_custom_property(document, "Subject", f"{cast.child}, NHS {cast.nhs}")
    properties = document.core_properties
    properties.author, properties.last_modified_by = reviewer, cast.social_worker
    properties.title, properties.keywords = f"Review about {cast.child}", cast.school
    properties.subject, properties.created = cast.police_ref, WRITTEN
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _blocks() -> list[dict[str, Any]]:
    source = resources.files("irwell.demo.data") / "review_report.toml"
    found: list[dict[str, Any]] = tomllib.loads(source.read_text("utf-8"))["block"]
    return found


def _name(register: list[Identity], role: str) -> str:
    found = next((i for i in register if i.role == role and i.names), None)
    return str(found.names[0]) if found else ""


def _entry(cast: Cast, key: str) -> tuple[list[str], dict[str, Any]]:
    names = [getattr(cast, key)]
    if key == "partner":
        names.append(cast.partner_alias)
    born = getattr(cast, f"{key}_born", cast.born if key == "child" else None)
    return names, {"dates_of_birth": [born.isoformat()]} if born else {}


def _add(
    case: Case, kind: str, role: str, names: list[str], details: dict[str, Any], by: Actor
) -> None:
    label = propose_label(role, labels_taken(case))
    cases.add_identity(
        case=case, key=case.key, kind=kind, role=role, label=label, names=names, details=details, by=by
    )  # fmt: skip


def _words(case: Case, cast: Cast) -> dict[str, str]:
    happened = london(date_of(case, "incident_at") or case.created_at).date()
    words = {k: _day(v) if isinstance(v, dt.date) else str(v) for k, v in asdict(cast).items()}
    for key in ROLES:
        words[f"{key}_first"] = words[key].split()[0]
    for n in range(1, 25):
        words[f"m{n}"] = _day(_months(happened, -n, day=2 + n * 7 % 26))
        words[f"p{n}"] = _day(_months(happened, 12 + n, day=31))
    return words | {"incident": _day(happened), "lines": "214"}


def _months(day_in: dt.date, count: int, *, day: int = 0) -> dt.date:
    year, month = divmod(day_in.year * 12 + day_in.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day or day_in.day, last))


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _title_page(document: Any, case: Case, words: dict[str, str], version: int) -> None:
    document.add_heading("Local child safeguarding practice review", level=0)
    document.add_paragraph(f"{words['child']} and family", style="Subtitle")
    draft = version == 1  # what is to be published says nothing of drafts
    standing = " · version 1" if draft else ""
    document.add_paragraph(f"{words['partnership']} · {case.reference}{standing}")
    restricted = " Restricted until approved for publication." if draft else ""
    document.add_paragraph(f"Lead reviewer: {words['reviewer']}.{restricted}")


def _write(document: Any, block: dict[str, Any], words: dict[str, str], notes: list[str]) -> None:
    for key, level in (("h1", 1), ("h2", 2)):
        if key in block:
            document.add_heading(block[key].format_map(words), level=level)
    for line in block.get("bullets", ()):
        document.add_paragraph(line.format_map(words), style="List Bullet")
    if "table" in block:
        _table(document, [[cell.format_map(words) for cell in row] for row in block["table"]])
    if "p" in block:
        paragraph = document.add_paragraph(block["p"].format_map(words).strip())
        _marks(document, paragraph, block, words, notes)


def _marks(
    document: Any, paragraph: Paragraph, block: dict[str, Any], words: dict[str, str], notes: list[str]
) -> None:  # fmt: skip
    said = {k: block[k].format_map(words) for k in ("note", "comment", "deleted", "inserted") if k in block}  # fmt: skip
    if "note" in said:
        notes.append(said["note"])
        parts.refer_to_footnote(paragraph, len(notes))
    if "comment" in said:
        document.add_comment(paragraph.runs, said["comment"], author=words["social_worker"], initials="TM")  # fmt: skip
    if "deleted" in said:
        parts.track_change(paragraph, said["deleted"], said["inserted"], words["health_visitor"])


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    widest = [max(len(row[n]) for row in rows) ** 0.5 + 2 for n in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widest, strict=True):
            cell.text, cell.width = "", Cm(WIDE * width / sum(widest))
            cell.paragraphs[0].add_run(text).bold = number == 0
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    document.add_paragraph()


def _margins(document: Any, cast: Cast, words: dict[str, str]) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = f"Practice review: {cast.child} ({cast.born:%d/%m/%Y})"
    section.footer.paragraphs[0].text = f"{words['partnership']} · {cast.street}, {cast.postcode}"
    closing = document.add_paragraph("Correspondence: ")
    parts.add_link(closing, f"mailto:{cast.email}", cast.social_worker)
