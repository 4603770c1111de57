from django.urls import path

from irwell.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("", views.board, name="board"),
    path("all/", views.cases, name="cases"),
    path("escalations/", views.escalations, name="escalations"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path("mail/", views.mail, name="mail"),
    path("mail/<uuid:notice_id>/again/", views.send_again, name="send_again"),
    path("mail/<uuid:notice_id>/arrived/", views.arrived, name="arrived"),
    path("mail/addresses/<uuid:address_id>/works/", views.address_works, name="address_works"),
]
