from django.urls import URLPattern

app_name = "public_pages"
urlpatterns: list[URLPattern] = []
