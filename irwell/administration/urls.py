from django.urls import path

from irwell.administration import views

app_name = "administration"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/join/<str:token>/", views.join, name="join"),
    path("people/roles/<uuid:grant_id>/end/", views.end_role, name="end_role"),
    path("people/<uuid:user_id>/", views.person, name="person"),
    path("people/<uuid:user_id>/invite-again/", views.invite_again, name="invite_again"),
    path(
        "people/<uuid:user_id>/second-factor/",
        views.remove_second_factor,
        name="remove_second_factor",
    ),
    path("people/<uuid:user_id>/close/", views.close_account, name="close_account"),
    path("people/<uuid:user_id>/open/", views.open_account, name="open_account"),
    path("log/", views.log, name="log"),
    path("log/verify/", views.verify, name="verify"),
]
