"""Pages for what is not there and what went wrong: plain words, no detail that helps a stranger."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/failed.html", status=500)
