"""The guard of pages for editors."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from .models import Editor
from .queries import editor_of

P = ParamSpec("P")


class EditorRequest(HttpRequest):
    """A request that an editor makes."""

    editor: Editor


def editor_only(
    view: Callable[Concatenate[EditorRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for a signed-in editor, who stands as `request.editor`; others are asked to sign in."""

    @never_cache
    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        editor = editor_of(request)
        if editor is None:
            after = request.get_full_path() if request.method == "GET" else request.path
            start = reverse("editors:sign-in")
            return HttpResponseRedirect(f"{start}?{urlencode({'next': after})}")
        request.editor = editor
        return view(request, *args, **kwargs)

    guarded.guard = "editor_only"  # type: ignore[attr-defined]
    return guarded
