from django.urls import path

from irwell.public_pages import views

app_name = "public_pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("pages/<slug:slug>/edit/", views.edit, name="edit"),
]
