from django.urls import include, path

from irwell.local_learning import views

app_name = "local_learning"
on_case = [
    path("", views.one, name="case"),
    path("begin/", views.begin, name="begin"),
    path("plan/", views.plan, name="plan"),
    path("gathered/", views.gather, name="gather"),
    path("event/", views.event, name="event"),
    path("report/", views.report, name="report"),
    path("recommendations/add/", views.recommend, name="recommend"),
    path("accept/", views.accept, name="accept"),
    path("look-again/", views.look_again, name="look_again"),
    path("products/add/", views.product, name="product"),
    path("close/", views.close, name="close"),
]
urlpatterns = [path("cases/<uuid:case_id>/local-learning/", include(on_case))]
