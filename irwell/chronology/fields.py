"""The columns of a chronology (domain: a chronology row) and the headings people give them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_NOT_WORDS = re.compile(r"[\W_]+")


def heading_key(heading: str) -> str:
    """A heading as headings are compared: its letters and figures alone."""
    return _NOT_WORDS.sub(" ", heading.casefold()).strip()


def usual_column(heading: str) -> str:
    """The label of the usual column that a heading means, in so many words; empty for any other."""
    wanted = heading_key(heading)
    return next(
        (c.label for c in COLUMNS if wanted in {heading_key(h) for h in (c.label, *c.headings)}), ""
    )


class Field(StrEnum):
    """What a column means. IGNORED columns are kept beside the entry but not read."""

    DATE = "date"
    END_DATE = "end date"
    TIME = "time"
    END_TIME = "end time"
    SEQUENCE = "sequence"
    SOURCE = "source"
    PROFESSIONAL = "professional"
    PROFESSIONAL_ROLE = "professional role"
    SUBJECTS = "subjects"
    EVENT = "event"
    CHILD_SEEN = "child seen"
    CHILD_SPOKEN_TO = "child spoken to"
    CHILD_ALONE = "child seen alone"
    VOICE = "voice of the child"
    ACTION = "action"
    ANALYSIS = "analysis"
    EXPECTED_PRACTICE = "expected practice"
    TAGS = "tags"
    EVIDENCE_REF = "evidence reference"
    RECORD_REF = "record reference"
    IGNORED = "not used"


@dataclass(frozen=True, slots=True)
class Column:
    """A field's label, what belongs in it, and headings that mean it."""

    field: Field
    label: str
    hint: str
    headings: tuple[str, ...]


def _column(field: Field, label: str, hint: str, headings: str) -> Column:
    return Column(field, label, hint, tuple(part.strip() for part in headings.split("|")))


