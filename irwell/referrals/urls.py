from django.urls import path

from irwell.referrals.views import endorsing, filling, triage

app_name = "referrals"
urlpatterns = [
    path("", filling.start, name="start"),
    path("danger/", filling.danger, name="danger"),
    path("inbox/", triage.listing, name="list"),
    path("inbox/<uuid:referral_id>/", triage.one, name="one"),
    path("inbox/<uuid:referral_id>/accept/", triage.accept, name="accept"),
    path("inbox/<uuid:referral_id>/decline/", triage.decline, name="decline"),
    path("endorse/<str:token>/", endorsing.endorse, name="endorse"),
    path("form/<str:token>/", filling.overview, name="overview"),
    path("form/<str:token>/check/", filling.check, name="check"),
    path("form/<str:token>/receipt/", filling.receipt, name="receipt"),
    path("form/<str:token>/autosave/<slug:page_id>/", filling.autosave, name="autosave"),
    path("form/<str:token>/all/<slug:page_id>/", filling.entries, name="entries"),
    path(
        "form/<str:token>/remove/<slug:page_id>/<int:number>/", filling.remove_entry, name="remove"
    ),
    path("form/<str:token>/<slug:page_id>/", filling.page, name="page"),
    path("form/<str:token>/<slug:page_id>/<int:number>/", filling.page, name="entry"),
]
