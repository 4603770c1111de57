"""From the approved report to a signed certificate: decided by Maya, read a second time, searched and signed by Ines."""

import datetime as dt

from irwell.accounts.models import User
from irwell.anonymisation import actions, presenters, queries, rules
from irwell.anonymisation.models import Certificate, IntruderSearch, Run
from irwell.anonymisation.rules import CONFIRMATIONS, Line
from irwell.anonymise.policy import Action
from irwell.cases.models import Case
from irwell.core.time import london
from irwell.demo.seeding.report_docx import PARTNERSHIP, REVIEWER, UNREGISTERED, cast_of

KEPT = {
    PARTNERSHIP: "The partnership publishes under its own name.",
    REVIEWER: "The lead reviewer is named in what is published.",
    "Calderbrook Homes": "A housing provider of the whole area: it leads to nobody.",
    "most Fridays": "Ordinary words.",
    "Referral": "The ordinary word at the start of a sentence.",
}
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
KNOWN = (
    ("Calderbrook Herald, front page, the week after", "A child from the Weaver ward is in hospital. Neighbours spoke of a quiet family."),
    ("Calderbrook Herald, court report", "A couple appeared before magistrates. The court may not name the child."),
)  # fmt: skip
SEARCHES = (
    "Two search engines, the Calderbrook Herald’s archive and its court reports, with the month, “child”, “hospital” and "
    "“Calderbrook”; the local community group on social media; the lists of the Crown Court."
)


def take(
    case: Case, people: dict[str, User], *, now: dt.datetime, until: str = "signed"
) -> dt.datetime:
    """Anonymise the approved report; `until` is deciding, written or signed."""
    maya, ines = people["maya"], people["ines"]
    actions.start(
        case=case, source=queries.approved_document(case), title=presenters.proposed_title(case), dates="month",
        by=maya, now=now,
    )  # fmt: skip
    if until == "deciding":
        _decide_some(_run(case), maya)
        return now + HOUR
    _decide_everything(_run(case), maya)
    for source, words in KNOWN:
        actions.note_known(case=case, source=source, words=words, by=maya)
    now += DAY
    _read_twice(case, ines, maya, now=now)
    actions.write(run=_run(case), by=maya, now=now)
    if until == "written":
        return now
    now += DAY
    actions.log_search(
        case=case, searched_on=london(now).date(), searches=SEARCHES, found="", by=ines, now=now,
        outcome=IntruderSearch.Outcome.NOTHING,
    )  # fmt: skip
    actions.sign(
        certificate=Certificate.objects.get(run=_run(case)), legal=Certificate.Legal.ADVISED,
        checked=list(CONFIRMATIONS), by=ines, now=now + HOUR,
    )  # fmt: skip
    return now + HOUR


def _run(case: Case) -> Run:
    return Run.objects.select_related("case", "source").get(case=case, replaced_at=None)


def _decide_some(run: Run, by: User) -> None:
    """The numbers and dates are accepted, the first third of the doubtful mentions decided."""
    for kind in ("nhs_number", "phone", "email", "date-of-birth", "postcode"):
        actions.accept_all(run=run, kind=kind, by=by)
    waiting = [line for line in queries.lines_of(_run(run.case)) if line.is_left]
    for line in waiting[: len(waiting) // 3]:
        _decide(run, line, by)


def _decide_everything(run: Run, by: User) -> None:
    if any(UNREGISTERED in line.mention.text for line in queries.lines_of(run)):
        actions.add_missed(
            run=run, words=UNREGISTERED, kind="person", role="neighbour", label="", by=by
        )
    for words, reason in KEPT.items():
        _settle(run, words, by, action="keep", put_in=None, reason=reason, alike=True)
    nickname = cast_of(run.case).child_nick
    child = run.case.identities.filter(role="child", removed_at=None).first()
    _settle(run, nickname, by, action="replace", put_in="a nickname", reason="", alike=False)
    if child is not None:
        _settle(run, nickname, by, action="replace", put_in=child.label, reason="", alike=True)
    while waiting := next((x for x in queries.lines_of(_run(run.case)) if x.is_left), None):
        _decide(run, waiting, by)
    for pile in presenters.kinds_of(queries.lines_of(_run(run.case))):
        actions.accept_all(run=run, kind=pile.value, by=by)


def _read_twice(case: Case, reader: User, first: User, *, now: dt.datetime) -> None:
    """The second person reads unseen what the rule asks for; where the two differ, they talk it over and settle it."""
    run = _run(case)
    actions.begin_reading(run=run, by=reader, now=now)
    while waits := rules.waits_for(queries.lines_of(_run(case)), str(reader.pk), run.second_one_in):
        line, then = waits[0], waits[0].decision
        as_proposed = line.as_proposed and not line.candidates
        actions.decide_second(
            run=run, line_id=line.id, action=None if as_proposed else then.action, words=then.replacement,
            reason="" if as_proposed else then.reason, alike=as_proposed, by=reader, now=now,
        )  # fmt: skip
    for line in rules.differences(queries.lines_of(_run(case)), run.second_one_in):
        actions.settle_difference(
            run=run, line_id=line.id, action=line.decision.action, words=line.decision.replacement,
            reason="Talked over: the first reading fits the sentence.", by=reader,
        )  # fmt: skip
        actions.agree_settlement(
            run=run, line_id=line.id, seen=rules.result(line.decision), by=first
        )


def _settle(
    run: Run, words: str, by: User, *, action: Action, put_in: str | None, reason: str, alike: bool
) -> None:
    """Decide on the first open mention of these words, or on all; nothing where the report has none."""
    lines = queries.lines_of(_run(run.case))
    found = next((x for x in lines if x.mention.text == words and not x.decision.settled_by), None)
    if found is not None:
        actions.decide(
            run=run, line_id=found.id, seen=found.state, action=action, words=put_in,
            reason=reason, alike=alike, by=by,
        )  # fmt: skip


def _decide(run: Run, line: Line, by: User) -> None:
    """Among people of the register the one spoken of last; else as proposed, everywhere at once."""
    current = next((x for x in queries.lines_of(_run(run.case)) if x.id == line.id), line)
    if not current.is_left:
        return
    entry = queries.engine_register(run.case).get(next(iter(current.candidates), None))
    owned = "’s" if current.mention.text.endswith(("’s", "'s")) else ""
    actions.decide(
        run=run, line_id=current.id, seen=current.state, action="replace" if entry else None,
        words=f"{entry.label}{owned}" if entry else None, reason="Spoken of just before" if entry else "",
        alike=entry is None, by=by,
    )  # fmt: skip
