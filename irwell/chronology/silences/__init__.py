"""When nothing was recorded: the grid, the longest silences, expected contact not found, last contact."""

from irwell.chronology.silences.expected import ContactRule, contact_rules, expected_contact
from irwell.chronology.silences.grid import Cell, Grid, agency_grid
from irwell.chronology.silences.last_contact import last_contacts
from irwell.chronology.silences.quiet import silences

__all__ = [
    "Cell",
    "ContactRule",
    "Grid",
    "agency_grid",
    "contact_rules",
    "expected_contact",
    "last_contacts",
    "silences",
]
