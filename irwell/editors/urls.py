"""Addresses of the editors."""

from django.urls import path

from . import views

app_name = "editors"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("link/<str:secret>/", views.link, name="link"),
    path("sign-out/", views.sign_out, name="sign-out"),
]
