from django.urls import path

from irwell.publication.views import casework, deciding, public, walking

app_name = "publication"
CASE = "cases/<uuid:case_id>/publication"
urlpatterns = [
    path("reviews/", public.all_reviews, name="list"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("robots.txt", public.robots, name="robots"),
    path("reviews/feed.atom", public.feed, name="feed"),
    path("reviews/<slug:identifier>/", public.landing, name="landing"),
    path("reviews/<slug:identifier>/report/", public.report, name="report"),
    path("reviews/<slug:identifier>/files/<str:name>", public.file, name="file"),
    path("cy/reviews/", public.all_reviews, {"lang": "cy"}, name="list_cy"),
    path("cy/reviews/<slug:identifier>/", public.landing, {"lang": "cy"}, name="landing_cy"),
    path("cy/reviews/<slug:identifier>/report/", public.report, {"lang": "cy"}, name="report_cy"),
    path(f"{CASE}/", casework.one, name="case"),
    path(f"{CASE}/walk/", walking.walk, name="walk"),
    path(f"{CASE}/plan/", casework.plan, name="plan"),
    path(f"{CASE}/improvements/", casework.improvements, name="improvements"),
    path(f"{CASE}/checks/<str:gate_id>/", casework.gate, name="gate"),
    path(f"{CASE}/copies/", casework.copies, name="copies"),
    path(f"{CASE}/approve/", deciding.approve, name="approve"),
    path(f"{CASE}/publish/", casework.publish, name="publish"),
    path(f"{CASE}/defer/", deciding.defer, name="defer"),
    path(f"{CASE}/take-up/", deciding.take_up, name="take_up"),
    path(f"{CASE}/letter/", deciding.letter, name="letter"),
    path(f"{CASE}/withdraw/", deciding.withdraw, name="withdraw"),
    path(f"{CASE}/withdraw/decide/", deciding.decide_withdrawal, name="decide_withdrawal"),
    path(f"{CASE}/nspcc/", deciding.nspcc, name="nspcc"),
    path(f"{CASE}/nspcc/pack/", deciding.nspcc_pack, name="nspcc_pack"),
]
