"""Django's stock messages, replaced by sentences that say what to do."""

from django import forms
from django.forms import fields

PLAIN = {
    fields.EmailField: {
        "invalid": "Enter an email address in the correct format, like name@example.com"
    },
    fields.URLField: {
        "invalid": "Enter a web address in the correct format, like https://example.com"
    },
    fields.FileField: {
        "required": "Choose a file",
        "missing": "Choose a file",
        "invalid": "Choose a file again: it did not arrive",
        "empty": "The file you chose is empty. Choose a file with something in it",
        "max_length": "The name of the file is too long. Rename it and choose it again",
    },
    fields.ChoiceField: {"invalid_choice": "Choose one of the answers listed"},
    fields.MultipleChoiceField: {
        "invalid_choice": "Choose from the answers listed",
        "invalid_list": "Choose from the answers listed",
    },
    fields.DateField: {"invalid": "Enter a real date, like 27 3 2026"},
}


def speak_plainly(field: forms.Field, subject: str) -> None:
    """Give the field our wording wherever its maker left Django's."""
    stock = _stock(type(field))
    ours = _ours(field, subject)
    for code, words in ours.items():
        if field.error_messages.get(code) == stock.get(code):
            field.error_messages[code] = words


def _stock(kind: type) -> dict[str, object]:
    messages: dict[str, object] = {}
    for one in reversed(kind.__mro__):
        messages.update(getattr(one, "default_error_messages", {}))
    return messages


def _ours(field: forms.Field, subject: str) -> dict[str, str]:
    name = "Your answer" if subject.endswith("?") else subject[:1].upper() + subject[1:]
    ours = {"required": required_words(field, subject)}
    if isinstance(field, fields.CharField):
        ours["max_length"] = (
            f"{name} must be %(limit_value)s characters or fewer; it is %(show_value)s"
        )
        ours["min_length"] = f"{name} must be %(limit_value)s characters or more"
        ours["null_characters_not_allowed"] = f"{name} holds a character that cannot be kept"
    if isinstance(field, fields.IntegerField):
        ours["invalid"] = f"{name} must be a whole number, like 4"
        ours["min_value"] = f"{name} must be %(limit_value)s or more"
        ours["max_value"] = f"{name} must be %(limit_value)s or less"
    for kind, words in PLAIN.items():
        if isinstance(field, kind):
            ours.update(words)
    return ours


def required_words(field: forms.Field, subject: str) -> str:
    asks = subject.endswith("?")
    if isinstance(field, fields.BooleanField) and not isinstance(field, fields.NullBooleanField):
        return f"Tick to confirm: {subject}"
    if isinstance(field, fields.ChoiceField):
        return f"Select an answer to “{subject}”" if asks else f"Select {_after_verb(subject)}"
    return f"Enter an answer to “{subject}”" if asks else f"Enter {_after_verb(subject)}"


def _after_verb(subject: str) -> str:
    """Lower the first letter unless the word is a name or an abbreviation ("NHS number")."""
    first = subject.split(" ", 1)[0]
    return subject if first[1:] != first[1:].lower() else subject[:1].lower() + subject[1:]
