"""Every rule set against tables written here by hand, for every combination of yes, no and not known.

The tables know nothing of the rule files or of the engine's logic. A truth is a number: 1 yes, 0 no, ½ not
known; "and" is the least, "or" the greatest, "not" what is left to 1 (Kleene). An age acts through two
questions only (under 18? at most 24?), so it stands for itself in five bands.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import pytest

from irwell.statute import Truth, evaluate, load_rulesets
from irwell.statute.facts import load_derived, load_settled
from irwell.statute.logic import Expression, names_in

YES, NO, OPEN = 1.0, 0.0, 0.5
TRUTHS = {YES: Truth.TRUE, NO: Truth.FALSE, OPEN: Truth.UNKNOWN}
AGES = (None, 17, 18, 24, 25)
RULES = load_rulesets()
Facts = dict[str, float]
Table = Callable[[Facts], Mapping[str, float]]


def negated(value: float) -> float:
    return 1 - value


def reads(age: float | None, limit: int, *, below: bool) -> float:
    if age is None:
        return OPEN
    return YES if (age < limit if below else age <= limit) else NO


def told(given: Facts) -> Facts:
    """What another answer settles: an English area lies in England, an age says whether it was a child,
    and nobody is looked after and a care leaver at once."""
    f = dict(given)
    if given["F_IN_ENGLAND"] == OPEN and given["F_IN_AREA"] == YES:
        f["F_IN_ENGLAND"] = YES
    if given["F_IN_AREA"] == OPEN and given["F_IN_ENGLAND"] == NO:
        f["F_IN_AREA"] = NO
    if given["F_CHILD"] == OPEN and given["F_AGE"] is not None:
        f["F_CHILD"] = reads(given["F_AGE"], 18, below=True)
    if given["F_CARE_LEAVER"] == OPEN and given["F_CLA"] == YES:
        f["F_CARE_LEAVER"] = NO
    if given["F_CLA"] == OPEN and given["F_CARE_LEAVER"] == YES:
        f["F_CLA"] = NO
    return f


def abused(f: Facts) -> float:
    return max(f["F_AN_KNOWN"], f["F_AN_SUSP"])


def serious(f: Facts) -> float:
    return min(f["F_CHILD"], abused(f), max(f["F_DIED"], f["F_HARM"]))


def page(f: Facts) -> Mapping[str, float]:
    """The page's wording: permanent home here; and for harm, concern about joint working."""
    met = max(
        min(f["F_RESIDENT"], abused(f), f["F_DIED"]),
        min(f["F_RESIDENT"], abused(f), f["F_HARM"], f["F_JOINT_CONCERN"]),
    )
    return {"RR_CRITERIA_MET": met, "LCSPR_DISCRETION": met}


def wt2018(f: Facts) -> Mapping[str, float]:
    """Working Together 2018: rows 1 to 9."""
    here, abroad = f["F_IN_AREA"], min(f["F_RESIDENT"], negated(f["F_IN_ENGLAND"]))
    must = max(min(serious(f), here), min(serious(f), abroad))
    other = min(serious(f), f["F_IN_ENGLAND"], negated(here))
    cla_death = min(f["F_CLA"], f["F_DIED"])
    withdrawn = f["CRITERIA_LATER_NOT_MET"]
    cla_alone = min(cla_death, negated(serious(f)))
    learning = max(f["F_NEAR_MISS"], f["F_GOOD_PRACTICE"], f["F_POOR_PRACTICE"])
    return {
        "LA_MUST_NOTIFY_PANEL": must,
        "OTHER_LA_NOTIFIES": other,
        "AREA_COLLABORATES": min(other, max(f["F_RESIDENT"], f["F_CLA"])),
        "NOTIFY_SOS_AND_OFSTED": cla_death,
        "REPORT_TO_SAFEGUARDING_PARTNERS": must,
        "RR_REQUIRED": min(f["SIN_SENT"], negated(withdrawn)),
        "RR_NOT_REQUIRED": max(cla_alone, min(f["SIN_SENT"], withdrawn)),
        "LCSPR_MUST_CONSIDER": f["RR_COMPLETE"],
        "LEARNING_REVIEW_MAY": max(cla_alone, min(negated(serious(f)), learning)),
    }


