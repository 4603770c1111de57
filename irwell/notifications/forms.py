"""Recording the notification."""

from django import forms as django_forms

from irwell.ui.forms import DateField, Form


class Sent(Form):
    """Reference and date of the notification."""

    reference = django_forms.CharField(
        label="Reference from the national system",
        max_length=60,
        error_messages={"required": "Enter the reference that the national system gave"},
    )
    sent_on = DateField(
        label="When was it sent?", error_messages={"required": "Say when the notification was sent"}
    )
