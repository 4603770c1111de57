"""What is possible with a referral now."""

from irwell.core.errors import NotPossibleNow
from irwell.documents.rules import Purpose
from irwell.referrals.models import Referral
from irwell.referrals.rules import MOST_FILES, missing


def check_can_edit(referral: Referral) -> None:
    """Raises NotPossibleNow once the referral was submitted."""
    if referral.status != Referral.Status.DRAFT:
        raise NotPossibleNow(
            f"{referral.reference} has been sent and can no longer be changed here. "
            "To add something, reply to the receipt or call the business unit."
        )


def check_can_add_file(referral: Referral) -> None:
    """Raises NotPossibleNow once the referral was sent or holds as many files as it may."""
    check_can_edit(referral)
    held = referral.files.filter(document__purpose=Purpose.REFERRAL_ATTACHMENT).count()
    if held >= MOST_FILES:
        raise NotPossibleNow(
            f"This referral holds {MOST_FILES} files, which is the most. Remove one, or put several "
            "into one document, then add the file again."
        )


def check_can_submit(referral: Referral) -> None:
    """Raises NotPossibleNow, naming the first missing answer."""
    check_can_edit(referral)
    gaps = missing(referral.answers)
    if gaps:
        page, question = gaps[0]
        raise NotPossibleNow(f"“{question.label}” on the page “{page.title}” has no answer yet.")


def check_can_decide(referral: Referral) -> None:
    if referral.status != Referral.Status.SUBMITTED:
        raise NotPossibleNow(f"{referral.reference} is not waiting for triage.")
