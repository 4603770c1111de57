"""Reads of the second reading."""

from irwell.accounts.models import User
from irwell.anonymisation import rules
from irwell.anonymisation.models import Reading, ReadingRule, Run
from irwell.anonymisation.queries.prepared import lines_of


def reading_of(run: Run, user: User) -> Reading | None:
    """The person's open second reading."""
    return run.readings.filter(by=user, ended_at=None).first()


def read_twice(run: Run) -> rules.Twice:
    """How far the second reading has come."""
    return rules.read_twice(lines_of(run), run.second_one_in)


def reading_rule() -> ReadingRule | None:
    """The partnership's rule in force; None while it has set none."""
    return (
        ReadingRule.objects.filter(agreed_by__isnull=False)
        .select_related("by", "agreed_by").order_by("-agreed_at").first()
    )  # fmt: skip


def one_in() -> int:
    """One in how many of what nobody doubted is read twice."""
    rule = reading_rule()
    return rule.one_in if rule else rules.ONE_IN


def readers(run: Run) -> tuple[list[str], list[str]]:
    """Names of those who decided first, and of those who read a second time."""
    lines = lines_of(run)
    first = {line.decision.settled_by for line in lines} - {""}
    second = {line.second.settled_by for line in lines if line.second}
    names = {str(u.pk): u.name for u in User.objects.filter(pk__in=first | second)}
    return sorted(names[who] for who in first), sorted(names[who] for who in second)
