"""Addresses of themes and the radar on the public site."""

from django.urls import path

from .views import coding, pages, radar

app_name = "themes"
urlpatterns = [
    path("themes/", pages.listed, name="list"),
    path("themes/codes/", pages.codes, name="codes"),
    path("themes/codes.csv", pages.codes_csv, name="codes-csv"),
    path("themes/codes.json", pages.codes_json, name="codes-json"),
    path("themes/accuracy/", pages.accuracy, name="accuracy"),
    path("themes/together/", pages.together, name="together"),
    path("themes/agreement/", pages.agreement, name="agreement"),
    path("themes/coding/", coding.desk, name="coding"),
    path("themes/coding/begin/", coding.begin, name="begin"),
    path("themes/coding/<uuid:pk>/", coding.one, name="code"),
    path("themes/coding/<uuid:pk>/done/", coding.done, name="done"),
    path("themes/coding/<uuid:pk>/settle/", coding.settle, name="settle"),
    path("themes/<slug:slug>/", pages.theme, name="theme"),
    path("radar/", radar.listed, name="radar"),
    path("radar/<str:group>/", radar.group, name="radar-group"),
    path("radar/<str:group>/outcome/<int:place>/", radar.outcome, name="outcome"),
]
