"""The engine’s interface on OpenSearch: each call as its documented REST API takes it, each recorded answer as results."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from irwell import search as engine
from irwell.search import Filters, IndexProblem, OpenSearchIndex, Record
from irwell.search.lexical import FACETS
from irwell.search.opensearch import index as opensearch

from .conftest import RECORDS, SmallModel
from .server import Recorded, recorded

pytestmark = pytest.mark.usefixtures("socket_enabled")
TIDY = {"anchor": "p1", "heading": "Findings", "page": 4, "text": "Neglect was hidden behind a tidy home."}  # fmt: skip
COT = {"anchor": "p2", "heading": "What happened", "text": "The infant was asleep in an adult bed."}


def quiet(stage: str, done: int, total: int) -> None:
    return None


def hit(identifier: str, score: float | None, *passages: Any, **source: Any) -> dict[str, Any]:
    """A hit as OpenSearch words it, with its inner hits."""
    rows = [{"_source": each, "_score": score} for each in passages]
    return {
        "_index": "irwell-1", "_id": identifier, "_score": score,
        "_source": {
            "id": identifier, "title": f"Child {identifier}", "kind": "Rapid review", "partnership": "Oxmoor",
            "theme": ["Neglect"], "year": 2024, "when": "2024-05-01", **source,
        },
        "inner_hits": {"passages": {"hits": {"total": {"value": len(rows)}, "hits": rows}}},
    }  # fmt: skip


def found(*hits: Any, **more: Any) -> dict[str, Any]:
    total = {"value": len(hits), "relation": "eq"}
    facets = {name: {"doc_count": 1, "values": {"buckets": []}} for name in (*FACETS, "year")}  # fmt: skip
    return {"hits": {"total": total, "hits": list(hits)}, "aggregations": facets, **more}


@pytest.fixture
def server(socket_enabled: None) -> Iterator[Recorded]:
    with recorded() as told:
        told.tell("GET", "/irwell/_mapping", mapped("four-senses"))
        yield told


def mapped(encoder: str) -> dict[str, Any]:
    return {"irwell-1": {"mappings": {"_meta": {"encoder": encoder}, "properties": {}}}}


@pytest.fixture
def index(server: Recorded, tmp_path: Path) -> OpenSearchIndex:
    return OpenSearchIndex(server.url, folder=tmp_path, encoder=SmallModel())


# -- writing -------------------------------------------------------------------------------


def ready_to_write(server: Recorded) -> None:
    server.tell("PUT", "/irwell-*", {"acknowledged": True})
    server.tell("POST", "/_bulk", {"errors": False, "items": []})
    server.tell("POST", "/irwell-*", {"_shards": {"failed": 0}})
    server.tell("POST", "/_aliases", {"acknowledged": True})
    server.tell("DELETE", "/irwell-*", {"acknowledged": True})


def test_a_new_index_is_made_filled_and_swapped_in(
    server: Recorded, index: OpenSearchIndex
) -> None:
    ready_to_write(server)
    index.build(RECORDS, progress=quiet)

    made, filled, refreshed, asked, swapped = server.calls
    name = made.path.strip("/")
    assert made.method == "PUT" and made.body["settings"]["index"] == {"knn": True}
    properties = made.body["mappings"]["properties"]
    assert made.body["mappings"]["_meta"] == {"encoder": "four-senses"}
    assert properties["passages"]["type"] == "nested"
    assert properties["passages"]["properties"]["vector"] == {
        "type": "knn_vector", "dimension": 4,
        "method": {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"},
    }  # fmt: skip
    assert (filled.method, filled.path) == ("POST", "/_bulk")
    assert filled.headers["Content-Type"] == "application/x-ndjson"
    assert filled.lines[0] == {"index": {"_index": name, "_id": "r1"}}
    assert filled.lines[1]["theme"] == ["Neglect", "Education"]
    assert filled.lines[1]["recommendation"] == ["The partnership should follow up absence."]
    assert len(filled.lines) == 2 * len(RECORDS)
    first = filled.lines[1]["passages"][0]
    assert first["page"] == 1 and len(first["vector"]) == 4
    assert np.isclose(np.linalg.norm(first["vector"]), 1, atol=1e-2)
    assert (refreshed.method, refreshed.path) == ("POST", f"/{name}/_refresh")
    assert (asked.method, asked.path) == ("GET", "/_alias/irwell")
    assert swapped.body == {"actions": [{"add": {"index": name, "alias": "irwell"}}]}


def test_the_one_before_goes_when_readers_have_gone_over(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    ready_to_write(server)
    server.tell("GET", "/_alias/irwell", {"irwell-0": {"aliases": {"irwell": {}}}})

    index.build(RECORDS, progress=quiet)

    actions = server.calls[-2].body["actions"]
    assert actions[0] == {"remove": {"index": "irwell-0", "alias": "irwell"}}
    assert server.called()[-1] == "DELETE /irwell-0"


def test_by_words_alone_nothing_is_said_of_vectors(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    ready_to_write(server)
    index.build(RECORDS, progress=quiet, meaning=False)

    assert server.calls[0].body["settings"]["index"] == {"knn": False}
    assert "vector" not in server.calls[1].lines[1]["passages"][0]


def test_a_record_that_is_refused_leaves_the_old_index(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    ready_to_write(server)
    wrong = {"index": {"_id": "r2", "status": 400, "error": {"reason": "failed to parse"}}}
    server.tell("POST", "/_bulk", {"errors": True, "items": [{"index": {"_id": "r1"}}, wrong]})

    with pytest.raises(IndexProblem, match="did not take r2: failed to parse"):
        index.build(RECORDS, progress=quiet)
    assert server.calls[-1].method == "DELETE" and server.calls[-1].path == server.calls[0].path
    assert "POST /_aliases" not in server.called()


def test_a_record_without_passages_is_found_by_its_title(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    ready_to_write(server)
    index.build([Record(id="r9", title="Child Yew")], progress=quiet)

    assert [each["text"] for each in server.calls[1].lines[1]["passages"]] == ["Child Yew"]


# -- words ---------------------------------------------------------------------------------


def search_by_words(server: Recorded, index: OpenSearchIndex, query: str, **more: Any) -> Any:
    results = index.search(query, mode="words", **more)
    assert server.called()[-1] == "POST /irwell/_search"
    return results, server.calls[-1].body


def test_words_are_all_wanted_and_ranked_by_record_title_and_best_passage(
    server: Recorded, index: OpenSearchIndex
) -> None:
    server.tell("POST", "/irwell/_search", found(hit("r1", 7.5, TIDY)))

    results, body = search_by_words(server, index, "tidy home")

    ranked, *wanted = body["query"]["bool"]["must"]
    assert wanted == [
        {"match": {"text": {"query": "tidy"}}},
        {"match": {"text": {"query": "home"}}},
    ]
    should = ranked["bool"]["should"]
    assert should[0] == {"match": {"text": {"query": "tidy home"}}}
    assert should[1] == {"match": {"title": {"query": "tidy home", "boost": 0.3}}}
    assert should[2]["nested"]["query"] == {"match": {"passages.text": {"query": "tidy home"}}}
    assert (body["from"], body["size"], body["track_total_hits"]) == (0, 10, True)
    (first,) = results.hits
    assert (results.total, first.record_id, first.title) == (1, "r1", "Child r1")
    assert (first.passage.anchor, first.passage.heading, first.passage.page) == ("p1", "Findings", 4)  # fmt: skip
    assert [s.text for s in first.passage.snippet if s.marked] == ["tidy", "home"]
    assert first.why.sentence == "Has the words: tidy, home."


@pytest.mark.parametrize(
    ("query", "part", "said"),
    [
        ('"tidy home"', "filter", {"match_phrase": {"text": {"query": "tidy home"}}}),
        ("title:alder home", "filter", {"match": {"title": {"query": "alder"}}}),
        ("home -police", "must_not", {"match": {"text": {"query": "police"}}}),
        ("neglec*", "must", {"prefix": {"plain": {"value": "neglec"}}}),
        (
            "baby OR infant",
            "must",
            {
                "bool": {
                    "should": [
                        {"match": {"text": {"query": "baby"}}},
                        {"match": {"text": {"query": "infant"}}},
                    ],
                    "minimum_should_match": 1,
                }
            },
        ),
    ],
)
def test_the_syntax_of_questions_is_kept(
    server: Recorded, index: OpenSearchIndex, query: str, part: str, said: Any
) -> None:
    server.tell("POST", "/irwell/_search", found())
    _, body = search_by_words(server, index, query)
    assert said in body["query"]["bool"][part]


def test_filters_narrow_and_each_facet_is_counted_without_itself(
    server: Recorded, index: OpenSearchIndex
) -> None:
    counted = {
        **{name: {"values": {"buckets": []}} for name in FACETS},
        "kind": {"values": {"buckets": [{"key": "Rapid review", "doc_count": 3}]}},
        "partnership": {"values": {"buckets": [{"key": "Oxmoor", "doc_count": 2}, {"key": "", "doc_count": 1}]}},
        "age": {"values": {"buckets": [{"key": "Under 1", "doc_count": 4}]}},
        "year": {"values": {"buckets": [{"key": 2023, "doc_count": 1}, {"key": 2024, "doc_count": 2}]}},
    }  # fmt: skip
    server.tell("POST", "/irwell/_search", found() | {"aggregations": counted})
    facts = (("age", "Under 1"), ("age", "1 to 5"))
    filters = Filters(kinds=("Rapid review",), year_from=2020, facts=facts)

    results, body = search_by_words(server, index, "home", filters=filters, limit=5, offset=10)

    kind, years = {"terms": {"kind": ["Rapid review"]}}, {"range": {"year": {"gte": 2020}}}
    ages = {"terms": {"age": ["Under 1", "1 to 5"]}}
    assert body["post_filter"] == {"bool": {"filter": [kind, ages, years]}}
    assert body["aggs"]["kind"]["filter"] == {"bool": {"filter": [ages, years]}}
    assert body["aggs"]["age"]["filter"] == {"bool": {"filter": [kind, years]}}
    assert body["aggs"]["year"]["filter"] == {"bool": {"filter": [kind, ages]}}
    assert body["aggs"]["theme"]["filter"] == {"bool": {"filter": [kind, ages, years]}}
    assert [(v.value, v.count) for v in results.facets["age"]] == [("Under 1", 4)]
    assert (body["from"], body["size"]) == (10, 5)
    assert [(v.value, v.count) for v in results.facets["partnership"]] == [("Oxmoor", 2)]
    assert results.years == ((2023, 1), (2024, 2))


def test_without_words_everything_comes_newest_first(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    server.tell("POST", "/irwell/_search", found(hit("r1", None)))
    results = index.search("")
    body = server.calls[-1].body
    assert body["query"]["bool"]["must"] == [{"match_all": {}}]
    assert body["sort"] == [{"when": {"order": "desc"}}, {"id": {"order": "desc"}}]
    assert results.hits[0].record_id == "r1" and results.hits[0].why.sentence == ""


def test_a_likelier_spelling_is_offered(server: Recorded, index: OpenSearchIndex) -> None:
    options = [{"text": "neglect", "score": 0.8, "freq": 9}]
    words = [{"text": "neglekt", "offset": 5, "length": 7, "options": options}]
    server.tell("POST", "/irwell/_search", found(suggest={"words": words}))
    results, body = search_by_words(server, index, "tidy neglekt")
    assert results.spelling == "tidy neglect"
    assert body["suggest"]["words"]["term"]["suggest_mode"] == "missing"


def test_where_no_record_has_all_words_those_with_the_most_come(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    server.tell("POST", "/irwell/_search", found())
    index.search("tidy kestrel", mode="words")
    asked = [call.body["query"]["bool"]["must"] for call in server.calls[1:]]
    assert [len(must) for must in asked] == [3, 1]


def test_common_words_alone_are_told_to_be_common(server: Recorded, index: OpenSearchIndex) -> None:
    server.tell("POST", "/irwell/_search", found())
    results, body = search_by_words(server, index, "the")
    assert "so common" in results.notes[0]
    assert {"match_none": {}} in body["query"]["bool"]["must"]


# -- meaning -------------------------------------------------------------------------------


def test_words_and_meaning_are_asked_in_one_call_and_joined(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    words = found(hit("r1", 8.0, TIDY), hit("r2", 4.0, COT))
    near = found(hit("r2", 0.95, COT), hit("r3", 0.6, TIDY, year=2021))
    server.tell("POST", "/_msearch", {"responses": [words, near]})

    results = index.search("newborn asleep")

    call = server.calls[-1]
    assert call.path == "/_msearch" and call.headers["Content-Type"] == "application/x-ndjson"
    assert call.lines[0] == call.lines[2] == {"index": "irwell"}
    knn = call.lines[3]["query"]["nested"]["query"]["knn"]["passages.vector"]
    assert len(knn["vector"]) == 4 and knn["k"] == 200 and "filter" not in knn
    assert call.lines[3]["query"]["nested"]["score_mode"] == "max"
    assert [each.record_id for each in results.hits] == ["r1", "r2"]
    assert results.hits[1].why.meaning == 0.9
    assert results.hits[1].why.sentence.endswith("A passage is very close in meaning.")
    assert results.facets["theme"][0].count == results.total == 2
    assert results.by_meaning and results.mode == "meaning"


def test_filters_and_exclusions_hold_while_the_nearest_are_sought(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    server.tell("POST", "/_msearch", {"responses": [found(hit("r1", 1.0))] * 4})

    index.search("asleep -police", filters=Filters(themes=("Neglect",)))

    lines = server.calls[-1].lines
    assert len(lines) == 8  # narrowed, and without its own facet so that the others can be counted
    knn = lines[3]["query"]["nested"]["query"]["knn"]["passages.vector"]
    assert knn["filter"]["bool"] == {
        "filter": [{"terms": {"theme": ["Neglect"]}}],
        "must_not": [{"match": {"text": {"query": "police"}}}],
    }
    assert lines[1]["query"]["bool"]["filter"] == [{"terms": {"theme": ["Neglect"]}}]


def test_an_index_of_another_model_is_searched_by_words_and_says_so(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    server.tell("GET", "/irwell/_mapping", mapped(""))
    server.tell("POST", "/irwell/_search", found(hit("r1", 1.0, TIDY)))
    results = index.search("home")
    assert not results.by_meaning and "still being read" in results.notes[0]
    assert results.hits


def test_records_alike_are_those_near_its_middle_without_itself(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    passages = [{**TIDY, "vector": [1.0, 0, 0, 0]}, {**COT, "vector": [0, 1.0, 0, 0]}]
    server.tell("GET", "/irwell/_doc/r1", {"_id": "r1", "_source": {"passages": passages}})
    server.tell("POST", "/irwell/_search", found(hit("r2", 0.9, TIDY), hit("r3", 0.5, COT)))

    hits = engine.like(index, "r1")

    knn = server.calls[-1].body["query"]["nested"]["query"]["knn"]["passages.vector"]
    assert knn["vector"] == [0.5, 0.5, 0, 0]
    assert knn["filter"]["bool"]["must_not"] == [{"term": {"id": "r1"}}]
    assert [each.record_id for each in hits] == ["r2"]  # the other is not near enough
    assert hits[0].why.sentence.startswith("This passage is very close in meaning. Both say:")
    assert [each.record_id for each in index.similar("r1", anchor="p2")] == ["r2"]
    assert index.similar("none") == ()


def test_without_vectors_records_alike_share_their_rarer_words(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    server.tell("GET", "/irwell/_doc/r1", {"_source": {"passages": [TIDY]}})
    server.tell("POST", "/irwell/_search", found(hit("r2", 3.0, TIDY)))
    assert [each.record_id for each in index.similar("r1")] == ["r2"]
    must = server.calls[-1].body["query"]["bool"]["must"]
    assert must[0]["nested"]["query"]["more_like_this"]["like"] == TIDY["text"]


def test_two_records_are_set_side_by_side(server: Recorded, index: OpenSearchIndex) -> None:
    for name in ("r1", "r2"):
        rows = [{**TIDY, "vector": [1.0, 0, 0, 0]}, {**COT, "vector": [0, 0, 1.0, 0]}]
        server.tell("GET", f"/irwell/_doc/{name}", {"_source": {"passages": rows}})
    pairs = engine.pairs(index, "r1", "r2")
    assert [(p.first.anchor, p.second.anchor, p.nearness) for p in pairs] == [("p1", "p1", 1.0), ("p2", "p2", 1.0)]  # fmt: skip


def test_a_standing_question_is_asked_among_what_is_new(server: Recorded, index: OpenSearchIndex) -> None:  # fmt: skip
    server.tell("POST", "/irwell/_search", found(hit("r1", 0.9, TIDY), hit("r2", 0.6, COT)))

    by_meaning = engine.answers(index, "tidy", among={"r1", "r2"}, least=0.5)
    knn = server.calls[-1].body["query"]["nested"]["query"]["knn"]["passages.vector"]
    by_words = engine.answers(index, "tidy", among={"r1", "r2"}, least=0.5, mode="words")

    assert knn["filter"]["bool"]["filter"] == [{"terms": {"id": ["r1", "r2"]}}]
    assert [(a.record_id, a.nearness) for a in by_meaning.found] == [("r1", 0.8)]
    assert by_meaning.generation == engine.generation_of(index) == "irwell-1"
    assert [a.record_id for a in by_words.found] == ["r1", "r2"]
    assert by_words.found[0].passage is not None and by_words.found[0].passage.page == 4


def test_nearness_of_whole_records_to_a_text(server: Recorded, index: OpenSearchIndex) -> None:
    server.tell("POST", "/irwell/_search", found(hit("r1", 0.75)))
    assert index.nearness_to("a newborn") == {"r1": 0.5}
    assert "mean" in server.calls[-1].body["query"]["knn"]


# -- what can go wrong ---------------------------------------------------------------------


def test_no_index_yet_is_told(server: Recorded, index: OpenSearchIndex) -> None:
    server.answers.clear()
    with pytest.raises(IndexProblem, match="no search index in OpenSearch yet"):
        index.search("home")
    assert not index.by_meaning


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (400, {"error": {"reason": "unknown query [knn]"}, "status": 400}, r"refused a call \(400\): unknown query"),
        (401, b"Unauthorized", "answered 401 without JSON"),
        (503, {"error": "down"}, r"\(503\): down"),
    ],
)  # fmt: skip
def test_what_the_server_refuses_is_told_in_a_sentence(
    server: Recorded, index: OpenSearchIndex, status: int, body: Any, told: str
) -> None:
    server.tell("POST", "/irwell/_search", body, status)
    with pytest.raises(IndexProblem, match=told):
        index.search("home", mode="words")


def test_a_server_that_is_away_is_told_and_pages_do_without(tmp_path: Path) -> None:
    with recorded() as gone:
        url = gone.url
    away = OpenSearchIndex(url, folder=tmp_path, encoder=SmallModel())
    with pytest.raises(IndexProblem, match="does not answer"):
        away.search("home")
    assert away.similar("r1") == () == away.pairs("r1", "r2")
    assert away.nearness_to("home") == {} and not away.by_meaning


def test_user_and_password_go_in_the_header_alone(server: Recorded, tmp_path: Path) -> None:
    address = server.url.replace("http://", "http://reader:p%40ss@")
    server.tell("POST", "/irwell/_search", found())
    OpenSearchIndex(address, folder=tmp_path, encoder=SmallModel()).search("home", mode="words")
    wanted = base64.b64encode(b"reader:p@ss").decode()
    assert server.calls[-1].headers["Authorization"] == f"Basic {wanted}"
    assert "reader" not in server.calls[-1].path


@pytest.mark.parametrize("address", ["", "host:9200", "ftp://host"])
def test_an_address_that_is_none_is_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match="not one like https://host:9200"):
        OpenSearchIndex(address, folder=tmp_path, encoder=SmallModel())


def test_the_name_of_the_index_is_asked_for_now_and_then(
    server: Recorded, index: OpenSearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.tell("POST", "/irwell/_search", found())
    index.search("home", mode="words")
    index.search("home", mode="words")
    assert server.called().count("GET /irwell/_mapping") == 1
    monkeypatch.setattr(opensearch, "REMEMBERED", -1.0)
    index._known = None
    index.search("home", mode="words")
    assert server.called().count("GET /irwell/_mapping") >= 2
