"""Deciding on what was found: by mention, so that two people at once never overwrite each other."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from irwell.access.permissions import Permission
from irwell.access.policies import check
from irwell.accounts.models import User
from irwell.anonymisation import policies, queries, rules
from irwell.anonymisation.actions.running import TAGGER, keep_lines, locked, look_again
from irwell.anonymisation.models import Run
from irwell.anonymise.decisions import DecisionError
from irwell.anonymise.policy import Action
from irwell.anonymise.recognise import Tagger
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases import actions as cases
from irwell.cases.models import Identity
from irwell.cases.queries import labels_taken
from irwell.cases.rules import propose_label
from irwell.core.errors import NotPossibleNow
from irwell.core.text import clean


class DecidedMeanwhile(Exception):
    """Somebody else has decided on this mention since the page was opened."""

    def __init__(self, line: rules.Line) -> None:
        self.line = line
        super().__init__("decided meanwhile")


def line_of(lines: Iterable[rules.Line], line_id: str) -> rules.Line:
    found = next((line for line in lines if line.id == line_id), None)
    if found is None:
        raise NotPossibleNow(
            "These words are no longer in the report: it was looked through again meanwhile. "
            "Go back to the queue; every decision has been kept."
        )
    return found


@transaction.atomic
def decide(
    *,
    run: Run,
    line_id: str,
    seen: str,
    action: Action | None,
    words: str | None,
    reason: str,
    alike: bool,
    by: User,
) -> int:
    """Settle one mention, or with `alike` every open one with the same words; how many were settled.

    `action` None accepts the proposal. Raises DecidedMeanwhile, or ValidationError with a sentence.
    """
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_decide(run)
    policies.check_sees_decisions(run, by)
    lines = queries.lines_of(run)
    chosen = line_of(lines, line_id)
    if chosen.state != seen:
        raise DecidedMeanwhile(chosen)
    if action is None:
        action, words = chosen.proposal.action, chosen.proposal.replacement
        reason = reason or chosen.proposal.reason
    try:
        after = rules.settled(
            lines, chosen, action=action, words=clean(words) if words else words, reason=clean(reason),
            by=str(by.pk), alike=alike,
        )  # fmt: skip
    except DecisionError as error:
        raise ValidationError(str(error)) from error
    count = sum(a is not b for a, b in zip(lines, after, strict=True))
    keep_lines(run, after)
    audit.record(
        Event.ANONYMISATION_DECIDED, by=by, case_id=run.case_id, about=run, action=action, mentions=count
    )  # fmt: skip
    return count


@transaction.atomic
def accept_all(*, run: Run, by: User, kind: str = "", who: str = "") -> int:
    """Accept every open proposal of a kind, or of an entry or new entity; a mention that needs a choice stays open."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_decide(run)
    policies.check_sees_decisions(run, by)
    lines = queries.lines_of(run)
    wanted = [
        line.id
        for line in lines
        if (line.mention.entry_id == who if who else line.mention.kind == kind)
        and not line.decision.settled_by
        and not line.asks_who
    ]
    if wanted:
        keep_lines(run, rules.accept(lines, wanted, by=str(by.pk)))
        audit.record(
            Event.ANONYMISATION_DECIDED, by=by, case_id=run.case_id, about=run, action="accept",
            mentions=len(wanted),
        )  # fmt: skip
    return len(wanted)


@transaction.atomic
def take_back(*, run: Run, line_id: str, by: User) -> None:
    """One mention back to its proposal."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    run = locked(run)
    policies.check_can_decide(run)
    policies.check_sees_decisions(run, by)
    lines = queries.lines_of(run)
    keep_lines(run, rules.unsettle(lines, line_of(lines, line_id)))
    audit.record(
        Event.ANONYMISATION_DECIDED, by=by, case_id=run.case_id, about=run, action="take back", mentions=1
    )  # fmt: skip


@transaction.atomic
def register_missed(
    *, run: Run, words: str, kind: str, role: str, label: str, by: User
) -> Identity:
    """A name that nothing found goes into the identity register; the report is then to be looked through again."""
    check(by, Permission.ANONYMISE, case_id=run.case_id)
    policies.check_can_decide(run)
    policies.check_sees_decisions(run, by)
    taken = labels_taken(run.case)
    if label and label in taken:
        raise ValidationError(f"“{label}” is another entry’s label. Choose another.")
    return cases.add_identity(
        case=run.case, key=run.case.key, kind=kind, role=role, label=label or propose_label(role.lower(), taken),
        names=[words], details={}, by=by,
    )  # fmt: skip


def add_missed(
    *, run: Run, words: str, kind: str, role: str, label: str, by: User, tagger: Tagger = TAGGER
) -> tuple[Identity, int]:
    """The same, and the report looked through again at once; how often the name was found."""
    added = register_missed(run=run, words=words, kind=kind, role=role, label=label, by=by)
    run = look_again(run=run, by=by, tagger=tagger)
    found = sum(line.mention.entry_id == str(added.pk) for line in queries.lines_of(run))
    return added, found
