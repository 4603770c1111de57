"""What every test has ready: the partnership, its people, a case with its members."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from pytest_socket import disable_socket

from irwell.access import actions as access
from irwell.accounts.actors import SYSTEM
from irwell.accounts.models import Partnership, User
from irwell.cases import actions as cases
from irwell.cases.models import Case
from irwell.crypto.actions import create_key
from irwell.crypto.models import forget_cached_keys
from tests import database, kept, templates
from tests.moments import at
from tests.people import People, make_partnership, make_people

# How long an example takes says nothing on a busy machine; speed is measured in bench/.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

LONGEST = ("tests/browser/test_journey.py", "tests/workflow/", "tests/deadlines/test_killed.py")
NOW = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)  # before every date that a test travels to


def pytest_configure() -> None:
    templates.watch()


def pytest_unconfigure() -> None:
    templates.keep()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest walks first, so that no process waits for another at the end of the run.

    On PostgreSQL, only what touches the database; the rest was the same on SQLite. On SQLite, of the folders that
    scripts/run_tests.py has run on PostgreSQL, only the rest.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    done = tuple(f"tests/{name}/" for name in os.environ.get("TESTED_ON_POSTGRES", "").split())
    if "IRWELL_TEST_DATABASE_URL" in os.environ:
        asked = [item for item in items if database.is_used_by(item)]
    else:
        asked = [i for i in items if not (i.nodeid.startswith(done) and database.is_used_by(i))]
    kept_in = set(asked)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept_in])
    items[:] = asked


def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test reaches the network; browser tests and local daemons use loopback only."""
    kept.forget()
    disable_socket(allow_unix_socket=True) if item.get_closest_marker("browser") is None else None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """A migrated database: on SQLite a copy of one migrated before, on PostgreSQL a new one."""
    with django_db_blocker.unblock():
        kept = database.template() if connection.vendor == "sqlite" else None
        if kept is not None and kept.exists():
            database.restore(kept)
            yield
            connection.close()
            return
        old = setup_databases(verbosity=0, interactive=False)
        if kept is not None:
            database.keep(kept)
        yield
        teardown_databases(old, verbosity=0)


@pytest.fixture(autouse=True)
def _fresh_keys() -> None:
    forget_cached_keys()


@pytest.fixture
@kept.kept
def partnership(db: None) -> Partnership:
    return make_partnership()


@pytest.fixture
@kept.kept
def people(partnership: Partnership) -> People:
    return make_people()


ROLES_ON_CASE = {
    "lena": "statutory_partner",
    "idris": "statutory_partner",
    "priti": "statutory_partner",
    "colm": "chair",
    "rosalind": "independent_reviewer",
    "ines": "information_governance",
    "tomos": "agency_lead",
    "conrad": "statutory_partner",
}


@pytest.fixture
@kept.kept
def case(people: People) -> Case:
    """A case in triage, opened by Maya; every named person but Oona, Sam and Ade is on it; Conrad is walled off."""
    opened = cases.open_case(key=create_key(), label="Rowan", by=people.maya, now=NOW)
    for key, role in ROLES_ON_CASE.items():
        access.add_member(
            case_id=opened.pk, user=getattr(people, key), role=role, reason="Named for the test",
            by=SYSTEM, now=NOW,
        )  # fmt: skip
    access.declare_conflict(case_id=opened.pk, key=opened.key, user=people.conrad, by=people.maya)
    return opened


@pytest.fixture
@kept.kept
def running(case: Case, people: People) -> Case:
    """The local authority knew on Thursday 2 April 2026; the notification is due on Monday 13 April."""
    aware = at("2026-04-02 12:00")
    with time_machine.travel(aware, tick=False):
        cases.record_date(
            case=case, fact="la_aware_event_at", value=aware, by=people.maya, now=aware
        )
    return case


@pytest.fixture
def in_april() -> Iterator[None]:
    """It is Wednesday 8 April 2026, nine in the morning."""
    with time_machine.travel(at("2026-04-08 09:00"), tick=False):
        yield


@pytest.fixture
def as_person(db: None):
    """as_person(people.maya) is a client signed in as Maya."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
