"""What a certificate needs before it is signed: the human half of the gate (domain 6.4)."""

import datetime as dt

from irwell.anonymise.jigsaw import Level

# Scenario 19: at a high risk the log must not be older than this.
SEARCH_DAYS = 14
CONFIRMATIONS = {
    "read": "I have read the clean report from beginning to end, as a neighbour or a reporter would",
    "searched": "I have read the motivated-intruder log and nothing in it leads to the child or the family",
    "jigsaw": "I have compared the report with what the press and judgments already say",
    "learning": "Ethnicity, faith and disability are kept where they matter to the learning, and nowhere else",
}


def objections_to_signing(
    risk: Level, *, last_search: dt.date | None, led_to_them: bool, legal: str, on: dt.date
) -> list[str]:
    """Sentences that stand against a signature; empty when nothing does.

    Domain 6.4 and scenario 19; Information Commissioner's Office, anonymisation guidance: motivated intruder test.
    """
    reasons = []
    if last_search is None:
        reasons.append("Nobody has searched as a motivated intruder would. Search, then log it.")
    elif led_to_them:
        reasons.append(
            "The last search led to the child or the family. Change the report, write it again, search again."
        )
    elif risk == "high" and (on - last_search).days > SEARCH_DAYS:
        reasons.append(
            f"The jigsaw risk is high and the last search is {(on - last_search).days} days old. "
            f"Search again: at a high risk the log must be dated within {SEARCH_DAYS} days."
        )
    if risk == "high" and legal == "none":
        reasons.append(
            "The jigsaw risk is high: legal advice is needed before this can be signed, whatever else applies."
        )
    return reasons
