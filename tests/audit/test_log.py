"""The event log."""

import pytest
from django.db import DatabaseError, connection, transaction

from irwell.accounts.actors import SYSTEM
from irwell.audit import actions as audit
from irwell.audit import chain
from irwell.audit.events import Event
from irwell.audit.models import LoggedEvent
from irwell.audit.queries import as_row, verify_log
from irwell.cases.models import Case


def _triples() -> list[tuple[dict, str, str]]:
    return [(as_row(e), e.previous, e.hash) for e in LoggedEvent.objects.order_by("seq")]


def test_a_log_of_real_actions_is_intact(case: Case) -> None:
    verdict = verify_log()

    assert verdict.intact, verdict.sentence
    assert verdict.seq == LoggedEvent.objects.count()


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_loggedevent SET name='x'", "DELETE FROM audit_loggedevent"]
)
def test_the_database_refuses_to_change_the_log(case: Case, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_edited_row_is_found(case: Case) -> None:
    rows = _triples()
    rows[2][0]["name"] = "cases:case:opened_by_nobody"

    verdict = chain.verify(rows)

    assert not verdict.intact
    assert verdict.seq == 3


def test_a_missing_row_is_found(case: Case) -> None:
    rows = _triples()
    del rows[1]

    assert not chain.verify(rows).intact


def test_two_rows_in_the_wrong_order_are_found(case: Case) -> None:
    rows = _triples()
    rows[1], rows[2] = rows[2], rows[1]

    assert not chain.verify(rows).intact


def test_an_event_refuses_what_is_not_plain(db: None) -> None:
    with pytest.raises(TypeError, match="cannot carry"):
        audit.record(Event.CASE_READ, by=SYSTEM, thing=object())
