"""Addresses of what readers keep."""

from django.urls import path

from .views import alerts, lists

app_name = "saved_searches"
urlpatterns = [
    path("alerts/new", alerts.save, name="save"),
    path("alerts/asked/", alerts.asked, name="asked"),
    path("alerts/feed.atom", alerts.feed, name="feed"),
    path("alerts/confirm/<str:token>/", alerts.confirm, name="confirm"),
    path("alerts/stop/<str:token>/", alerts.stop, name="stop"),
    path("alerts/manage/<str:token>/", alerts.manage, name="manage"),
    path("alerts/manage/<str:token>/change", alerts.change, name="change"),
    path("lists/", lists.mine, name="lists"),
    path("lists/add", lists.add, name="list-add"),
    path("lists/forget", lists.forget, name="lists-forget"),
    path("lists/edit/<str:secret>/", lists.edit, name="list-edit"),
    path("lists/edit/<str:secret>/delete", lists.delete, name="list-delete"),
    path("lists/<str:public_id>/", lists.read, name="list"),
    path("lists/<str:public_id>/reading-list.<str:ending>", lists.export, name="list-export"),
]
