from django.urls import path

from irwell.agency_returns.views import (
    answer,
    asking,
    chronology,
    columns,
    confirmed,
    departments,
    line_queries,
    one,
    questions,
    room,
    summary,
    wall,
)

app_name = "agency_returns"
CASE = "cases/<uuid:case_id>/returns/"
ONE = CASE + "<uuid:request_id>/"
LINK = "answer/<str:token>/"
FILE = LINK + "chronology/<uuid:chronology_id>/"
PART = LINK + "departments/<uuid:department_id>/"
urlpatterns = [
    path("questions-to-agencies/", questions.templates, name="templates"),
    path("questions-to-agencies/<str:kind>/", questions.template, name="template"),
    path(CASE, wall.wall, name="wall"),
    path(CASE + "ask/", asking.ask, name="ask"),
    path(CASE + "columns/", columns.extra_columns, name="extra_columns"),
    path(CASE + "columns/<uuid:column_id>/remove/", columns.remove_column, name="remove_column"),
    path(CASE + "room/", room.room, name="room"),
    path(CASE + "chase/", wall.chase_late, name="chase_late"),
    path(ONE, one.one, name="one"),
    path(ONE + "chase/", wall.chase, name="chase"),
    path(ONE + "send-again/", one.send_again, name="send_again"),
    path(ONE + "lead/", one.send_to_lead, name="send_to_lead"),
    path(ONE + "reopen/", one.reopen, name="reopen"),
    path(ONE + "lead-of-agency/", one.name_lead, name="name_lead"),
    path(ONE + "withdraw/", one.withdraw, name="withdraw"),
    path(ONE + "links/<uuid:link_id>/close/", one.close_link, name="close_link"),
    path(ONE + "changes/<int:version>/", one.changes, name="changes"),
    path(ONE + "missing/", one.explain, name="explain"),
    path(LINK, answer.landing, name="landing"),
    path(LINK + "confirm/", confirmed.confirm_address, name="confirm_address"),
    path(LINK + "confirm/again/", confirmed.another_code, name="another_code"),
    path(LINK + "departments/", departments.departments, name="departments"),
    path(PART, departments.department, name="department"),
    path(PART + "back/", departments.send_back, name="send_back"),
    path(PART + "withdraw/", departments.withdraw_department, name="withdraw_department"),
    path(PART + "remind/", departments.remind_department, name="remind_department"),
    path(LINK + "nil/", answer.nil, name="nil"),
    path(LINK + "return/", answer.overview, name="overview"),
    path(LINK + "return/<str:section_id>/", summary.section, name="section"),
    path(LINK + "return/<str:section_id>/autosave/", summary.autosave, name="autosave"),
    path(LINK + "questions/", line_queries.line_queries, name="line_queries"),
    path(LINK + "questions/<uuid:query_id>/", line_queries.line_query, name="line_query"),
    path(LINK + "sign/", answer.sign, name="sign"),
    path(LINK + "chronology/", chronology.files, name="chronologies"),
    path(LINK + "chronology/form/<slug:kind>/", columns.blank, name="blank"),
    path(FILE, chronology.rows, name="rows"),
    path(FILE + "columns/", chronology.columns, name="columns"),
    path(FILE + "suggestions/", chronology.accept_suggestions, name="accept_suggestions"),
    path(FILE + "confirm/", chronology.confirm, name="confirm"),
    path(FILE + "remove/", chronology.remove, name="remove"),
]
