"""The reviewer's contract: dates, fee, instalments, the signed copy, variations."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from irwell.access.guard import PersonRequest, on_case
from irwell.access.permissions import Permission
from irwell.cases.models import Case
from irwell.core import time
from irwell.reviews import actions, forms, presenters, queries
from irwell.reviews.models import Contract, Instalment, Variation
from irwell.reviews.views.base import asked, review_or_404, shown
from irwell.ui.forms import took


def _contract(case: Case) -> Contract | None:
    return queries.contract_of(review_or_404(case))


@on_case(Permission.READ_CONTRACT)
@require_GET
def overview(request: PersonRequest, case: Case) -> HttpResponse:
    """What was agreed, what is payable, what was varied and by whom."""
    contract = _contract(case)
    words = presenters.contract_words(contract, today=time.today()) if contract else {}
    return shown(request, case, "contract", "reviews:contract", contract=contract, **words)


@on_case(Permission.MANAGE_CONTRACT)
def change(request: PersonRequest, case: Case) -> HttpResponse:
    """Record or change what was agreed, until it is signed."""
    known, clock = _contract(case), queries.six_months(case)
    initial = presenters.contract_as_typed(known, clock, today=time.today())
    form = forms.ContractForm(request.POST or None, initial=initial)
    if took(
        request,
        form,
        lambda: actions.record_contract(case=case, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviews:contract", case_id=case.pk)
    return asked(
        request, case, form, title="The reviewer’s contract", back="reviews:contract", button="Save"
    )


@on_case(Permission.MANAGE_CONTRACT)
def signed(request: PersonRequest, case: Case) -> HttpResponse:
    """The signed copy."""
    form = forms.Signed(request.POST or None, request.FILES or None)

    def act() -> object:
        given = form.cleaned_data
        return actions.sign_contract(
            case=case, upload=given["file"], signed_on=given["signed_on"], by=request.user
        )

    if took(request, form, act):
        return redirect("reviews:contract", case_id=case.pk)
    return asked(
        request, case, form, title="Keep the signed contract", back="reviews:contract", button="Save",
        multipart=True, lede="Once it is signed, dates and fee change by a variation that a statutory partner approves.",
    )  # fmt: skip


@on_case(Permission.MANAGE_CONTRACT)
def instalment(request: PersonRequest, case: Case) -> HttpResponse:
    """A part of the fee that a step of the plan makes payable."""
    form = forms.InstalmentForm(request.POST or None, review=review_or_404(case))
    if took(
        request,
        form,
        lambda: actions.add_instalment(case=case, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviews:contract", case_id=case.pk)
    return asked(
        request, case, form, title="Record an instalment", back="reviews:contract", button="Save",
        lede="Usual are three: terms of reference agreed, first draft, report approved.",
    )  # fmt: skip


@on_case(Permission.MANAGE_CONTRACT)
def paid(request: PersonRequest, case: Case, instalment_id: UUID) -> HttpResponse:
    """The day on which an instalment was paid."""
    row = get_object_or_404(Instalment, pk=instalment_id, contract__review=review_or_404(case))
    form = forms.Paid(request.POST or None, initial={"paid_on": time.today()})
    if took(
        request,
        form,
        lambda: actions.pay_instalment(case=case, row=row, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviews:contract", case_id=case.pk)
    title = f"Instalment for: {row.milestone.title}"
    return asked(request, case, form, title=title, back="reviews:contract", button="Record payment")


@on_case(Permission.MANAGE_CONTRACT)
def vary(request: PersonRequest, case: Case) -> HttpResponse:
    """Propose another end or fee."""
    contract = _contract(case)
    initial = {"ends_on": contract.ends_on, "fee": contract.fee} if contract else {}
    form = forms.VariationForm(request.POST or None, initial=initial)
    if took(
        request,
        form,
        lambda: actions.propose_variation(case=case, by=request.user, **form.cleaned_data),
    ):
        return redirect("reviews:contract", case_id=case.pk)
    return asked(
        request, case, form, title="Propose a variation", back="reviews:contract", button="Put to the partners",
        lede="The contract stays as it is until a statutory partner approves. What was agreed before stays on record.",
    )  # fmt: skip


@on_case(Permission.COMMISSION)
@require_POST
def decide(request: PersonRequest, case: Case, variation_id: UUID) -> HttpResponse:
    """Approve or refuse a variation."""
    row = get_object_or_404(Variation, pk=variation_id, contract__review=review_or_404(case))
    actions.decide_variation(
        case=case, variation=row, approve=request.POST.get("decision") == "approve", by=request.user,
        now=time.now(),
    )  # fmt: skip
    return redirect("reviews:contract", case_id=case.pk)
