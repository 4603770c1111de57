"""Where on the form a request stands: the page, the entry, the sitting."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from irwell.referrals import rules
from irwell.referrals.models import Referral


@dataclass(frozen=True)
class Place:
    """`version` is what the person has seen; `sitting` names one opening of the page."""

    page: rules.Page
    entries: list[dict[str, Any]]
    number: int
    adding: bool
    version: int
    sitting: str

    @property
    def name(self) -> str:
        return rules.place_of(self.page, self.number, adding=self.adding)

    @property
    def entry(self) -> dict[str, Any]:
        return {} if self.adding else next(iter(self.entries[self.number :]), {})

    @property
    def spoken(self) -> str:
        """“Child 2”, for the page's caption."""
        return f"{self.page.one.capitalize()} {self.number + 1}"

    def resumed(self, kept: rules.Typed) -> "Place":
        return replace(self, version=kept.version, sitting=kept.sitting)

    def with_value(self, value: dict[str, Any]) -> Any:
        """The page's whole answer with this entry in it. What was added already is not added again."""
        if not self.page.repeat:
            return value
        if self.adding:
            return self.entries if value in self.entries else [*self.entries, value]
        return [*self.entries[: self.number], value, *self.entries[self.number + 1 :]]


def place_in(
    referral: Referral, page_id: str, number: int, sent: QueryDict | dict[str, Any]
) -> Place | None:
    """None for a page that the form does not have."""
    page = rules.page(page_id)
    if page is None:
        return None
    entries = page.entries(referral.answers) if page.repeat else []
    past_the_last = page.repeat and number >= len(entries)
    adding = bool(sent.get("adding")) or past_the_last
    given = str(sent.get("version") or "")
    version = int(given) if given.isdecimal() and not adding else referral.version
    return Place(
        page=page, entries=entries or page.entries(referral.answers), adding=adding, version=version,
        number=len(entries) if past_the_last else number,
        sitting=str(sent.get("sitting") or secrets.token_hex(4))[:16],
    )  # fmt: skip
