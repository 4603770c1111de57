"""Messages about actions: a link to the action, nothing of what it says."""

from django.conf import settings
from django.urls import reverse

from irwell.access.queries import members, walled_off
from irwell.accounts.queries import partnership
from irwell.audit.actions import Actor
from irwell.learning.models import Action
from irwell.messaging import actions as messaging


def tell(*, action: Action, email: str, subject: str, sentence: str, once: str, by: Actor) -> None:
    """One message to one person, once; the link follows the sentence."""
    path = reverse("learning:action", kwargs={"case_id": action.case_id, "action_id": action.pk})
    messaging.notify(
        to=email,
        subject=subject,
        body=f"{sentence}\n\n{settings.IRWELL_BASE_URL}{path}\n\n{partnership().name}",
        once=once,
        by=by,
        case_id=action.case_id,
    )


def leads_of(action: Action) -> set[str]:
    """The e-mail addresses of those who manage the learning of its case, without anybody walled off."""
    named = [
        *members(action.case_id, "learning_lead"),
        *members(action.case_id, "business_manager"),
    ]
    walled = walled_off(action.case_id)
    return {row.user.email for row in named if row.user_id not in walled}
