"""Addresses of the casework service. Each app's own are in its urls.py."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("irwell.public_pages.urls")),
    path("refer/", include("irwell.referrals.urls")),
    path("cases/", include("irwell.deadlines.urls")),
    path("cases/", include("irwell.cases.urls")),
    path("", include("irwell.parallel_processes.urls")),
    path("", include("irwell.reviewers.urls")),
    path("", include("irwell.criteria.urls")),
    path("", include("irwell.rule_changes.urls")),
    path("", include("irwell.notifications.urls")),
    path("", include("irwell.agency_returns.urls")),
    path("", include("irwell.combined_chronology.urls")),
    path("", include("irwell.decisions.urls")),
    path("", include("irwell.rapid_reviews.urls")),
    path("", include("irwell.reviews.urls")),
    path("", include("irwell.local_learning.urls")),
    path("", include("irwell.anonymisation.urls")),
    path("", include("irwell.publication.urls")),
    path("", include("irwell.learning.urls")),
    path("", include("irwell.radar.urls")),
    path("people/", include("irwell.accounts.urls")),
    path("", include("irwell.administration.urls")),
    path("", include("irwell.documents.urls")),
    path("account/", include("allauth.urls")),
]
if settings.IRWELL_GALLERY:
    urlpatterns.append(path("ui/", include("irwell.ui.urls")))
handler404 = "irwell.core.pages.not_found"
handler500 = "irwell.core.pages.failed"
