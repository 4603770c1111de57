"""The pool of reviewers of the demonstration: one fit, one with papers that ran out, one barred by a connection."""

import datetime as dt

from irwell.accounts.models import Agency, User
from irwell.reviewers import actions

PEOPLE = (
    ("Rosalind Farr-Kite", "rosalind@farr-kite.example, 01632 960701", ("infants", "fathers", "systems", "family"), "Paediatric nursing; review author since 2014", "£640 a day"),
    ("Juniper Weald", "juniper@weald.example, 01632 960702", ("neglect", "health", "education", "identity"), "Health visiting", "£620 a day"),
    ("Alder Penrose", "alder@penrose.example, 01632 960703", ("exploitation", "police", "thematic"), "Detective chief inspector until 2019", "£700 a day, travel extra"),
)  # fmt: skip


def take(people: dict[str, User], *, today: dt.date) -> None:
    """Three people in the pool, by the business manager."""
    maya = people["maya"]
    for number, (name, contact, competences, areas, fee) in enumerate(PEOPLE):
        entry = actions.add_entry(
            words=actions.Words(
                name=name, contact=contact, competences=competences, areas=areas, fee_basis=fee,
                references_on=today - dt.timedelta(days=200 + number),
                insured_until=today + dt.timedelta(days=300 if number != 1 else -20),
                dbs_on=today - dt.timedelta(days=400),
            ),
            by=maya,
        )  # fmt: skip
        actions.add_period(
            entry=entry, since=today - dt.timedelta(days=30), until=today + dt.timedelta(days=400 - 150 * number), by=maya
        )  # fmt: skip
        actions.add_past_review(
            entry=entry, title=("Child Q", "Baby R", "Youth violence: five lives")[number],
            partnership="Mossfield Safeguarding Children Partnership", year=today.year - 2 - number, by=maya,
        )  # fmt: skip
        if name == people["rosalind"].name:
            actions.tie_account(entry=entry, account=people["rosalind"], by=maya)
        if number == 2:
            police = Agency.objects.filter(kind=Agency.Kind.POLICE).first()
            if police is not None:
                actions.declare_conflict(
                    entry=entry, agency=police, detail="Served there until 2019; still advises a former team.", by=maya
                )  # fmt: skip
