"""The referral form as a Word document: the blank one made, a filled one read back."""

from irwell.referrals.wordform.blank import blank_form
from irwell.referrals.wordform.reading import NotTheForm, ReadForm, read_form

__all__ = ["NotTheForm", "ReadForm", "blank_form", "read_form"]
