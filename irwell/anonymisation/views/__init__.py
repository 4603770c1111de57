"""Pages of the anonymisation of a case."""

from irwell.anonymisation.views.certifying import known, rewrite, risk, search, sign
from irwell.anonymisation.views.files import certificate, clean_file, read_clean
from irwell.anonymisation.views.overview import (
    agree,
    let_stand,
    look_again,
    one,
    open_again,
    start,
    write,
)
from irwell.anonymisation.views.parts import drawn, leave_out, part, parts
from irwell.anonymisation.views.queue import (
    accept_all,
    find,
    hidden,
    mention,
    missed,
    preview,
    queue,
    quick,
    take_back,
)

__all__ = [
    "accept_all", "agree", "certificate", "clean_file", "drawn", "find", "hidden", "known", "leave_out", "let_stand", "look_again", "mention",
    "missed", "one", "open_again", "part", "parts", "preview", "queue", "quick", "read_clean", "rewrite", "risk", "search", "sign",
    "start", "take_back", "write",
]  # fmt: skip
