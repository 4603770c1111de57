"""The public site and two editors."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from irwell.editors.actions import add_editor
from irwell.editors.models import Editor


@pytest.fixture(autouse=True)
def _public(settings: Any, db: None) -> None:
    from irwell.config import settings_public

    settings.MIDDLEWARE = [m for m in settings_public.MIDDLEWARE if "whitenoise" not in m]
    settings.TEMPLATES = settings_public.TEMPLATES
    settings.ROOT_URLCONF = "irwell.config.urls_public"
    settings.IRWELL_PUBLIC_URL = "http://testserver"


@pytest.fixture
def edith() -> Editor:
    return add_editor(email="Edith@library.example", name="Edith Crane")


@pytest.fixture
def link(edith: Editor) -> Callable[[], str]:
    """Ask for a link as anybody would, and take it from the letter."""

    def ask(after: str = "/editors/") -> str:
        Client().post(f"/editors/sign-in/?next={after}", {"email": "edith@library.example"})
        words = mail.outbox[-1].body.split()
        return next(w.removeprefix("http://testserver") for w in words if w.startswith("http"))

    return ask
