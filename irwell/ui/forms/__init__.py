"""Forms that look and speak as GOV.UK forms do: base class, renderer, fields, widgets."""

from irwell.ui.forms.base import Form, Group
from irwell.ui.forms.bound import BoundField, Renderer
from irwell.ui.forms.fields import (
    DateField,
    MultipleFileField,
    Moment,
    MomentField,
    ThreeWay,
    ThreeWayField,
)
from irwell.ui.forms.widgets import DateWidget, MultipleFileInput, MomentWidget

__all__ = [
    "BoundField",
    "DateWidget",
    "DateField",
    "MultipleFileField",
    "MultipleFileInput",
    "Form",
    "Group",
    "Moment",
    "MomentField",
    "MomentWidget",
    "Renderer",
    "ThreeWay",
    "ThreeWayField",
]
