from django.urls import URLPattern

app_name = "rapid_reviews"
urlpatterns: list[URLPattern] = []
