"""Reads of the anonymisation of a case."""

from irwell.anonymisation.queries.certificates import (
    certificate_of,
    clean_files,
    earlier_certificates,
    objections,
    signed_certificate,
    tampered,
)
from irwell.anonymisation.queries.elsewhere import neighbours_of, tell_published
from irwell.anonymisation.queries.known import (
    Link,
    linkable,
    linked_cases,
    links_for,
    links_of,
    place_names,
    places,
    places_taken_off,
)
from irwell.anonymisation.queries.looking import last_looking, looking_of
from irwell.anonymisation.queries.naming import agreed_names, ended_names, names_of, people_of
from irwell.anonymisation.queries.parts import (
    part_choices,
    part_decisions,
    parts_of,
    parts_tally,
    parts_waiting,
)
from irwell.anonymisation.queries.prepared import forget_reports, lines_of, text_model
from irwell.anonymisation.queries.register import engine_register
from irwell.anonymisation.queries.risk import last_search, released, risk_by_person, risk_of
from irwell.anonymisation.queries.run import (
    approved_document,
    changed_since,
    people_with,
    run_of,
    sources,
)
from irwell.anonymisation.queries.second import (
    one_in,
    read_twice,
    readers,
    reading_of,
    reading_rule,
)

__all__ = [
    "Link",
    "agreed_names",
    "approved_document",
    "certificate_of",
    "changed_since",
    "clean_files",
    "earlier_certificates",
    "ended_names",
    "engine_register",
    "forget_reports",
    "last_looking",
    "last_search",
    "lines_of",
    "linkable",
    "linked_cases",
    "links_for",
    "links_of",
    "looking_of",
    "names_of",
    "neighbours_of",
    "objections",
    "one_in",
    "part_choices",
    "part_decisions",
    "parts_of",
    "parts_tally",
    "parts_waiting",
    "people_of",
    "people_with",
    "place_names",
    "places",
    "places_taken_off",
    "read_twice",
    "readers",
    "reading_of",
    "reading_rule",
    "released",
    "risk_by_person",
    "risk_of",
    "run_of",
    "signed_certificate",
    "sources",
    "tampered",
    "tell_published",
    "text_model",
]  # fmt: skip
