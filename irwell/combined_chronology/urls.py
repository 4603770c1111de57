from django.urls import path

from irwell.combined_chronology import views

app_name = "combined_chronology"
BASE = "cases/<uuid:case_id>/chronology/"
urlpatterns = [
    path(BASE, views.timeline, name="timeline"),
    path(f"{BASE}words/", views.words, name="words"),
    path(f"{BASE}lines/<slug:entry_id>/", views.line, name="line"),
    path(f"{BASE}export/<slug:kind>/", views.export, name="export"),
]
