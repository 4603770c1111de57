"""Addresses of the public repository."""

from django.urls import include, path

urlpatterns = [path("", include("irwell.repository.urls"))]
handler404 = "irwell.core.pages.not_found"
handler500 = "irwell.core.pages.failed"
