"""Addresses of the repository. A record’s address never changes."""

from django.urls import include, path

from .api import api
from .views import (
    alike,
    bulk,
    depositing,
    editing,
    harvesting,
    machines,
    pages,
    quarantine,
    webhooks,
)

pages_and_files = [
    path("", pages.home, name="home"),
    path("search", pages.search, name="search"),
    path("search.csv", machines.table, name="csv"),
    path("help/", pages.help_page, name="help"),
    path("records/<str:identifier>/", pages.record, name="record"),
    path("records/<str:identifier>/similar", alike.similar, name="similar"),
    path("compare", alike.compare, name="compare"),
    path("records/<str:identifier>/cite.ris", machines.cite_ris, name="ris"),
    path("records/<str:identifier>/cite.bib", machines.cite_bibtex, name="bibtex"),
    path("records/<str:identifier>/files/<str:name>", pages.file, name="file"),
    path("feed.atom", machines.atom, name="atom"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("oai", machines.oai, name="oai"),
    path("oai/review.xsd", machines.review_schema, name="review-schema"),
    path("bulk/SHA256SUMS", bulk.checksums, name="bulk-checksums"),
    path("bulk/<str:name>", bulk.whole, name="bulk"),
    path("editors/records/", editing.waiting, name="moderation"),
    path("editors/records/<str:identifier>/", editing.mend, name="mend"),
    path("editors/keeping/", editing.keeping, name="keeping"),
    path("editors/kept-aside/", quarantine.listed, name="quarantine"),
    path("editors/kept-aside/<uuid:reference>/", quarantine.decide, name="quarantined"),
    path("editors/sources/", harvesting.listed, name="sources"),
    path("editors/sources/<uuid:reference>/", harvesting.one, name="source"),
    path("editors/webhooks/", webhooks.listed, name="webhooks"),
    path("editors/webhooks/<uuid:reference>/", webhooks.one, name="webhook"),
    path("deposit", depositing.deposit, name="deposit"),
    path("deposit/<uuid:reference>", depositing.aside, name="aside"),
]
urlpatterns = [
    path("", include((pages_and_files, "repository"))),
    path("api/", api.urls),
]
