"""Real files that the people of the journey send: a body map, three chronologies, a report with names in every corner."""

import csv
from pathlib import Path

from docx import Document
from openpyxl import Workbook

HEADINGS = ["Date", "Time", "Source", "Professional", "Event", "Child seen", "Action"]
HOSPITAL = [
    ["3.4.25", "10:15", "Emergency department record", "Dr Alasdair Penfold", "Kestrel Amblecote brought in by Saffron Amblecote with a bruise to the cheek; fall from a sofa given.", "Yes", "Discharged; letter to GP"],
    ["about 20 June 2025", "", "Clinic letter", "Dr Alasdair Penfold", "Not brought to the follow-up clinic.", "No", "Second appointment sent"],
    ["early Mar 26", "", "Telephone note", "Ward clerk", "Mother rang to say they had moved in with Dorian Fellgate.", "n/a", ""],
    ["31/02/2026", "", "Community nursing note", "Nurse Imara Welby", "Weight check at home; Kes was quiet and watched the door.", "Yes", "Told the health visitor"],
    ["10/11/2026", "16.40", "Ward record", "Sister Hester Underhill", "Admitted with two fractures of different ages.", "Yes", "Safeguarding lead told; referral"],
]  # fmt: skip
SCHOOL = [
    ["12/09/2025", "", "School file", "Mr Tobin Averill", "Kestrel fell asleep in class twice this week.", "Yes", "Spoke to mother at the gate"],
    ["?14.1.26", "", "School file", "Mr Tobin Averill", "Said: “Dorian shouts when Mummy is at work.”", "Yes", "Recorded; not passed on"],
    ["Spring 2026", "", "Attendance record", "School office", "Attendance fell to 71 per cent.", "n/a", "Letter home"],
]  # fmt: skip
POLICE = [
    ["2026-02-02", "01:30", "Incident log", "PC Ruel Garrick", "Neighbours reported shouting at 9 Weaver Row; all quiet on arrival.", "No", "No further action"],
    ["2026-10-25", "01:15", "Incident log", "PC Ruel Garrick", "Call from the same address; Dorian Fellgate had left.", "Yes", "Referral to children’s services"],
]  # fmt: skip


def body_map(folder: Path) -> None:
    document = Document()
    document.add_heading("Body map", 1)
    document.add_paragraph(
        "Left forearm and left lower leg. Drawn on the ward on 10 November 2026."
    )
    document.save(folder / "body-map.docx")


def chronologies(folder: Path) -> None:
    """The hospital's as a Word table, the school's as a workbook, the police's as CSV."""
    document = Document()
    document.add_heading("Chronology of contact", 1)
    table = document.add_table(rows=1, cols=len(HEADINGS))
    for cell, text in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.text = text
    for row in HOSPITAL:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(folder / "hospital.docx")
    book = Workbook()
    sheet = book.active
    for row in (HEADINGS, *SCHOOL):
        sheet.append(row)
    book.save(folder / "school.xlsx")
    with (folder / "police.csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADINGS, *POLICE])
