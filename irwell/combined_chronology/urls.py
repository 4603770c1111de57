from django.urls import path

from irwell.combined_chronology.views import (
    enquiries,
    events,
    exports,
    facts,
    line,
    line_queries,
    noticing,
    passages,
    picture,
    timeline,
)

app_name = "combined_chronology"
BASE = "cases/<uuid:case_id>/chronology/"
LINE = f"{BASE}lines/<slug:entry_id>/"
urlpatterns = [
    path(BASE, timeline.timeline, name="timeline"),
    path(f"{BASE}print/", timeline.printed, name="printed"),
    path(f"{BASE}picture/", picture.picture, name="picture"),
    path(f"{BASE}words/", timeline.words, name="words"),
    path(f"{BASE}views/", timeline.keep_view, name="keep_view"),
    path(f"{BASE}views/<uuid:view_id>/", timeline.use_view, name="use_view"),
    path(f"{BASE}views/<uuid:view_id>/remove/", timeline.remove_view, name="remove_view"),
    path(LINE, line.line, name="line"),
    path(f"{LINE}ask/", line_queries.put, name="ask_agency"),
    path(f"{LINE}passages/<uuid:document_id>/", passages.choose, name="choose_passage"),
    path(f"{BASE}passages/<uuid:passage_id>/", passages.passage, name="passage"),
    path(f"{BASE}passages/<uuid:passage_id>/original/", passages.original, name="passage_original"),
    path(f"{BASE}passages/<uuid:passage_id>/remove/", passages.remove, name="remove_passage"),
    path(f"{BASE}noticed/", noticing.noticed, name="noticed"),
    path(f"{BASE}noticed/about/<slug:slug>/", noticing.one_section, name="noticed_section"),
    path(f"{BASE}noticed/<slug:key>/", noticing.one, name="noticed_one"),
    path(f"{BASE}noticed/<slug:key>/weigh/", noticing.weigh, name="weigh"),
    path(f"{BASE}noticed/<slug:key>/undo/", noticing.undo, name="unweigh"),
    path(f"{BASE}events/", events.gather, name="gather"),
    path(
        f"{BASE}events/<slug:key>/lines/<slug:entry_id>/take-out/", events.take_out, name="take_out"
    ),
    path(f"{BASE}noticed/<slug:key>/fact/", facts.fact, name="fact"),
    path(f"{BASE}key-lines/", enquiries.enquiries, name="enquiries"),
    path(f"{BASE}queries/", line_queries.line_queries, name="line_queries"),
    path(f"{BASE}queries/<uuid:query_id>/settle/", line_queries.settle, name="settle_query"),
    path(f"{BASE}export/<slug:kind>/", exports.export, name="export"),
]
