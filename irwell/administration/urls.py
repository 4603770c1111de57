from django.urls import path

from irwell.administration import views

app_name = "administration"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/join/<str:token>/", views.join, name="join"),
    path("people/roles/<uuid:grant_id>/end/", views.end_role, name="end_role"),
    path("people/<uuid:user_id>/", views.person, name="person"),
    path("log/", views.log, name="log"),
    path("log/verify/", views.verify, name="verify"),
]
