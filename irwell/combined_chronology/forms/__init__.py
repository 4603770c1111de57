"""Forms of the combined chronology, by topic."""

from irwell.combined_chronology.forms.choosing import ChosenFilter, KeepView, Words
from irwell.combined_chronology.forms.marking import Mark, mark_form

__all__ = ["ChosenFilter", "KeepView", "Mark", "Words", "mark_form"]
