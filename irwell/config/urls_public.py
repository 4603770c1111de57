"""Addresses of the public repository."""

from django.urls import include, path

urlpatterns = [
    path("editors/", include("irwell.editors.urls")),
    path("", include("irwell.saved_searches.urls")),
    path("", include("irwell.themes.urls")),
    path("", include("irwell.repository.urls")),
]
handler404 = "irwell.repository.views.pages.not_found"
handler500 = "irwell.core.pages.failed"
