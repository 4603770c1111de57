"""Pages of the anonymisation of a case."""

from irwell.anonymisation.views.beyond import add_places, linked, places, remove_place, unlink
from irwell.anonymisation.views.certifying import known, rewrite, risk, search, sign
from irwell.anonymisation.views.files import certificate, clean_file, read_clean
from irwell.anonymisation.views.looking import looking, stop_looking
from irwell.anonymisation.views.naming import agree_name, end_name, names
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
from irwell.anonymisation.views.second import (
    agree_difference,
    approve_rule,
    begin_second,
    difference,
    reading_rule,
    second,
    second_mention,
    second_quick,
    stop_second,
)

__all__ = [
    "accept_all",
    "add_places",
    "agree",
    "agree_difference",
    "agree_name",
    "approve_rule",
    "begin_second",
    "certificate",
    "clean_file",
    "difference",
    "drawn",
    "end_name",
    "find",
    "hidden",
    "known",
    "leave_out",
    "let_stand",
    "linked",
    "look_again",
    "looking",
    "mention",
    "missed",
    "names",
    "one",
    "open_again",
    "part",
    "parts",
    "places",
    "preview",
    "queue",
    "quick",
    "read_clean",
    "reading_rule",
    "remove_place",
    "rewrite",
    "risk",
    "search",
    "second",
    "second_mention",
    "second_quick",
    "sign",
    "start",
    "stop_looking",
    "stop_second",
    "take_back",
    "unlink",
    "write",
]  # fmt: skip
