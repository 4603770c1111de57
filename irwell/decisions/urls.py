from django.urls import path

from irwell.decisions.views import deciding, grid, meetings

app_name = "decisions"
BASE = "cases/<uuid:case_id>/rapid-review/"
ONE = BASE + "meetings/<uuid:meeting_id>/"
urlpatterns = [
    path(BASE + "meetings/", meetings.everything, name="meetings"),
    path(BASE + "meetings/call/", meetings.call, name="call"),
    path(BASE + "meetings/go/", meetings.go, name="circulate"),
    path(ONE, meetings.one, name="meeting"),
    path(ONE + "attendance/", meetings.attendance, name="attendance"),
    path(ONE + "step-aside/", meetings.step_aside, name="step_aside"),
    path(ONE + "held/", meetings.held, name="held"),
    path(ONE + "minutes/", meetings.minutes, name="minutes"),
    path(ONE + "minutes/keep/", meetings.keep, name="keep_minutes"),
    path(ONE + "actions/", meetings.action, name="action"),
    path(ONE + "pack/", meetings.pack, name="pack"),
    path(ONE + "pack/word/", meetings.pack_word, name="pack_word"),
    path(BASE + "grid/", grid.grid, name="grid"),
    path(BASE + "positions/", deciding.positions, name="positions"),
    path(BASE + "positions/scrutineer/", deciding.scrutineer, name="scrutineer"),
    path(BASE + "positions/conclude/", deciding.conclude, name="conclude"),
    path(BASE + "positions/settle/", deciding.settle, name="settle"),
]
