from django.urls import path

from irwell.rule_changes import views

app_name = "rule_changes"
urlpatterns = [
    path("rules/", views.everything, name="everything"),
    path("rules/holiday/", views.holiday, name="holiday"),
    path("rules/sets/new/", views.new, name="new"),
    path("rules/sets/<slug:set_id>/", views.versions, name="versions"),
    path("rules/sets/<slug:set_id>/edit/", views.edit, name="edit"),
    path("rules/readings/<slug:clock>/", views.reading, name="reading"),
    path("rules/changes/<uuid:change_id>/", views.one, name="one"),
    path("rules/changes/<uuid:change_id>/approve/", views.approve, name="approve"),
    path("rules/changes/<uuid:change_id>/decline/", views.decline, name="decline"),
    path("cases/<uuid:case_id>/readings/<uuid:change_id>/", views.reading_on_case, name="on_case"),
    path("cases/<uuid:case_id>/readings/<slug:clock>/", views.case_reading, name="case_reading"),
    path(
        "cases/<uuid:case_id>/readings/<uuid:change_id>/approve/",
        views.approve_reading,
        name="approve_reading",
    ),
    path(
        "cases/<uuid:case_id>/readings/<uuid:change_id>/decline/",
        views.decline_reading,
        name="decline_reading",
    ),
]
