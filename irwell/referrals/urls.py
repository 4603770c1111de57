from django.urls import path

from irwell.referrals.views import endorsing, files, filling, sending, triage, word_form

app_name = "referrals"
urlpatterns = [
    path("", filling.start, name="start"),
    path("word/", word_form.word, name="word"),
    path("word/blank/", word_form.blank, name="blank"),
    path("danger/", filling.danger, name="danger"),
    path("inbox/", triage.listing, name="list"),
    path("inbox/<uuid:referral_id>/", triage.one, name="one"),
    path("inbox/<uuid:referral_id>/accept/", triage.accept, name="accept"),
    path("inbox/<uuid:referral_id>/files/<uuid:document_id>/", files.download, name="download"),
    path("inbox/<uuid:referral_id>/decline/", triage.decline, name="decline"),
    path("endorse/<str:token>/", endorsing.endorse, name="endorse"),
    path("form/<str:token>/", sending.overview, name="overview"),
    path("form/<str:token>/check/", sending.check, name="check"),
    path("form/<str:token>/receipt/", sending.receipt, name="receipt"),
    path("form/<str:token>/files/", files.files, name="files"),
    path("form/<str:token>/files/<int:file_id>/remove/", files.remove_file, name="remove_file"),
    path("form/<str:token>/autosave/<slug:page_id>/", filling.autosave, name="autosave"),
    path(
        "form/<str:token>/autosave/<slug:page_id>/<int:number>/", filling.autosave, name="autosave"
    ),
    path("form/<str:token>/drop/<slug:page_id>/", filling.drop, name="drop"),
    path("form/<str:token>/drop/<slug:page_id>/<int:number>/", filling.drop, name="drop"),
    path("form/<str:token>/all/<slug:page_id>/", filling.entries, name="entries"),
    path(
        "form/<str:token>/remove/<slug:page_id>/<int:number>/", filling.remove_entry, name="remove"
    ),
    path("form/<str:token>/<slug:page_id>/", filling.page, name="page"),
    path("form/<str:token>/<slug:page_id>/<int:number>/", filling.page, name="entry"),
]
