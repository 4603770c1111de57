"""The clean files: downloading them and their certificate, reading the report here."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, on_case
from irwell.anonymisation import presenters, queries
from irwell.anonymisation.models import Certificate
from irwell.anonymisation.views.overview import current
from irwell.audit import actions as audit
from irwell.audit.events import Event
from irwell.cases.models import Case
from irwell.documents import actions as documents
from irwell.documents.rules import KINDS, ending_of
from irwell.documents.views import as_attachment


@on_case()
@require_GET
def clean_file(request: PersonRequest, case: Case, name: str) -> HttpResponse:
    """One clean file."""
    kept = get_object_or_404(current(case).files.select_related("document"), name=name)
    data = documents.open_document(document=kept.document, by=request.user)
    return as_attachment(data, f"{case.reference} {name}", KINDS[ending_of(name)].media_type)


@on_case()
@require_GET
def certificate(request: PersonRequest, case: Case) -> HttpResponse:
    """The certificate as the engine wrote it; it names nobody."""
    found = get_object_or_404(Certificate, run=current(case))
    audit.record(Event.EXPORTED, by=request.user, case_id=case.pk, about=found, format="json")
    name = f"{case.reference} certificate.json"
    return as_attachment(found.text.encode(), name, "application/json")


@on_case()
@require_GET
def read_clean(request: PersonRequest, case: Case) -> HttpResponse:
    """The clean report inside our page. Only a file that is still what was certified is shown."""
    found = get_object_or_404(Certificate.objects.select_related("run__case"), run=current(case))
    if queries.tampered(found):
        raise Http404
    kept = get_object_or_404(found.run.files.select_related("document"), name="report.html")
    page = documents.open_document(document=kept.document, by=request.user).decode("utf-8")
    # Every word in it was escaped by our own writer, and its bytes are those that were certified.
    article = mark_safe(presenters.article_of(page))  # noqa: S308
    return render(request, "anonymisation/read.html", {"case": case, "article": article})
