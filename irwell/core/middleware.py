"""Security headers and plain error pages on every response."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from irwell.core.errors import NotPossibleNow

GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


class PublicHeaders:
    """Headers of every page of ours: features off, nothing shared across origins."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class WithoutNul:
    """A zero character in an address stands for nothing: PostgreSQL takes none, and no name of ours has one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info = request.path_info.replace("\0", "")
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)


class Headers(PublicHeaders):
    """As PublicHeaders; a page seen by a signed-in or invited person is never stored by the browser."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = super().__call__(request)
        if not getattr(response, "cacheable", False):
            response["Cache-Control"] = "no-store"
        if request.path == "/account/logout/" and request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class PlainErrors:
    """A refusal becomes a page with its sentence, not a stack trace."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotPossibleNow):
            return render(request, "ui/not_possible.html", {"sentence": str(error)}, status=409)
        if isinstance(error, PermissionDenied):
            return render(request, "ui/not_allowed.html", {"sentence": str(error)}, status=403)
        return None