COLUMNS: tuple[Column, ...] = (
    _column(
        Field.DATE,
        "Date",
        "When it happened, as exactly as the record says.",
        "date|date and time|date/time|date of event|event date|date of contact|contact date|when"
        "|date of entry|start date|date from|from|date started|date of incident|incident date"
        "|date of record|dates|datetime|day|date of visit|visit date|activity date|period"
        "|date & time|date time|date (dd/mm/yyyy)|dd/mm/yyyy|timeline|date range|month|year",
    ),
    _column(
        Field.END_DATE,
        "End date",
        "When it ended, if it lasted more than a day.",
        "end date|date to|to|until|date ended|finish date|date of end|end|ended|date until",
    ),
    _column(
        Field.TIME,
        "Time",
        "The time, if the record gives one.",
        "time|start time|time of event|time of contact|time of day|hour|time (24hr)|time started"
        "|contact time|event time|approx time|time from",
    ),
    _column(
        Field.END_TIME, "End time", "When it ended.", "end time|time ended|finish time|time to"
    ),
    _column(
        Field.SEQUENCE,
        "Order on the day",
        "A number that orders events of one day whose times are not known.",
        "sequence|seq|order|seq no|sequence number|order on day|same day order",
    ),
    _column(
        Field.SOURCE,
        "Source of information",
        "Which record this comes from. Always needed.",
        "source|source of information|information source|source of evidence|record source|system"
        "|source document|source record|file|document|where recorded|source of info|recorded in"
        "|source/agency|evidence source|records system|source system|case record|origin",
    ),
    _column(
        Field.PROFESSIONAL,
        "Professional",
        "Who acted or recorded, by name.",
        "professional|professionals|professional involved|professionals involved|worker"
        "|practitioner|staff|staff member|name of professional|professional name|by whom|seen by"
        "|who|author|recorded by|officer|practitioner involved|clinician|lead professional"
        "|name of worker|name|professional and role"
        "|worker and role|practitioner and role|contact with|staff involved|name and role"
        "|professional name and role|practitioner name|completed by",
    ),
    _column(
        Field.PROFESSIONAL_ROLE,
        "Role",
        "Their role or job title.",
        "role|job title|designation|professional role|role of professional|title|position|post"
        "|worker role|profession|job role|practitioner role|role label",
    ),
    _column(
        Field.SUBJECTS,
        "Family member",
        "Who in the family it is about.",
        "subject|subjects|family member|family members|person|who about|child|child's name|name of"
        " child|child name|relates to|concerning|person concerned|family member involved|subject(s)"
        "|client|patient|service user|person involved|member of family|individual|people|sibling"
        "|subject of entry|who was involved|family",
    ),
    _column(
        Field.EVENT,
        "Event",
        "What happened: facts only.",
        "event|events|significant event|details|detail|description|what happened|incident|contact"
        "|summary|summary of event|details of event|event details|summary of contact|event/contact"
        "|nature of contact|contact details|facts|narrative|information|entry|activity|case note"
        "|significant events|key event|description of event|nature of involvement|involvement"
        "|brief description|summary of involvement|what was recorded|event description|notes"
        "|details of contact|significant information|factual information|episode|text|record",
    ),
    _column(
        Field.CHILD_SEEN,
        "Child seen",
        "Yes, no or not applicable.",
        "child seen|seen|was the child seen|child seen y/n|seen?|child seen?|children seen"
        "|child(ren) seen|child present|was child seen|yp seen|young person seen|child seen (y/n)",
    ),
    _column(
        Field.CHILD_SPOKEN_TO,
        "Child spoken to",
        "Yes, no or not applicable.",
        "child spoken to|spoken to|was the child spoken to|child spoken with|spoken with"
        "|child spoken to y/n|child heard|child spoken to?",
    ),
    _column(
        Field.CHILD_ALONE,
        "Child seen alone",
        "Yes, no or not applicable.",
        "child seen alone|seen alone|alone|spoken to alone|child alone|was the child seen alone"
        "|seen alone y/n|child seen alone?|seen on their own",
    ),
    _column(
        Field.VOICE,
        "Voice of the child",
        "What the child said or showed.",
        "voice|voice of the child|child's voice|child voice|views of the child|child's views"
        "|wishes and feelings|what the child said|lived experience|child's lived experience"
        "|child's wishes and feelings|views of child|voice of child|what did the child say"
        "|child's presentation|presentation of child",
    ),
    _column(
        Field.ACTION,
        "Action or decision",
        "What was done or decided.",
        "action|actions|action taken|decision|decisions|outcome|outcomes|response|actions taken"
        "|action/decision|decision/action|agency response|outcome/action|action or decision taken"
        "|decisions and actions|what was done|result|follow up|action/outcome|next steps|response"
        " or outcome|decision or action taken|action and outcome|intervention|plan",
    ),
    _column(
        Field.ANALYSIS,
        "Analysis",
        "Comment, kept apart from fact.",
        "analysis|comment|comments|author's comment|reflection|commentary|author comment|critique"
        "|learning|significance|issues|comment/analysis|analysis/comment|observations"
        "|analysis of practice|reviewer comment|author's analysis|imr author comment|evaluation",
    ),
    _column(
        Field.EXPECTED_PRACTICE,
        "Expected practice",
        "Whether practice was as expected; good practice.",
        "expected practice|was expected practice met|good practice|practice met|standard met"
        "|expected practice met|practice as expected|policy followed|compliance|good practice?"
        "|in line with procedure|procedures followed|was practice as expected",
    ),
    _column(
        Field.TAGS,
        "Tags",
        "Key lines of enquiry or themes.",
        "tags|tag|theme|themes|key line of enquiry|kle|kloe|kpe|key practice episode|line of enquiry"
        "|category|key lines of enquiry|key theme|keyword|type of event|event type|contact type"
        "|type|type of contact|key practice episodes|code|rag",
    ),
    _column(
        Field.EVIDENCE_REF,
        "Evidence reference",
        "Where the evidence can be found.",
        "evidence|evidence ref|evidence reference|appendix|document ref|page|page number|exhibit"
        "|bundle page|doc ref|reference to evidence|page ref|supporting evidence|document reference",
    ),
    _column(
        Field.RECORD_REF,
        "Record reference",
        "The line's own number in the agency's record.",
        "ref|reference|id|no|number|row|record ref|record id|entry no|case note id|item|item no"
        "|line|record reference|unique id|serial no|s/n|no.|#|entry number|row id|record number",
    ),
)

BY_FIELD = {column.field: column for column in COLUMNS}
# A file's own agency column is kept but not believed: the system stamps the agency.
UNUSED_HEADINGS: tuple[str, ...] = (
    "agency",
    "organisation",
    "organization",
    "agency name",
    "team",
    "department",
    "service",
    "agency/service",
    "agency involved",
    "trust",
    "provider",
    "time taken",
    "age",
    "age of child",
    "child's age",
    "dob",
    "date of birth",
    "nhs number",
    "address",
    "status",
    "date recorded",
    "date entered",
    "created on",
    "created by",
    "last modified",
    "date added",
    "gender",
    "ethnicity",
    "rag rating",
    "initials",
    "version",
    "blank",
    "date of birth of child",
)
