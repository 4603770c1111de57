"""Forms of the combined chronology, by topic."""

from irwell.combined_chronology.forms.choosing import ChosenFilter, KeepView, Words
from irwell.combined_chronology.forms.marking import AskAgency, Mark, mark_form

__all__ = ["AskAgency", "ChosenFilter", "KeepView", "Mark", "Words", "mark_form"]
