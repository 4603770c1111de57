"""The radar: recommendations that say the same, and what became of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from irwell.editors.guard import EditorRequest, editor_only
from irwell.editors.queries import editor_of
from irwell.themes import actions, forms
from irwell.themes.queries import radar

LISTED = 30


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What was recommended again and again; with words, what says the same as they do."""
    typed = request.GET.get("q", "")[: radar.MOST_TYPED].strip()
    repeated = radar.groups(repeated=True)
    known = {
        "typed": typed,
        "found": radar.recommended_before(typed) if typed else [],
        "repeated": repeated[:LISTED],
        "all_repeated": len(repeated),
        "counted": radar.entries().count(),
    }
    return render(request, "themes/radar.html", known)


@require_safe
def group(request: HttpRequest, group: str) -> HttpResponse:
    """One group with everything known of it."""
    known = {"same": group_or_404(group), "editor": editor_of(request)}
    return render(request, "themes/radar_group.html", known)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def outcome(request: EditorRequest, group: str, place: int) -> HttpResponse:
    """Note what became of one recommendation."""
    found = group_or_404(group)
    if not 1 <= place <= len(found.said):
        raise Http404
    said = found.said[place - 1]
    form = forms.NoteOutcome(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_outcome(
            recommendation=said.recommendation, by=request.editor, **form.cleaned_data
        )
        return redirect("themes:radar-group", group=group)
    known = {"form": form, "said": said, "same": found}
    return render(request, "themes/outcome.html", known, status=422 if form.errors else 200)


def group_or_404(name: str) -> radar.Same:
    found = radar.group(name)
    if found is None:
        raise Http404
    return found
