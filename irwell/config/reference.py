"""Reference pages written from the code: settings, permissions, addresses, events, commands, classes of data."""

import argparse
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from irwell.access.permissions import CASE_RIGHTS, Permission
from irwell.access.roles import ROLES, Role
from irwell.audit.events import Event
from irwell.cli import parser
from irwell.config.env import SETTINGS
from irwell.core.privacy import CLASSES, classes_of

MADE = "Written by `scripts/make_reference.py`; a test fails when it is out of date."


def code_pages() -> dict[str, str]:
    """Path under docs/ to content."""
    return {
        "reference/settings.md": _settings(),
        "reference/permissions.md": _permissions(),
        "reference/addresses.md": _addresses(),
        "reference/events.md": _events(),
        "reference/commands.md": _commands(),
        "security/data-classes.md": _data_classes(),
    }


def _page(title: str, lede: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", lede, MADE, *parts]) + "\n"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(headings), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _settings() -> str:
    rows = ((f"`{name}`", meaning) for name, meaning in SETTINGS.items())
    return _page(
        "Settings",
        "Irwell is configured by the environment alone. A name that begins with `IRWELL_` and is not here is an error.",
        _table(("name", "meaning"), rows),
    )


def _permissions() -> str:
    rights = list(Permission)

    def of(on_case: bool) -> str:
        roles = [r for r in ROLES.values() if r.on_case is on_case]
        wanted = [p for p in rights if (p in CASE_RIGHTS) is on_case]
        rows = ([p.value, *("yes" if p in r.rights else "" for r in roles)] for p in wanted)
        return _table(("right", *(r.title for r in roles)), rows)

    return _page(
        "Permissions",
        "Roles are code, reviewed like code. A role on a case is held through a dated membership with a reason; "
        "a conflict of interest beats every right.",
        "## Roles",
        "\n".join(f"- **{role.title}**{_where(role)}: {role.purpose}" for role in ROLES.values()),
        "## Rights held by the person",
        of(on_case=False),
        "## Rights held on a case",
        of(on_case=True),
    )


def _where(role: Role) -> str:
    return " (on a case)" if role.on_case else ""


def routes(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, str]]:
    """Every address of ours with its guard, as a person reads them."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        elif guard := getattr(entry.callback, "guard", ""):
            yield "/" + prefix + str(entry.pattern), guard


def _addresses() -> str:
    rows = (
        (f"`{address}`", guard) for address, guard in sorted(routes(get_resolver().url_patterns))
    )
    return _page(
        "Addresses and their guards",
        "Every address of the casework service. `on_case X` needs the right X on that case; someone who is not "
        "named on it gets “page not found”. Sign-in pages under `/account/` are django-allauth’s.",
        _table(("address", "guard"), rows),
    )


def _events() -> str:
    rows = ((f"`{event.value}`", event.name.capitalize().replace("_", " ")) for event in Event)
    return _page(
        "Events",
        "What the log records. An event carries ids, codes, counts and dates: never a name, never narrative.",
        _table(("event", "in words"), rows),
    )


def _commands() -> str:
    lines = [f"- `irwell {words}`: {help_text}" for words, help_text in _words(parser(), "")]
    return _page("Commands", "`irwell COMMAND --help` tells more about each.", "\n".join(lines))


def _words(of: argparse.ArgumentParser, prefix: str) -> Iterator[tuple[str, str]]:
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, sub in action.choices.items():
                if any(isinstance(a, argparse._SubParsersAction) for a in sub._actions):
                    yield from _words(sub, f"{prefix}{name} ")
                else:
                    yield f"{prefix}{name}", helps.get(name, "")


def _data_classes() -> str:
    parts = []
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        if not model.__module__.startswith("irwell."):
            continue
        declared = classes_of(model)
        shown = (
            f"- {kind}: {', '.join(sorted(declared[kind]))}" for kind in CLASSES if declared[kind]
        )
        keep = model.Privacy.keep.value  # type: ignore[attr-defined]
        parts.append(f"## {model._meta.label}\n\nKept {keep}.\n\n" + "\n".join(shown))
    return _page(
        "Classes of data",
        "Every field of every table stands in exactly one class. Identifying, special and narrative fields are sealed "
        "under the key of the case; only public fields may enter a publication bundle.",
        *parts,
    )
