"""Addresses of step 11: on a case, for people who own actions or read briefings, and for everybody."""

from django.urls import path

from irwell.learning.views import briefings, case, public_tracker, sharing, tracking, yearly

app_name = "learning"
BASE = "cases/<uuid:case_id>/learning/"
RECOMMENDATION = BASE + "recommendations/<uuid:recommendation_id>/"
ACTION = BASE + "actions/<uuid:action_id>/"
urlpatterns = [
    path(BASE, case.one, name="case"),
    path(BASE + "share/", case.share, name="share"),
    path(BASE + "impact/", case.look_for_impact, name="look_for_impact"),
    path(BASE + "more/", case.ask_for_more, name="ask_for_more"),
    path(BASE + "close/", case.close, name="close"),
    path(BASE + "actions/", tracking.tracker, name="tracker"),
    path(RECOMMENDATION + "answer/", case.answer, name="answer"),
    path(RECOMMENDATION + "action/", tracking.add, name="add_action"),
    path(ACTION, tracking.one, name="action"),
    path(ACTION + "again/<int:after>/", tracking.again, name="again"),
    path(ACTION + "note/", tracking.note, name="note"),
    path(ACTION + "evidence/<slug:of>/", tracking.give, name="give"),
    path(ACTION + "change/", tracking.change, name="change_action"),
    path(ACTION + "absorb/", tracking.absorb, name="absorb"),
    path(ACTION + "evidence/<uuid:evidence_id>/accept/", tracking.accept, name="accept"),
    path(ACTION + "evidence/<uuid:evidence_id>/back/", tracking.send_back, name="send_back"),
    path(BASE + "briefing/make/", briefings.make, name="make"),
    path(BASE + "briefing/", briefings.draft, name="draft"),
    path(BASE + "briefing/issue/", briefings.issue, name="issue"),
    path(BASE + "briefing/reach/", briefings.reach, name="reach"),
    path(BASE + "briefing/remind/", briefings.remind, name="remind"),
    path(BASE + "briefing/roles/", sharing.for_roles, name="for_roles"),
    path(BASE + "briefing/shared/", sharing.share, name="record_share"),
    path("learning/", briefings.listed, name="public"),
    path("learning/feed.atom", briefings.feed, name="feed"),
    path("learning/read/<slug:identifier>/", briefings.read, name="read"),
    path("learning/read/<slug:identifier>/briefing.<slug:kind>", briefings.file, name="file"),
    path(
        "learning/read/<slug:identifier>/for/<slug:role_id>/", briefings.for_role, name="for_role"
    ),
    path(
        "learning/read/<slug:identifier>/for/<slug:role_id>/briefing.<slug:kind>",
        briefings.role_file,
        name="role_file",
    ),
    path("learning/briefings/", briefings.briefings, name="briefings"),
    path("learning/briefings/<slug:identifier>/", briefings.briefing, name="briefing"),
    path("learning/actions/", tracking.mine, name="mine"),
    path("learning/recommendations/", public_tracker.tracker, name="public_tracker"),
    path("learning/recommendations/switch/", public_tracker.switch, name="switch_tracker"),
    path("learning/year/", yearly.year, name="year_now"),
    path("learning/year/<slug:year>/", yearly.year, name="year"),
    path(
        "learning/year/<slug:year>/published/",
        yearly.record,
        {"step": "published"},
        name="yearly_published",
    ),
    path(
        "learning/year/<slug:year>/copies/", yearly.record, {"step": "copies"}, name="yearly_copies"
    ),
]
