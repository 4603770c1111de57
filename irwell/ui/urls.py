from django.urls import path

from irwell.ui import views

app_name = "ui"
urlpatterns = [path("", views.gallery, name="gallery")]
