"""What is possible in the anonymisation now."""

import datetime as dt
from collections.abc import Sequence

from irwell.accounts.models import User
from irwell.anonymisation import queries, rules
from irwell.anonymisation.models import Certificate, IntruderSearch, Run
from irwell.anonymise.jigsaw import Jigsaw
from irwell.anonymise.register import Register
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow
from irwell.core.text import plural
from irwell.documents.models import Document
from irwell.statute import load_workflow

OPEN_AGAIN_FROM = ("anonymisation", "pre_publication")


def check_is_the_time(case: Case) -> None:
    """The report is approved and not yet published."""
    if case.state != "anonymisation":
        raise NotPossibleNow(
            f"{case.reference} is at “{load_workflow().state(case.state).title}”. "
            "The report is anonymised after the partners have approved it and before it is published."
        )


def check_can_start(case: Case, source: Document | None) -> Document:
    """A report to work on, a register that can be used, no run in the way."""
    check_is_the_time(case)
    if queries.run_of(case) is not None:
        raise NotPossibleNow("The anonymisation has been started already. Go on with it.")
    if source is None:
        raise NotPossibleNow("There is no report to anonymise: the partners have not approved one.")
    check_register(queries.engine_register(case))
    return source


def check_register(register: Register) -> None:
    """A doubtful register blocks: what it does not hold cannot be looked for."""
    if not register.entries:
        raise NotPossibleNow(
            "The identity register is empty, so nothing could be looked for. Add everybody whom the report names."
        )
    problems = " ".join(register.problems())
    for entry in register.entries:
        problems = problems.replace(entry.id, f"“{entry.label}”")
    if problems:
        raise NotPossibleNow(f"The identity register must be mended first. {problems}")


def check_can_decide(run: Run) -> None:
    if run.state == Run.State.WRITTEN:
        raise NotPossibleNow(
            "The files are written and certified. To decide otherwise, open the anonymisation again: "
            "every decision is kept, and the certificate no longer holds."
        )
    check_is_the_time(run.case)


def check_sees_decisions(run: Run, by: User) -> None:
    """Whoever reads a report for the second time does not see what others decided until they are through."""
    if queries.reading_of(run, by) is not None:
        raise NotPossibleNow(
            "You are reading this report for the second time. What others decided is kept from you until you are "
            "through, so that two people really judge. Go on with the second reading, or end it there."
        )


def check_can_read_second(run: Run, by: User) -> None:
    """The first reading is done, and something waits that this person has not decided."""
    check_can_decide(run)
    if run.open_decisions:
        raise NotPossibleNow(
            f"{plural(run.open_decisions, 'mention waits', 'mentions wait')} for a first decision. "
            "The second reading begins when everything is decided once."
        )
    lines = queries.lines_of(run)
    if not rules.waits_for(lines, str(by.pk), run.second_one_in):
        raise NotPossibleNow(
            "Nothing waits for you: what is read twice has been read, or you decided on it yourself. "
            "What you decided is read by somebody else."
        )


def check_is_read_twice(run: Run) -> None:
    """A second person has read what the partnership's rule asks for, and every difference is settled."""
    twice = queries.read_twice(run)
    if twice.waiting:
        raise NotPossibleNow(
            f"{plural(twice.waiting, 'mention waits', 'mentions wait')} for the second reading. "
            "Another person than the first reads them without seeing what was decided."
        )
    if twice.differences:
        raise NotPossibleNow(
            f"The two readers differ about {plural(twice.differences, 'mention')}. Settle that first, the two together."
        )


def check_can_write(run: Run, register: Register) -> None:
    """Everything decided, on the register and the report as they are now."""
    check_can_decide(run)
    if run.open_decisions:
        raise NotPossibleNow(
            f"{plural(run.open_decisions, 'mention waits', 'mentions wait')} for a decision. Decide those first."
        )
    check_is_read_twice(run)
    pictures = queries.parts_waiting(run)
    if pictures:
        raise NotPossibleNow(
            f"{plural(len(pictures), 'picture or built-in file waits', 'pictures or built-in files wait')} "
            "for a decision. Decide on those first."
        )
    check_register(register)
    changed = queries.changed_since(run, register)
    if changed:
        raise NotPossibleNow(f"{' '.join(changed)} Look through the report again first.")


def check_can_open_again(run: Run) -> None:
    if run.state != Run.State.WRITTEN:
        raise NotPossibleNow("The anonymisation is open already.")
    if run.case.state not in OPEN_AGAIN_FROM:
        raise NotPossibleNow(
            f"{run.case.reference} is at “{load_workflow().state(run.case.state).title}”: "
            "the anonymisation can be opened again only before publication."
        )


def check_can_sign(
    by: User, certificate: Certificate, risk: Jigsaw, *, legal: str, on: dt.date
) -> None:
    """A second person, files as they were certified, and the human checks done."""
    check_is_the_time(certificate.run.case)
    if certificate.signed_by_id is not None:
        raise NotPossibleNow("This certificate is signed already.")
    if by.pk == certificate.made_by_id:
        raise NotPossibleNow(
            "You wrote these files, so somebody else signs for them: author and checker are two people."
        )
    reasons: Sequence[str] = queries.changed_since(
        certificate.run, queries.engine_register(certificate.run.case)
    ) or queries.objections(certificate)
    if reasons:
        raise NotPossibleNow(f"The certificate no longer holds. {' '.join(reasons)}")
    last = queries.last_search(certificate.run.case)
    against = rules.objections_to_signing(
        risk.level, last_search=last.searched_on if last else None, legal=legal, on=on,
        led_to_them=last is not None and last.outcome == IntruderSearch.Outcome.FOUND,
    )  # fmt: skip
    if against:
        raise NotPossibleNow(" ".join(against))
