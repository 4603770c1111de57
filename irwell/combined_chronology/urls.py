from django.urls import URLPattern

app_name = "combined_chronology"
urlpatterns: list[URLPattern] = []
