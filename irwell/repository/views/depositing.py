"""The door for signed bundles, and what became of one that was kept aside."""

from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from irwell.core import time
from irwell.core.time import london
from irwell.repository import queries
from irwell.repository.actions import DepositRefused, KeptAside, receive_bundle, refresh_patiently
from irwell.repository.actions.deposits import Acknowledgement
from irwell.repository.models import Quarantined
from irwell.repository.presenters import records

from .haste import told_to_wait
from .throttle import Throttle

DEPOSITS = Throttle("60/m", scope="deposits")


@csrf_exempt  # the signature on the bundle is what is trusted, no cookie is
@require_POST
def deposit(request: HttpRequest) -> HttpResponse:
    """Take in a signed bundle and acknowledge it."""
    if not DEPOSITS.allow_request(request):
        return told_to_wait(DEPOSITS)
    try:
        done = receive_bundle(content=request.body, now=time.now())
    except RequestDataTooBig:
        return _refused("The bundle is larger than 100 MB. Send smaller files.", status=413)
    except KeptAside as kept:
        return _refused(str(kept), kept_aside=_aside(kept.aside))
    except DepositRefused as refused:
        return _refused(str(refused))
    except (OSError, OperationalError):  # words without JSON: the sender tries again by itself
        said = "The repository has no room at the moment. Nothing was changed; send it again later."
        return HttpResponse(said, content_type="text/plain; charset=utf-8", status=503)
    return _taken(done, searchable=done.repeated or refresh_patiently())


@never_cache
@require_safe
def aside(request: HttpRequest, reference: UUID) -> HttpResponse:
    """What became of a bundle that was kept aside, for whoever holds its reference."""
    found = queries.kept_aside(reference)
    if found is None:
        raise Http404
    return JsonResponse(_aside(found))


def _taken(done: Acknowledgement, *, searchable: bool) -> JsonResponse:
    data = {
        "accepted": True,
        "identifier": done.identifier,
        "url": records.site() + reverse("repository:record", args=[done.identifier]),
        "version": done.version,
        "digest": done.digest,
        "receipt": done.receipt,
        "received_at": done.received_at.isoformat(),
        "repeated": done.repeated,
        "withdrawn": done.withdrawn,
        "searchable": searchable,
    }
    return JsonResponse(data, status=200 if done.repeated else 201)


def _refused(problem: str, *, status: int = 422, **more: object) -> JsonResponse:
    return JsonResponse({"accepted": False, "problem": problem, **more}, status=status)


def _aside(found: Quarantined) -> dict[str, object]:
    data: dict[str, object] = {
        "reference": str(found.pk),
        "state": found.state,
        "problem": found.problem,
        "status_url": records.site() + reverse("repository:aside", args=[found.pk]),
    }
    if found.decided_at is not None:
        data["decided_on"] = london(found.decided_at).date().isoformat()
        data["why"] = found.decided_why
    if found.deposit is not None:
        data["url"] = records.address(found.deposit.record)
    return data
