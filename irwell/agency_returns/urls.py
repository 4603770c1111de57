from django.urls import URLPattern

app_name = "agency_returns"
urlpatterns: list[URLPattern] = []
