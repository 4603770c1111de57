"""Files with the referral: add, list, remove; and download for those who read referrals."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, requires
from irwell.access.permissions import Permission
from irwell.accounts.actors import by_link as actor
from irwell.core.errors import NotPossibleNow
from irwell.documents.actions import Refused, open_document
from irwell.documents.views import as_attachment
from irwell.messaging.guard import LinkRequest, by_link
from irwell.messaging.models import SignedLink
from irwell.referrals import actions, forms, presenters, queries, rules
from irwell.referrals.models import Referral

REFERRAL = SignedLink.Purpose.REFERRAL


@by_link(REFERRAL)
def files(request: LinkRequest, link: SignedLink) -> HttpResponse:
    """The files of a draft. Of several sent at once each stands for itself: the good ones are kept."""
    referral = queries.draft(link.about_id)
    if referral.status != Referral.Status.DRAFT:
        return redirect("referrals:overview", token=request.link_token)
    form = forms.AddFiles(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        for upload in form.cleaned_data["added"]:
            try:
                actions.add_file(referral=referral, upload=upload, by=actor(link.pk))
            except Refused as refused:
                form.add_error("added", refused)
            except NotPossibleNow as refused:
                form.add_error("added", f"“{upload.name}” was not added. {refused}")
        if not form.errors:
            return redirect("referrals:files", token=request.link_token)
    held = queries.attachments(referral)
    shown = {
        "form": form, "referral": referral, "token": request.link_token,
        "held": [(file, presenters.file_line(file.document)) for file in held], "most": rules.MOST_FILES,
    }  # fmt: skip
    return render(request, "referrals/files.html", shown, status=422 if form.errors else 200)


@by_link(REFERRAL)
@require_POST
def remove_file(request: LinkRequest, link: SignedLink, file_id: int) -> HttpResponse:
    referral = queries.draft(link.about_id)
    actions.remove_file(referral=referral, file_id=file_id, by=actor(link.pk))
    return redirect("referrals:files", token=request.link_token)


@requires(Permission.READ_REFERRALS)
@require_GET
def download(request: PersonRequest, referral_id: UUID, document_id: UUID) -> HttpResponse:
    """A file that came with a referral, before and after a case was opened from it."""
    referral = get_object_or_404(queries.referrals_for(request.user), pk=referral_id)
    document = queries.file_of(referral, document_id)
    if document is None:
        raise Http404
    data = open_document(document=document, by=request.user)
    return as_attachment(data, document.file_name, document.media_type)
