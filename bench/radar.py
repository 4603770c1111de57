"""How well recommendations that say the same are told from those that do not: python bench/radar.py

The pairs are invented for this: each line says the same in other words, and different lines ask for different things,
some of them about the same subject. `TRIED` chose the thresholds of irwell/search/same.py; the figures come from `KEPT`.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from irwell.search import same
from irwell.search.encoder import installed_encoder

TRIED = """
The partnership should join up data about absence from school. | Schools and the council should put their attendance records together.
Health visitors should ask at each visit where the baby will sleep. | Every home visit should include talking about where the infant sleeps at night.
Agencies should ask about fathers and other men in the household. | Practitioners should find out who the men in a child's life are and include them.
Supervision should leave time to think about what a family's day is like. | Managers should give staff reflective supervision in which they can think.
Children who are not brought to an appointment should be followed up in two days. | Missed appointments of children should lead to contact within two working days.
Police should share reports of domestic abuse with schools on the same day. | Schools should be told by the police the same day about domestic abuse incidents.
GPs should be invited to strategy meetings. | Family doctors should be asked to every strategy discussion.
The escalation policy should be known to all staff. | Staff of all agencies should know how to escalate when they disagree.
Hospitals should not discharge a baby with an unexplained bruise before a paediatrician has seen it. | A paediatrician should see every infant with bruises that are not explained before discharge.
The council should tell the new area when a family with a plan moves. | When a family moves, the receiving authority should get the plan from the old one.
"""
KEPT = """
Workers should see the child alone and write down what the child says. | A child's own words, spoken without parents present, should be recorded.
Pre-birth assessments should begin by the sixteenth week. | Assessment of unborn babies should start earlier, by week sixteen.
Housing officers should pass on worries about the state of a home. | When housing staff see poor home conditions they should refer them.
Interpreters should be used, never family members. | Family members should not interpret; a professional interpreter should be booked.
The graded care profile should be used wherever neglect is suspected. | In cases of possible neglect practitioners should use the graded care profile tool.
Adult mental health services should ask whether a patient looks after children. | Psychiatric teams should record the children of each patient they treat.
Elective home education should lead to a visit by the council. | The council should visit children who are taught at home.
Medication errors should be reported within a day. | Staff should report errors with medicines inside twenty-four hours.
Prison staff should open a support plan when a prisoner hurts himself. | Self-harm in custody should always lead to an ACCT being opened.
The ambulance service should review how calls about breathing are triaged. | Triage of emergency calls for breathlessness should be looked at again.
The highway authority should put a barrier at the junction. | Safety fencing should be installed at the crossroads by the highways department.
Social workers should have caseloads they can manage. | The number of cases held by each social worker should be limited.
Child protection conferences should receive reports three days before. | Reports for conference should be sent out three working days in advance.
The trust should train its nurses to recognise sepsis. | Training in spotting sepsis should be given to nursing staff.
Young people who go missing should have a return interview within 72 hours. | Return home interviews should happen in three days after a missing episode.
"""


def rows(text: str) -> list[str]:
    return [side.strip() for line in text.strip().splitlines() for side in line.split("|")]


def measure(texts: list[str], meanings, least: float) -> tuple[int, int, int]:
    near = same.nearness(texts, meanings)
    group = same.group(near, least).group
    pairs = [(i, j) for i in range(len(texts)) for j in range(i + 1, len(texts))]
    true = {(i, j) for i, j in pairs if i // 2 == j // 2}
    said = {(i, j) for i, j in pairs if group[i] == group[j]}
    return len(true & said), len(said), len(true)


def first_is_right(texts: list[str], meanings) -> float:
    """How often the nearest other recommendation is the one that says the same."""
    near = same.nearness(texts, meanings).copy()
    np.fill_diagonal(near, -1)
    return float(np.mean([near[row].argmax() // 2 == row // 2 for row in range(len(texts))]))


def main() -> None:
    encoder = installed_encoder()
    for name, text in (("chosen on", TRIED), ("kept back", KEPT)):
        texts = rows(text)
        for way, meanings, least in (
            ("by words", None, same.LEAST_BY_WORDS),
            ("words and meaning", encoder and encoder.encode(texts), same.LEAST_WITH_MEANING),
        ):
            if meanings is None and way != "by words":
                continue
            print(f"{name}, {way}: nearest is right {first_is_right(texts, meanings):.2f}")
            for tried in [least] if name == "kept back" else np.arange(0.1, 0.75, 0.05):
                right, said, true = measure(texts, meanings, tried)
                print(f"  from {tried:.2f}: precision {right}/{said}, recall {right}/{true}")


if __name__ == "__main__":
    main()
