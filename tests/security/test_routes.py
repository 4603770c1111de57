"""Every route is guarded, proven by walking the resolver; outsiders get 404 on every case address."""

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from irwell.audit.models import LoggedEvent
from irwell.cases.models import Case
from irwell.core.privacy import CLASSES, SEALED_CLASSES, classes_of
from irwell.crypto.fields import SealedTextField
from tests.people import People


def walk(patterns: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def _is_ours(address: str) -> bool:
    """allauth's own pages guard themselves; SecondFactorRequired stands before everything else."""
    return not address.startswith("account/")


ROUTES = [(a, p) for a, p in walk(get_resolver().url_patterns) if _is_ours(a)]


@pytest.mark.parametrize(("address", "pattern"), ROUTES, ids=[a for a, _ in ROUTES])
def test_every_view_carries_a_guard(address: str, pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "guard", ""), f"{address} has no guard"


def test_a_case_address_has_a_case_guard() -> None:
    for address, pattern in ROUTES:
        if "case_id" in address:
            assert pattern.callback.guard.startswith("on_case"), address


def _filled(address: str, case: Case) -> str:
    for part in ("<uuid:case_id>",):
        address = address.replace(part, str(case.pk))
    while "<" in address:
        start, end = address.index("<"), address.index(">")
        kind = address[start + 1 : end].partition(":")[0]
        address = (
            address[:start] + (str(uuid.uuid4()) if kind == "uuid" else "1") + address[end + 1 :]
        )
    return "/" + address


@pytest.mark.parametrize("who", ["oona", "conrad", "sam", "ade"])
def test_outsiders_get_404_on_every_case_address(
    case: Case, people: People, as_person, who: str
) -> None:
    client = as_person(getattr(people, who))
    for address, _ in ROUTES:
        if "case_id" in address:
            assert client.get(_filled(address, case)).status_code == 404, address

    assert LoggedEvent.objects.filter(name="access:request:refused", case=case.pk).exists()


OURS = [m for m in apps.get_models() if m.__module__.startswith("irwell.")]


@pytest.mark.parametrize("model", OURS, ids=[m.__name__ for m in OURS])
def test_every_field_stands_in_exactly_one_privacy_class(model: type) -> None:
    declared = classes_of(model)
    fields = {f.name for f in (*model._meta.fields, *model._meta.many_to_many)}
    listed = [name for kind in CLASSES for name in declared[kind]]

    assert set(listed) == fields
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("model", OURS, ids=[m.__name__ for m in OURS])
def test_identifying_special_and_narrative_fields_are_sealed(model: type) -> None:
    declared = classes_of(model)
    sealed = {f.name for f in model._meta.fields if isinstance(f, SealedTextField)}

    assert sealed == set().union(*(declared[kind] for kind in SEALED_CLASSES))
