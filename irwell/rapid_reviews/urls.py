from django.urls import path

from irwell.rapid_reviews.views import overview, panel, report, signing

app_name = "rapid_reviews"
BASE = "cases/<uuid:case_id>/rapid-review/"
urlpatterns = [
    path(BASE, overview.case, name="case"),
    path(BASE + "report/", report.report, name="report"),
    path(BASE + "report/make/", report.make, name="make"),
    path(BASE + "report/agree/", report.agree, name="agree"),
    path(BASE + "report/<int:old>/beside/<int:new>/", report.compare, name="compare"),
    path(BASE + "report/<slug:section_id>/", report.section, name="section"),
    path(BASE + "report/<slug:section_id>/keep/", report.keep, name="keep"),
    path(BASE + "sign-off/", signing.signoff, name="signoff"),
    path(BASE + "panel/", panel.panel, name="panel"),
    path(BASE + "panel/pack/", panel.make_pack, name="make_pack"),
    path(BASE + "panel/sent/", panel.sent, name="sent"),
    path(BASE + "panel/reply/", panel.reply, name="reply"),
    path(BASE + "panel/reconsider/", panel.reconsider, name="reconsider"),
    path(BASE + "panel/learning/", panel.close, name="close"),
]
