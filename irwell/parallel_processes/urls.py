from django.urls import include, path

from irwell.parallel_processes import views

app_name = "parallel_processes"
on_case = [
    path("", views.listing, name="case"),
    path("add/", views.add, name="add"),
    path("<uuid:process_id>/", views.one, name="one"),
    path("<uuid:process_id>/change/", views.change, name="change"),
    path("<uuid:process_id>/hold/", views.hold, name="hold"),
    path("<uuid:process_id>/hold/end/", views.end_hold, name="end_hold"),
    path("set-aside/<slug:kind>/", views.set_aside, name="set_aside"),
]
urlpatterns = [path("cases/<uuid:case_id>/processes/", include(on_case))]
