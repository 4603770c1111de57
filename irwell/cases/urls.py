from django.urls import path

from irwell.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.board, name="board"),
    path("<uuid:case_id>/", views.one, name="case"),
    path("<uuid:case_id>/register/", views.register, name="register"),
    path("<uuid:case_id>/members/", views.members, name="members"),
    path("<uuid:case_id>/log/", views.log, name="log"),
    path("<uuid:case_id>/referral/", views.referral, name="referral"),
    path("<uuid:case_id>/tasks/<uuid:task_id>/done/", views.finish_task, name="finish_task"),
]
