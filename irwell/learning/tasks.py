"""The sweep that tells owners what is due in a week and what is overdue, and who looks at an action again; each once."""

from datetime import datetime

from irwell.core.time import london
from irwell.learning import queries
from irwell.learning.actions import ask_to_look_again, remind_owners
from irwell.learning.actions.acting import SOON
from irwell.learning.rules import Standing


def remind(now: datetime) -> int:
    """How many actions are due soon or overdue; a notice that was queued before is not queued again."""
    today = london(now).date()
    found = 0
    for line in queries.due_by(today + SOON, on=today):
        if line.standing in (Standing.NOT_STARTED, Standing.IN_PROGRESS, Standing.OVERDUE):
            late = line.standing is Standing.OVERDUE
            remind_owners(action=line.action, late=late, agency=line.action.agency)
            found += 1
    for action, again in queries.to_look_at_again(today):
        ask_to_look_again(action=action, again=again)
        found += 1
    return found
