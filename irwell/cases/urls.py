from django.urls import path

from irwell.cases import views

app_name = "cases"
urlpatterns = [
    path("<uuid:case_id>/", views.one, name="case"),
    path("<uuid:case_id>/notes/", views.add_note, name="add_note"),
    path("<uuid:case_id>/dates/", views.dates, name="dates"),
    path("<uuid:case_id>/dates/<slug:fact>/", views.date, name="date"),
    path("<uuid:case_id>/dates/<slug:clock>/done/", views.end_clock, name="end_clock"),
    path("<uuid:case_id>/hold/", views.hold, name="hold"),
    path("<uuid:case_id>/clocks/<uuid:clock_id>/extend/", views.extend, name="extend"),
    path("<uuid:case_id>/register/", views.register, name="register"),
    path("<uuid:case_id>/members/", views.members, name="members"),
    path("<uuid:case_id>/log/", views.log, name="log"),
    path("<uuid:case_id>/referral/", views.referral, name="referral"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/done/", views.finish_task, name="finish_task"),
]
