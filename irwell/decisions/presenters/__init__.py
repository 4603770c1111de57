"""View models of the meeting, the grid, the positions and the decision."""

from irwell.decisions.presenters.files import pack_file, record_file
from irwell.decisions.presenters.grid import SAID, GridGroup, GridLine, grid
from irwell.decisions.presenters.meetings import answered_table, attendance_table, pack_rows
from irwell.decisions.presenters.pages import address, material, own_typed, pages
from irwell.decisions.presenters.rounds import Round, Voice, frozen, shown_round

__all__ = [
    "SAID",
    "GridGroup",
    "GridLine",
    "Round",
    "Voice",
    "address",
    "answered_table",
    "attendance_table",
    "frozen",
    "grid",
    "material",
    "own_typed",
    "pack_file",
    "pack_rows",
    "pages",
    "record_file",
    "shown_round",
]
