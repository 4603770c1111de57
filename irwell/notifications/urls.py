from django.urls import path

from irwell.notifications import views

app_name = "notifications"
urlpatterns = [
    path("cases/<uuid:case_id>/notification/", views.one, name="case"),
    path("cases/<uuid:case_id>/notification/withdraw/", views.withdrawal, name="withdrawal"),
    path("cases/<uuid:case_id>/notification/withdraw/record/", views.withdraw, name="withdraw"),
    path("cases/<uuid:case_id>/notification/export/", views.export, name="export"),
]
