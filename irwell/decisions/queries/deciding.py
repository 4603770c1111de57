"""Reads of rounds: positions (blind until all are in), decisions, who must act now."""

from dataclasses import dataclass

from irwell.accounts.models import User
from irwell.cases.models import Case
from irwell.decisions import rules
from irwell.decisions.models import Decision, Position
from irwell.decisions.queries.people import who_acts
from irwell.decisions.rules import Stand
from irwell.statute import load_decisions, load_positions

SEALED = (Decision.Status.AGREED, Decision.Status.SETTLED)


def latest_decision(case: Case) -> Decision | None:
    """The newest round, whether it is sealed or not."""
    return case.decisions.order_by("-round").first()


def current_decision(case: Case) -> Decision | None:
    """The newest decision that was made (agreed or settled); None while there is none."""
    return case.decisions.filter(status__in=SEALED).order_by("-round").first()


def standing(decision: Decision) -> dict[str, Position]:
    """Partner to its position as it stands."""
    rows = decision.positions.filter(replaced_at=None).select_related("by")
    return {p.partner: p for p in rows}


def stands(decision: Decision) -> list[Stand]:
    return [Stand(p.partner, p.choice, p.instead) for p in standing(decision).values()]


@dataclass(frozen=True)
class Place:
    """A partner’s place in a round: what is recorded, as far as this reader may see it, and who acts next."""

    partner: str
    recorded: bool
    position: Position | None
    before: tuple[Position, ...]
    acts: tuple[User, ...]

    @property
    def title(self) -> str:
        return rules.PARTNERS[self.partner]


def readable(decision: Decision) -> bool:
    """Whether everyone on the case may read the positions: all three are in, or the chair opened the round."""
    return decision.opened_at is not None or rules.all_in(stands(decision))


def positions_for(user: User, decision: Decision) -> list[Place]:
    """Each partner’s place. Blind until the round may be read: until then each partner sees its own alone."""
    rows, open_to_all = standing(decision), readable(decision)
    own = user.agency.kind if user.agency else ""
    earlier: dict[str, list[Position]] = {}
    for row in decision.positions.exclude(replaced_at=None).select_related("by"):
        earlier.setdefault(row.partner, []).append(row)
    places = []
    for partner in rules.PARTNERS:
        seen = open_to_all or partner == own
        waits = decision.status == Decision.Status.OPEN and partner not in rows
        acts = who_acts(decision.case, partner, decision.meeting) if waits else []
        places.append(
            Place(
                partner, partner in rows, rows.get(partner) if seen else None,
                tuple(earlier.get(partner, ())) if seen else (), tuple(acts),
            )
        )  # fmt: skip
    return places


def position_words(position: Position) -> str:
    choice = load_positions()[position.choice].title
    instead = load_decisions().get(position.instead)
    return f"{choice}: {instead.title}" if instead else choice


def given_by(position: Position) -> str:
    """Who gave a position, and as whose deputy or successor."""
    return f"{position.by.name}, {position.authority}" if position.authority else position.by.name


def position_rows(decision: Decision) -> list[dict[str, str]]:
    """All positions as plain rows: only for a decision that is no longer open."""
    said = standing(decision)
    return [
        {
            "partner": title, "choice": position_words(said[partner]), "by": given_by(said[partner]),
            "reasons": said[partner].reasons,
            "dissent": "Dissent: the split was settled otherwise"
            if rules.dissents(decision.status, decision.outcome, said[partner].choice, said[partner].instead)
            else "",
        }
        for partner, title in rules.PARTNERS.items() if partner in said
    ]  # fmt: skip
