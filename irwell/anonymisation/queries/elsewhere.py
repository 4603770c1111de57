"""What the partnership published already, for the jigsaw meter. The app that publishes tells; this one asks."""

from collections.abc import Callable, Iterable

from irwell.anonymisation import rules
from irwell.anonymisation.models import Run
from irwell.anonymisation.queries.risk import clean_text
from irwell.cases.models import Case

Read = Callable[[Case], Iterable[rules.Published]]
_told_by: list[Read] = []


def tell_published(read: Read) -> None:
    """Called from the ready() of the app that publishes: `read` gives the published reviews of other cases."""
    _told_by.append(read)


def neighbours_of(run: Run) -> list[rules.Neighbour]:
    """Published reviews of the partnership that lead to this report's family, or from it to theirs."""
    others = [one for read in _told_by for one in read(run.case)]
    return rules.neighbours(clean_text(run), others) if others else []
