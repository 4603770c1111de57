"""Addresses of the radar on a case."""

from django.urls import path

from . import views

app_name = "radar"
urlpatterns = [
    path("cases/<uuid:case_id>/recommended-before/", views.before, name="before"),
    path("cases/<uuid:case_id>/similar-reviews/", views.similar, name="similar"),
]
