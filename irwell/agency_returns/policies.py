"""What is possible with requests and returns now."""

from irwell.agency_returns.models import (
    AgencyReturn,
    InformationRequest,
    LineQuery,
    ReturnChronology,
)
from irwell.agency_returns.queries import (
    asks_chronology,
    departments_of,
    drafting,
    is_settled,
    latest,
    standing,
    waited_for,
)
from irwell.agency_returns.rules import asking, lines, summary
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import plural
from irwell.core.time import london
from irwell.statute import load_workflow, long_date

ASKING = ("rr_gathering", "rr_meeting")


def check_can_ask(case: Case) -> None:
    """Agencies are asked while a Rapid Review gathers information (Working Together 2023, chapter 5)."""
    if case.state not in ASKING:
        title = load_workflow().state(case.state).title
        raise NotPossibleNow(
            f"{case.reference} is at “{title}”. Agencies are asked once the notification has been sent "
            "and until the Rapid Review is signed."
        )


def can_ask(case: Case) -> bool:
    return case.state in ASKING


def check_awaits_answer(request: InformationRequest) -> None:
    if request.revoked_at is not None:
        raise NotPossibleNow(f"The request to {request.answerer} was withdrawn.")
    if standing(request) in asking.ANSWERED:
        raise NotPossibleNow(
            f"{request.answerer} has answered, so there is nothing to remind it of."
        )


def check_can_write(request: InformationRequest) -> None:
    """A signed return does not change; it is reopened by the business manager, as a new version."""
    newest = latest(request)
    if newest is not None and newest.signed_at is not None:
        raise NotPossibleNow(
            f"This return was signed on {long_date(london(newest.signed_at).date())} and does not change. "
            f"To correct it, ask {'your safeguarding lead' if request.parent_id else 'the business unit'} to reopen it; "
            "nothing you sent is lost."
        )


def check_can_pass_on(request: InformationRequest) -> None:
    """An agency may ask its departments while its own return is open; a department asks nobody further."""
    check_can_write(request)
    if request.parent_id is not None:
        raise NotPossibleNow(
            "A department’s part goes to the safeguarding lead of the organisation alone."
        )


def check_can_take_in(department: InformationRequest) -> AgencyReturn:
    newest = latest(department)
    if newest is None or newest.signed_at is None or newest.kind == AgencyReturn.Kind.NIL:
        raise NotPossibleNow(
            f"{department.department} has returned nothing that could be taken in."
        )
    return newest


def departments_open(request: InformationRequest) -> list[str]:
    """What the lead has still to do about departments, in sentences."""
    told = []
    for department in departments_of(request):
        if not is_settled(department):
            answered = standing(department) in asking.ANSWERED
            todo = (
                "read it and take it in" if answered else "wait, remind it or withdraw the request"
            )
            state = "has answered" if answered else "has not answered"
            told.append(f"{department.department} {state}: {todo}")
    return told


def check_departments_settled(request: InformationRequest) -> None:
    if told := departments_open(request):
        raise NotPossibleNow(f"Before you sign: {'; '.join(told)}.")


def check_can_send_nil(request: InformationRequest) -> None:
    check_can_write(request)
    draft = drafting(request)
    if draft is not None and draft.chronologies.exists():
        raise NotPossibleNow(
            "A chronology has been added to this return, so it cannot be a nil return. "
            "Take the chronology out first if your organisation was not involved."
        )


def check_can_confirm(chronology: ReturnChronology, rows: lines.Sorted) -> None:
    """Every row is a line, or was left out on purpose; and every line names its source."""
    if rows.unreadable:
        raise NotPossibleNow(
            f"{plural(len(rows.unreadable), 'row')} could not be read. Mend each date, write “not known”, "
            "or say that the row is not a line of the chronology."
        )
    if rows.sourceless:
        raise NotPossibleNow(
            f"{plural(len(rows.sourceless), 'row')} without a source of information, which is always needed. "
            "Give the source in each row, or once for all of them."
        )
    if not (rows.doubtful or rows.plain):
        raise NotPossibleNow("There is no line to confirm. Choose another file.")


def gaps_before_signing(request: InformationRequest) -> list[str]:
    """What is still to be done before a full return can be signed, in sentences."""
    draft = drafting(request)
    if draft is None:
        return ["Nothing has been written yet."]
    asked = request.sections
    told = [f"{s.title}: {q.label}" for s, q in summary.gaps(draft.summary, asked)]
    told += [
        f"{s.title}: typed, but not saved yet" for s in summary.chosen(asked) if s.id in draft.typed
    ]
    waiting = draft.chronologies.filter(confirmed_at=None).count()
    if waiting:
        told.append(f"Chronology: {plural(waiting, 'file')} not confirmed yet")
    return told + departments_open(request)


def check_can_sign(request: InformationRequest, *, no_chronology: bool) -> AgencyReturn:
    check_can_write(request)
    draft, told = drafting(request), gaps_before_signing(request)
    if draft is None or told:
        raise NotPossibleNow(f"Before you sign, please finish: {'; '.join(told)}.")
    if asks_chronology(request) and not draft.chronologies.exists() and not no_chronology:
        raise NotPossibleNow("Add a chronology, or say that there is nothing to put in one.")
    return draft


def check_can_reopen(request: InformationRequest) -> AgencyReturn:
    newest = latest(request)
    if newest is None or newest.signed_at is None:
        raise NotPossibleNow(
            f"{request.answerer} has no signed return, so there is nothing to reopen."
        )
    return newest


def check_returns_ready(case: Case) -> None:
    """Before the meeting each agency has answered, or the reason for a missing answer is recorded."""
    requests = list(case.requests.select_related("agency").prefetch_related("returns"))
    if not requests:
        raise NotPossibleNow("No agency has been asked yet.")
    missing = [r.agency.name for r in requests if waited_for(r)]
    if missing:
        raise NotPossibleNow(
            f"Still to answer, with no reason recorded: {asking.listed(missing)}. Remind them, or record why the "
            "meeting goes ahead without them."
        )


def returns_ready(case: Case) -> bool:
    try:
        check_returns_ready(case)
    except NotPossibleNow:
        return False
    return True


def check_can_query(request: InformationRequest) -> None:
    """A line may be asked about once its return was signed, and while the agency's request stands."""
    if request.revoked_at is not None:
        raise NotPossibleNow(
            f"The request to {request.answerer} was withdrawn, so it cannot be asked about its lines."
        )
    if not any(version.signed_at for version in request.returns.all()):
        raise NotPossibleNow(f"{request.answerer} has not signed its return yet.")


def check_can_answer_query(query: LineQuery) -> None:
    if query.settled_at is not None:
        raise NotPossibleNow(
            "The review team has settled this question: nothing more is asked. Write to the business unit if something "
            "is still wrong."
        )
