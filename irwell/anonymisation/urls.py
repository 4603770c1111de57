from django.urls import path

from irwell.anonymisation import views

app_name = "anonymisation"
BASE = "cases/<uuid:case_id>/anonymisation/"
urlpatterns = [
    path("anonymisation/places/", views.places, name="places"),
    path("anonymisation/places/add/", views.add_places, name="add_places"),
    path("anonymisation/places/<uuid:place_id>/remove/", views.remove_place, name="remove_place"),
    path(BASE + "linked/", views.linked, name="linked"),
    path(BASE + "linked/<uuid:link_id>/end/", views.unlink, name="unlink"),
    path("anonymisation/second-reading/", views.reading_rule, name="reading_rule"),
    path(
        "anonymisation/second-reading/<uuid:rule_id>/approve/",
        views.approve_rule,
        name="approve_rule",
    ),
    path(BASE, views.one, name="case"),
    path(BASE + "start/", views.start, name="start"),
    path(BASE + "look-again/", views.look_again, name="look_again"),
    path(BASE + "looking/", views.looking, name="looking"),
    path(BASE + "looking/stop/", views.stop_looking, name="stop_looking"),
    path(BASE + "queue/", views.queue, name="queue"),
    path(BASE + "queue/accept/", views.accept_all, name="accept_all"),
    path(BASE + "queue/find/", views.find, name="find"),
    path(BASE + "queue/<slug:line_id>/", views.mention, name="mention"),
    path(BASE + "queue/<slug:line_id>/quick/", views.quick, name="quick"),
    path(BASE + "queue/<slug:line_id>/take-back/", views.take_back, name="take_back"),
    path(BASE + "before-and-after/", views.preview, name="preview"),
    path(BASE + "missed/", views.missed, name="missed"),
    path(BASE + "out-of-sight/", views.hidden, name="hidden"),
    path(BASE + "second-reading/", views.second, name="second"),
    path(BASE + "second-reading/begin/", views.begin_second, name="begin_second"),
    path(BASE + "second-reading/end/", views.stop_second, name="stop_second"),
    path(BASE + "second-reading/<slug:line_id>/", views.second_mention, name="second_mention"),
    path(BASE + "second-reading/<slug:line_id>/quick/", views.second_quick, name="second_quick"),
    path(BASE + "differences/<slug:line_id>/", views.difference, name="difference"),
    path(
        BASE + "differences/<slug:line_id>/agree/", views.agree_difference, name="agree_difference"
    ),
    path(BASE + "pictures/", views.parts, name="parts"),
    path(BASE + "pictures/leave-out/", views.leave_out, name="leave_out"),
    path(BASE + "pictures/<slug:part_id>/", views.part, name="part"),
    path(BASE + "pictures/<slug:part_id>/drawn/", views.drawn, name="drawn"),
    path(BASE + "write/", views.write, name="write"),
    path(BASE + "findings/<slug:finding>/let-stand/", views.let_stand, name="let_stand"),
    path(BASE + "findings/<slug:finding>/agree/", views.agree, name="agree"),
    path(BASE + "open-again/", views.open_again, name="open_again"),
    path(BASE + "risk/", views.risk, name="risk"),
    path(BASE + "risk/known/", views.known, name="known"),
    path(BASE + "risk/searches/", views.search, name="search"),
    path(BASE + "sign/", views.sign, name="sign"),
    path(BASE + "rewriting/", views.rewrite, name="rewrite"),
    path(BASE + "clean/", views.read_clean, name="read"),
    path(BASE + "clean/<str:name>/", views.clean_file, name="file"),
    path(BASE + "certificate/", views.certificate, name="certificate"),
]
