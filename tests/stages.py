"""A case brought to a stage of the workflow by the shortest way, for tests that begin in the middle of the journey."""

from collections import deque
from datetime import datetime

from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.statute import load_workflow
from tests.people import People


def shortest_way(start: str, end: str) -> list[str]:
    """State ids after `start`, up to and with `end`."""
    workflow, ways = load_workflow(), deque([[start]])
    seen = {start}
    while ways:
        way = ways.popleft()
        if way[-1] == end:
            return way[1:]
        for transition in workflow.transitions_from(way[-1]):
            if transition.target not in seen:
                seen.add(transition.target)
                ways.append([*way, transition.target])
    raise AssertionError(f"No way leads from {start} to {end}.")


def bring_to(case: Case, state: str, people: People, *, now: datetime) -> Case:
    """The case in `state`, moved step by step through the workflow's own action."""
    for step in shortest_way(case.state, state):
        case = cases.move(case=case, to=step, by=people.maya, now=now)
    return case
