"""View models of the questions to agencies."""

from dataclasses import dataclass

from irwell.accounts.models import Agency
from irwell.agency_returns.queries import current_questions
from irwell.agency_returns.rules.questions import EVERY, Questions

NEVER_ASKED = (Agency.Kind.PARTNERSHIP, Agency.Kind.INDEPENDENT)
KINDS = {EVERY: "Every agency"} | {
    kind.value: kind.label for kind in Agency.Kind if kind not in NEVER_ASKED
}


@dataclass(frozen=True)
class TemplateLine:
    """A template and the version in force."""

    kind: str
    title: str
    current: Questions

    @property
    def state(self) -> str:
        if not self.current.text:
            return "Nothing more is asked"
        return f"Version {self.current.version}" if self.current.version else "As shipped"


def template_lines() -> list[TemplateLine]:
    return [TemplateLine(kind, title, current_questions(kind)) for kind, title in KINDS.items()]
