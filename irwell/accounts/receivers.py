"""Sign-ins become events."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from irwell.accounts.actors import PUBLIC
from irwell.audit import actions as audit
from irwell.audit.events import Event


@receiver(user_logged_in)
def signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    audit.record(Event.SIGNED_IN, by=user)


@receiver(user_logged_out)
def signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        audit.record(Event.SIGNED_OUT, by=user)


@receiver(user_login_failed)
def sign_in_failed(sender: Any, **kwargs: Any) -> None:
    audit.record(Event.SIGN_IN_FAILED, by=PUBLIC)
