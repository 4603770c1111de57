from django.urls import path

from irwell.criteria import views

app_name = "criteria"
BASE = "cases/<uuid:case_id>/criteria/"
urlpatterns = [
    path(BASE, views.one, name="case"),
    path(BASE + "ask/", views.ask, name="ask"),
    path(BASE + "told/", views.told, name="told"),
    path(BASE + "facts/<slug:fact_id>/", views.fact, name="fact"),
    path(BASE + "from-referral/", views.from_referral, name="from_referral"),
    path(BASE + "evaluate/", views.evaluate, name="evaluate"),
    path(BASE + "open/", views.open_discussion, name="open"),
    path(BASE + "view/", views.give_view, name="view"),
    path(BASE + "decide/", views.decide, name="decide"),
]
