from django.urls import path

from irwell.agency_returns.views import answer, asking, chronology, one, summary, wall

app_name = "agency_returns"
CASE = "cases/<uuid:case_id>/returns/"
ONE = CASE + "<uuid:request_id>/"
LINK = "answer/<str:token>/"
FILE = LINK + "chronology/<uuid:chronology_id>/"
urlpatterns = [
    path(CASE, wall.wall, name="wall"),
    path(CASE + "ask/", asking.ask, name="ask"),
    path(CASE + "chase/", wall.chase_late, name="chase_late"),
    path(ONE, one.one, name="one"),
    path(ONE + "chase/", wall.chase, name="chase"),
    path(ONE + "send-again/", one.send_again, name="send_again"),
    path(ONE + "lead/", one.send_to_lead, name="send_to_lead"),
    path(ONE + "reopen/", one.reopen, name="reopen"),
    path(ONE + "missing/", one.explain, name="explain"),
    path(LINK, answer.landing, name="landing"),
    path(LINK + "nil/", answer.nil, name="nil"),
    path(LINK + "return/", answer.overview, name="overview"),
    path(LINK + "return/<str:section_id>/", summary.section, name="section"),
    path(LINK + "return/<str:section_id>/autosave/", summary.autosave, name="autosave"),
    path(LINK + "sign/", answer.sign, name="sign"),
    path(LINK + "chronology/", chronology.files, name="chronologies"),
    path(FILE, chronology.rows, name="rows"),
    path(FILE + "columns/", chronology.columns, name="columns"),
    path(FILE + "suggestions/", chronology.accept_suggestions, name="accept_suggestions"),
    path(FILE + "confirm/", chronology.confirm, name="confirm"),
    path(FILE + "remove/", chronology.remove, name="remove"),
]
