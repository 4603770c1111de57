"""A review held with another area."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.reviews import actions, forms, presenters, queries
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


@on_case(Permission.READ_RETURNS)
@require_GET
def overview(request: PersonRequest, case: Case) -> HttpResponse:
    """The other area, who leads, what both agreed, whether it is named in what is published."""
    joint = queries.joint_of(review_or_404(case))
    rows = presenters.joint_rows(joint) if joint else []
    return shown(request, case, "joint", "reviews:joint", joint=joint, rows=rows)


@on_case(Permission.MANAGE_REVIEW)
def change(request: PersonRequest, case: Case) -> HttpResponse:
    """Record or change the other area; what somebody else saved meanwhile is shown beside one’s own."""
    joint, theirs = queries.joint_of(review_or_404(case)), None
    form = forms.Joint(request.POST or None, initial=presenters.joint_as_typed(joint))

    def act() -> object:
        given = {**form.cleaned_data, "seen": form.cleaned_data["seen"] or 0}
        return actions.record_joint(case=case, by=request.user, **given)

    try:
        if took(request, form, act):
            return redirect("reviews:joint", case_id=case.pk)
    except actions.StaleJoint as stale:
        typed = request.POST.copy()
        typed["seen"] = str(stale.current.edits)
        form.data, theirs = typed, presenters.joint_rows(stale.current)
    return asked(
        request, case, form, title="The other area", back="reviews:joint", button="Save", theirs=theirs,
        **({"status": 409} if theirs else {}),
    )  # fmt: skip


@on_case(Permission.SIGN_OFF)
@require_POST
def agree(request: PersonRequest, case: Case) -> HttpResponse:
    """For this partnership: the other area may be named."""
    actions.agree_to_naming(case=case, by=request.user)
    return redirect("reviews:joint", case_id=case.pk)


@on_case(Permission.MANAGE_REVIEW)
def theirs(request: PersonRequest, case: Case) -> HttpResponse:
    """The day on which the other area agreed to be named."""
    form = forms.Theirs(request.POST or None, initial={"on": time.today()})
    if took(
        request,
        form,
        lambda: actions.record_their_agreement(case=case, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviews:joint", case_id=case.pk)
    return asked(
        request,
        case,
        form,
        title="Their agreement to be named",
        back="reviews:joint",
        button="Save",
    )
