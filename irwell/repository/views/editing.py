"""Pages on which editors mend records and see how they are kept."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from irwell.core import time
from irwell.editors.guard import EditorRequest, editor_only
from irwell.repository import queries
from irwell.repository.actions import Stale
from irwell.repository.actions import mend as save
from irwell.repository.actions.keeping import overdue_files
from irwell.repository.mending_form import MendRecord
from irwell.repository.rules import guesses


@require_GET
@editor_only
def waiting(request: EditorRequest) -> HttpResponse:
    """Records that nobody has looked at yet, reviews first."""
    asked = request.GET.get("q", "").strip()[:200]
    page = Paginator(queries.unchecked(asked), 25).get_page(request.GET.get("page"))
    known = {"page": page, "asked": asked, "aside": queries.waiting_aside()}
    return render(request, "repository/waiting.html", known)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_only
def mend(request: EditorRequest, identifier: str) -> HttpResponse:
    """Put a record right and confirm what was guessed."""
    record = queries.record(identifier)
    if record is None or record.is_withdrawn:
        raise Http404
    guessed = guesses(record.title, [passage.text for passage in record.passages.all()])
    form = MendRecord(request.POST or None, record=record, guessed=guessed)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            save(record=record, values=form.values(), seen=seen, by=request.editor, now=time.now())
            return HttpResponseRedirect(f"{reverse('repository:moderation')}?saved={identifier}")
        except Stale as stale:
            form.add_error(None, f"This record was changed meanwhile: {stale} Yours is below; nothing is saved yet.")  # fmt: skip
            form.data = {**dict(form.data.items()), "seen": record.changed_at.isoformat()}
    known = {"record": record, "form": form, "mendings": record.mendings.all()[:20]}
    return render(request, "repository/mend.html", known, status=422 if form.errors else 200)


@require_GET
@editor_only
def keeping(request: EditorRequest) -> HttpResponse:
    """Whether every kept file is still what it was, and what runs of reading did."""
    known = {
        "kept": queries.kept_files(),
        "damaged": queries.damaged_files(),
        "late": overdue_files(now=time.now()).exists(),
        "runs": queries.runs(),
    }
    return render(request, "repository/keeping.html", known)
