"""Forms that look and speak as GOV.UK forms do: base class, renderer, fields, widgets."""

from irwell.ui.forms.base import Form, Group
from irwell.ui.forms.bound import BoundField, Renderer
from irwell.ui.forms.fields import (
    DateField,
    Moment,
    MomentField,
    MultipleFileField,
    ThreeWay,
    ThreeWayField,
)
from irwell.ui.forms.taking import took
from irwell.ui.forms.widgets import DateWidget, MomentWidget, MultipleFileInput

__all__ = [
    "BoundField",
    "DateField",
    "DateWidget",
    "Form",
    "Group",
    "Moment",
    "MomentField",
    "MomentWidget",
    "MultipleFileField",
    "MultipleFileInput",
    "Renderer",
    "ThreeWay",
    "ThreeWayField",
    "took",
]
