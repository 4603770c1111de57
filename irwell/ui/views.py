"""The gallery of components, in the demonstration and in tests."""

import datetime as dt

from django import forms as django_forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from irwell.ui.forms import DateField, Form, ThreeWayField


class Sample(Form):
    """Every kind of field."""

    name = django_forms.CharField(label="Full name", help_text="As on the record")
    story = django_forms.CharField(label="What happened", widget=django_forms.Textarea)
    day = DateField(label="When did it happen?", help_text="For example, 27 3 2026")
    known = ThreeWayField(label="Is abuse or neglect known?")
    kinds = django_forms.MultipleChoiceField(
        label="Which kinds?", choices=[("n", "Neglect"), ("p", "Physical")],
        widget=django_forms.CheckboxSelectMultiple,
    )  # fmt: skip
    area = django_forms.ChoiceField(
        label="Area", choices=[("a", "Calderbrook"), ("b", "Elsewhere")]
    )
    file = django_forms.FileField(label="A file")


def gallery(request: HttpRequest) -> HttpResponse:
    shown = {
        "form": Sample(),
        "wrong": Sample({"day_day": "31", "day_month": "2", "day_year": "2024"}, prefix=None),
        "day": dt.date(2026, 12, 9),
    }
    return render(request, "ui/gallery.html", shown)


gallery.guard = "public"  # type: ignore[attr-defined]
gallery = login_not_required(gallery)