def wt2023(f: Facts) -> Mapping[str, float]:
    """Working Together 2023: care leavers up to 24, and the child who harmed another."""
    before = wt2018(f)
    up_to_24, minor = reads(f["F_AGE"], 24, below=False), reads(f["F_AGE"], 18, below=True)
    leaver = min(f["F_CARE_LEAVER"], f["F_DIED"], up_to_24)
    adult_leaver = min(leaver, negated(minor))
    return {
        **before,
        "NOTIFY_SOS_AND_OFSTED": max(before["NOTIFY_SOS_AND_OFSTED"], leaver),
        "RR_NOT_REQUIRED": max(before["RR_NOT_REQUIRED"], adult_leaver),
        "LCSPR_NOT_REQUIRED": adult_leaver,
        "LEARNING_REVIEW_MAY": max(before["LEARNING_REVIEW_MAY"], adult_leaver),
        "PARTNERS_SHOULD_AGREE": YES,
        "MAY_NOTIFY": min(
            negated(before["LA_MUST_NOTIFY_PANEL"]), f["F_PERPETRATOR"], abused(f), f["F_EVENT_AGREED"]
        ),
    }  # fmt: skip


def guidance_2025(f: Facts) -> Mapping[str, float]:
    """The Panel's guidance of June 2025 adds to what a rapid review looks at."""
    before = wt2023(f)
    return {
        **before,
        "RR_ANALYSE_EPISODES": before["RR_REQUIRED"],
        "RR_CONSIDER_INEQUALITY": before["RR_REQUIRED"],
    }


def notifiable_2015(f: Facts) -> Mapping[str, float]:
    """Working Together 2015: four limbs, two of them without abuse."""
    limbs = (
        min(abused(f), f["F_DIED"]), min(abused(f), f["F_HARM"]), min(f["F_CLA"], f["F_DIED"]),
        min(f["F_REG_SETTING"], f["F_DIED"]),
    )  # fmt: skip
    return {"LA_REPORTS_OFSTED_AND_LSCB": max(limbs)}


def serious_case_review(f: Facts) -> Mapping[str, float]:
    """The law before the change: must, always in custody, else may."""
    must = max(
        min(abused(f), f["F_DIED"]), min(abused(f), f["F_HARM"], f["F_JOINT_CONCERN"])
    )  # fmt: skip
    always = min(f["F_DIED"], f["F_CUSTODY"])
    return {"SCR_MUST": must, "SCR_ALWAYS": always, "SCR_MAY": min(negated(must), negated(always))}


TABLES: dict[str, Table] = {
    "RS-LOCAL-PAGE": page, "RS-WT2018": wt2018, "RS-WT2023": wt2023, "RS-2025G": guidance_2025,
    "RS-NOTIF-2015": notifiable_2015, "RS-SCR": serious_case_review, "RS-FUTURE": lambda f: {},
}  # fmt: skip
CHILD = ("F_CHILD", "F_AN_KNOWN", "F_AN_SUSP", "F_DIED", "F_HARM")
PLACE = ("F_IN_AREA", "F_IN_ENGLAND", "F_RESIDENT")
CARE = ("F_CLA", "F_CARE_LEAVER")
LEARNING = ("F_NEAR_MISS", "F_GOOD_PRACTICE", "F_POOR_PRACTICE")
STEPS = ("SIN_SENT", "CRITERIA_LATER_NOT_MET", "RR_COMPLETE")
OTHERS = ("F_JOINT_CONCERN", "F_REG_SETTING", "F_CUSTODY", "F_PERPETRATOR", "F_EVENT_AGREED")
EVERY = (*CHILD, *PLACE, *CARE, *LEARNING, *OTHERS, *STEPS)


@dataclass(frozen=True)
class Sweep:
    """Every combination of these facts, the rest not known, and the outcomes that are compared."""

    name: str
    rulesets: tuple[str, ...]
    facts: tuple[str, ...]
    ages: tuple[int | None, ...]
    outcomes: tuple[str, ...]


