"""A sent form and the action that it asks for."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from irwell.core.errors import NotPossibleNow
from irwell.ui.forms.base import Form


def took(request: HttpRequest, form: Form, act: Callable[[], object]) -> bool:
    """Whether the form was sent, is right, and the action took it; a refusal stands on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except NotPossibleNow as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
