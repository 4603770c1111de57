"""Public pages and their editor."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from irwell.access.guard import PersonRequest, public, requires
from irwell.access.permissions import Permission
from irwell.access.policies import can
from irwell.public_pages import actions, forms, presenters, queries
from irwell.statute import flowchart_svg, flowchart_text, load_workflow


@public
@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """What reviews are, the criteria, and what happens after a referral."""
    page, workflow = queries.page("reviews"), load_workflow()
    shown = {
        "page": page, "body": presenters.as_html(page.text), "picture": flowchart_svg(workflow),
        "steps": flowchart_text(workflow), "may_edit": can(request.user, Permission.EDIT_PUBLIC_PAGES),
    }  # fmt: skip
    return render(request, "public_pages/home.html", shown)


@requires(Permission.EDIT_PUBLIC_PAGES)
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    try:
        page = queries.page(slug)
    except KeyError:
        raise Http404 from None
    form = forms.Edit(request.POST or None, initial={"title": page.title, "text": page.text})
    if request.method == "POST" and form.is_valid():
        actions.edit(slug=slug, by=request.user, **form.cleaned_data)
        return redirect("public_pages:home")
    return render(
        request, "public_pages/edit.html", {"form": form}, status=422 if form.errors else 200
    )
