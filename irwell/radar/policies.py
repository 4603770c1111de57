"""What may be sent to the repository."""

from irwell.anonymisation.queries import engine_register
from irwell.anonymisation.rules import words_left
from irwell.cases.models import Case
from irwell.core.errors import NotPossibleNow

MOST_WORDS = 60


def check_can_send(case: Case, words: str) -> None:
    """Raises NotPossibleNow unless these are a few words that name nobody on the case’s identity register.

    The rule is that case content never leaves (design 1); the register is asked because people paste.
    """
    if not words.strip():
        raise NotPossibleNow("Type a few words first. Only they are sent.")
    if len(words.split()) > MOST_WORDS:
        raise NotPossibleNow(
            f"Say it in {MOST_WORDS} words or fewer, in general terms. Long text is often copied from a case."
        )
    left = words_left(engine_register(case), {"What you typed": words})
    if left:
        raise NotPossibleNow(" ".join(["Nothing was sent.", *left]))