DUTIES = ("LA_MUST_NOTIFY_PANEL", "OTHER_LA_NOTIFIES", "AREA_COLLABORATES", "NOTIFY_SOS_AND_OFSTED", "REPORT_TO_SAFEGUARDING_PARTNERS")  # fmt: skip
CURRENT = ("RS-WT2018", "RS-WT2023", "RS-2025G")
SWEEPS = (
    Sweep("duties", ("RS-WT2018", "RS-2025G"), (*CHILD, *PLACE, *CARE), (None,), DUTIES),
    Sweep("age and care", ("RS-WT2023", "RS-2025G"), (*CHILD, "F_IN_AREA", *CARE), AGES, (*DUTIES, "RR_NOT_REQUIRED", "LCSPR_NOT_REQUIRED", "LEARNING_REVIEW_MAY")),
    Sweep("not required", CURRENT, ("F_CHILD", "F_AN_KNOWN", "F_DIED", "F_HARM", *CARE, "SIN_SENT", "CRITERIA_LATER_NOT_MET"), (None,), ("RR_NOT_REQUIRED",)),
    Sweep("learning", CURRENT, (*CHILD, *LEARNING), (None,), ("LEARNING_REVIEW_MAY",)),
    Sweep("may notify", ("RS-2025G",), (*CHILD, *PLACE, "F_PERPETRATOR", "F_EVENT_AGREED"), (None,), ("MAY_NOTIFY",)),
    Sweep("steps of the case", CURRENT, STEPS, (None,), ("RR_REQUIRED", "RR_NOT_REQUIRED", "LCSPR_MUST_CONSIDER", "RR_ANALYSE_EPISODES", "RR_CONSIDER_INEQUALITY", "PARTNERS_SHOULD_AGREE")),
    Sweep("the page", ("RS-LOCAL-PAGE",), ("F_RESIDENT", *CHILD[1:], "F_JOINT_CONCERN"), (None,), ("RR_CRITERIA_MET", "LCSPR_DISCRETION")),
    Sweep("2015", ("RS-NOTIF-2015",), (*CHILD[1:], *CARE, "F_REG_SETTING"), (None,), ("LA_REPORTS_OFSTED_AND_LSCB",)),
    Sweep("serious case review", ("RS-SCR",), (*CHILD[1:], "F_JOINT_CONCERN", "F_CUSTODY"), (None,), ("SCR_MUST", "SCR_ALWAYS", "SCR_MAY")),
)  # fmt: skip


def combinations(sweep: Sweep) -> Iterator[Facts]:
    blank: Facts = dict.fromkeys(EVERY, OPEN)
    for age in sweep.ages:
        for answers in product(TRUTHS, repeat=len(sweep.facts)):
            yield {**blank, "F_AGE": age, **dict(zip(sweep.facts, answers, strict=True))}  # type: ignore[dict-item]


def as_given(facts: Facts) -> dict[str, Truth | int | None]:
    return {k: v if k == "F_AGE" else TRUTHS[v] for k, v in facts.items()}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("sweep", "name"),
    [pytest.param(s, n, id=f"{s.name}, {n}") for s in SWEEPS for n in s.rulesets],
)
def test_every_combination_gives_what_the_table_gives(sweep: Sweep, name: str) -> None:
    ruleset, table, wrong = RULES[name], TABLES[name], []
    compared = [o for o in sweep.outcomes if o in ruleset.produced]

    for facts in combinations(sweep):
        expected, found = table(told(facts)), evaluate(ruleset, as_given(facts))
        held, undecided = found.outcomes, found.undetermined
        for outcome in compared:
            value = YES if outcome in held else OPEN if outcome in undecided else NO
            if value != expected[outcome]:
                wrong.append((outcome, facts))

    assert wrong == []


@pytest.mark.parametrize("name", RULES)
def test_the_tables_know_every_outcome_of_every_set(name: str) -> None:
    expected = TABLES[name](dict.fromkeys(EVERY, OPEN) | {"F_AGE": None})  # type: ignore[arg-type]
    swept = {outcome for sweep in SWEEPS for outcome in sweep.outcomes}

    assert set(expected) == set(RULES[name].produced)
    assert set(expected) <= swept


def reached(name: str, outcome: str) -> set[str]:
    """Every fact on which an outcome of a set can depend, through derived facts, other outcomes and what settles them."""
    facts: set[str] = set()
    waiting: list[Expression] = [r.expression for r in RULES[name].rules if outcome in r.then]
    while waiting:
        for word in names_in(waiting.pop()):
            if word in facts:
                continue
            if word in load_derived():
                waiting.append(load_derived()[word].expression)
            elif word in RULES[name].produced:
                waiting += [r.expression for r in RULES[name].rules if word in r.then]
            else:
                facts.add(word)
                waiting += [s.expression for s in load_settled() if s.fact == word]
    return facts


@pytest.mark.parametrize("name", RULES)
def test_no_outcome_depends_on_a_fact_that_no_sweep_of_it_varies(name: str) -> None:
    for outcome in RULES[name].produced:
        varied = {
            fact
            for sweep in SWEEPS
            if outcome in sweep.outcomes
            for fact in (*sweep.facts, "F_AGE" if len(sweep.ages) > 1 else "")
        }
        missing = reached(name, outcome) - varied - {"F_AGE"}
        assert not missing, outcome
