from django.urls import include, path

from irwell.reviewers import views

app_name = "reviewers"
one = [
    path("", views.one, name="one"),
    path("change/", views.change, name="change"),
    path("leave/", views.leave, name="leave"),
    path("take-back/", views.take_back, name="take_back"),
    path("free/", views.add_period, name="add_period"),
    path("free/<uuid:period_id>/remove/", views.remove_period, name="remove_period"),
    path("past/", views.add_past, name="add_past"),
    path("conflict/", views.conflict, name="conflict"),
    path("conflict/<uuid:conflict_id>/end/", views.end_conflict, name="end_conflict"),
]
urlpatterns = [
    path("reviewers/", views.listing, name="list"),
    path("reviewers/add/", views.add, name="add"),
    path("reviewers/<uuid:entry_id>/", include(one)),
]
