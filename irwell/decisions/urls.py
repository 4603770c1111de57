from django.urls import path

from irwell.decisions.views import attending, deciding, grid, meetings, minutes, packs, seats

app_name = "decisions"
BASE = "cases/<uuid:case_id>/rapid-review/"
ONE = BASE + "meetings/<uuid:meeting_id>/"
urlpatterns = [
    path("quorum/", seats.quorum, name="quorum"),
    path(BASE + "meetings/", meetings.everything, name="meetings"),
    path(BASE + "meetings/call/", meetings.call, name="call"),
    path(BASE + "meetings/go/", meetings.go, name="circulate"),
    path(ONE, meetings.one, name="meeting"),
    path(ONE + "attendance/", attending.attendance, name="attendance"),
    path(ONE + "conflicts/", attending.conflicts, name="conflicts"),
    path(ONE + "conflicts/whole-case/", attending.wall_off, name="wall_off"),
    path(ONE + "conflicts/<uuid:conflict_id>/lift/", attending.lift, name="lift_conflict"),
    path(ONE + "step-aside/", attending.step_aside, name="step_aside"),
    path(ONE + "held/", meetings.held, name="held"),
    path(ONE + "minutes/", minutes.minutes, name="minutes"),
    path(ONE + "minutes/keep/", minutes.keep, name="keep_minutes"),
    path(ONE + "minutes/notes/", minutes.notes, name="notes"),
    path(ONE + "actions/", meetings.action, name="action"),
    path(ONE + "pack/", packs.pack, name="pack"),
    path(ONE + "pack/word/", packs.pack_file, {"form": "docx"}, name="pack_word"),
    path(ONE + "pack/pdf/", packs.pack_file, {"form": "pdf"}, name="pack_pdf"),
    path(BASE + "seats/", seats.seats, name="seats"),
    path(BASE + "seats/delegate/", seats.delegate, name="delegate"),
    path(BASE + "seats/<uuid:delegation_id>/end/", seats.end_delegation, name="end_delegation"),
    path(BASE + "seats/hand-over/", seats.hand_over, name="hand_over"),
    path(BASE + "grid/", grid.grid, name="grid"),
    path(BASE + "positions/", deciding.positions, name="positions"),
    path(BASE + "positions/open/", deciding.open_positions, name="open_positions"),
    path(BASE + "positions/scrutineer/", deciding.scrutineer, name="scrutineer"),
    path(BASE + "positions/education/", deciding.education, name="education"),
    path(BASE + "positions/conclude/", deciding.conclude, name="conclude"),
    path(BASE + "positions/settle/", deciding.settle, name="settle"),
    path(BASE + "positions/escalate/", deciding.escalate, name="escalate"),
    path(BASE + "decisions/<uuid:decision_id>/", packs.frozen, name="frozen"),
    path(BASE + "decisions/<uuid:decision_id>/pdf/", packs.frozen_pdf, name="frozen_pdf"),
]
