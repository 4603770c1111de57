"""Earlier reviews of invented partnerships elsewhere, and what became of what they recommended.

Saved in the repository’s own process before its index is first built.
"""

from datetime import date, datetime

from irwell.repository.actions.saving import Content, save_record
from irwell.repository.models import Record
from irwell.search import Passage, Recommendation
from irwell.themes.actions import note_outcome, refresh

LICENCE = "Invented for the demonstration"
REVIEWS = (
    (
        "brackenshire-2022-01", "Child Heron: local child safeguarding practice review",
        "Brackenshire Safeguarding Children Partnership", date(2022, 9, 6),
        ("Neglect", "Sharing information"),
        (
            "Neglect was slow, and every agency had a part of it. The school knew of the hunger, the dentist of the missed appointments, housing of the cold.",
            "When Heron was not brought to the clinic, a letter went to the address that the family had left.",
        ),
        (
            "When a child was not brought to an appointment, the two practitioners who know the child best should call each other within two working days.",
            "Every assessment should name the men in a child’s life and say how each was spoken with.",
        ),
        (("1", "Brackenshire Hospitals", "done", "A call within two days in 61 of 70 records; no change in missed appointments was looked for.", "Annual report 2023, page 14", date(2023, 11, 2)),),
    ),
    (
        "saltmarsh-2023-02", "Child Wren: rapid review and its learning",
        "Saltmarsh Safeguarding Children Partnership", date(2023, 6, 20),
        ("Professional curiosity", "The voice of the child"),
        (
            "Each visitor accepted the explanation of the visitor before. Professional curiosity needs time, and the caseload left none.",
            "Wren drew her house without her bed in it. Nobody asked about the drawing: the voice of the child was on the wall.",
        ),
        (
            "Letters about children not brought to appointments should be replaced by a call between two practitioners within two working days.",
            "Supervisors should keep time in each month for workers to think about what a day is like for a child.",
        ),
        (("1", "Saltmarsh Community Health", "in_part", "Accepted for children under five; older children still get a letter.", "Board paper, September 2023", date(2023, 9, 28)),),
    ),
    (
        "oldcastle-2024-01", "Child Finch: local child safeguarding practice review",
        "Oldcastle and the Vale Safeguarding Partnership", date(2024, 3, 12),
        ("Neglect",),
        (
            "Fathers were spoken about and seldom spoken with. The father of Finch had asked twice who he could tell.",
            "Supervision went through tasks. Nobody’s task was to ask what the tasks were for.",
        ),
        (
            "Assessments should name each man in the child’s life and record how he was spoken with.",
            "Supervisors should keep time for workers to think about a child’s day.",
        ),
        (("1", "Oldcastle Council", "effect", "Fathers spoken with in 19 of 24 assessments, from 8 of 24.", "Audit published in January 2025", date(2025, 1, 20)),),
    ),
)  # fmt: skip


def save_reviews(*, now: datetime) -> None:
    """Three reviews of other areas. Does nothing when they are there."""
    if Record.objects.filter(identifier=REVIEWS[0][0]).exists():
        return
    for identifier, title, partnership, published, themes, passages, asked, outcomes in REVIEWS:
        content = Content(
            identifier=identifier, title=title, kind=title.partition(": ")[2].capitalize(),
            source=Record.Source.FILE, content_hash=identifier, partnership=partnership, published=published,
            themes=themes, licence=LICENCE, summary=passages[0],
            passages=tuple(Passage(f"p{n}", text, "Findings", n + 5) for n, text in enumerate(passages, 1)),
            recommendations=tuple(Recommendation(str(n), text, 20 + n) for n, text in enumerate(asked, 1)),
        )  # fmt: skip
        record = save_record(content=content, now=now)
        for number, body, answer, words, source, on in outcomes:
            note_outcome(
                recommendation=record.recommendations.get(number=number), body=body, answer=answer, words=words,
                source=source, on=on, by=None,
            )  # fmt: skip
    refresh()
