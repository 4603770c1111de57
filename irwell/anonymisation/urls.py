from django.urls import URLPattern

app_name = "anonymisation"
urlpatterns: list[URLPattern] = []
