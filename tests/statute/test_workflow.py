"""The workflow table, and the list and pictures drawn from it."""

import copy
import xml.etree.ElementTree as ET
from collections import deque
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from irwell.statute import (
    STAGES,
    LawError,
    Mark,
    StepMark,
    flowchart_svg,
    flowchart_text,
    ladder,
    ladder_svg,
    ladder_text,
    load_calendar,
    load_decisions,
    load_plans,
    load_workflow,
)
from irwell.statute.law import read_toml
from irwell.statute.svg import width, wrap
from irwell.statute.workflow import build_workflow

FLOW = load_workflow()
STATES = {
    "draft_referral", "submitted", "triage", "criteria_discussion", "not_notified", "notify_agreed",
    "other_area", "sin_sent", "rr_gathering", "rr_meeting", "rr_signoff", "rr_submitted",
    "panel_response", "commissioning", "scoping", "evidence", "drafting", "fact_check",
    "partner_approval", "anonymisation", "pre_publication", "published",
    "improvements_only_published", "publication_deferred", "learning", "impact_review", "closed",
    "sin_withdrawn", "local_planning", "local_gathering", "local_event", "local_report",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def test_the_states_are_these() -> None:
    assert set(FLOW.states) == STATES
    assert "on_hold" in FLOW.annotations


def test_every_state_can_reach_the_end() -> None:
    reaching = {"closed"}
    while more := {t.source for t in FLOW.transitions if t.target in reaching} - reaching:
        reaching |= more

    assert reaching == STATES


def test_only_the_end_has_no_way_on() -> None:
    assert [s for s in FLOW.states if not FLOW.transitions_from(s)] == ["closed"]


def paths(avoiding: str, goal: str) -> bool:
    """Whether the goal can be reached from the start without passing one state."""
    queue, seen = deque([FLOW.start]), {FLOW.start, avoiding}
    while queue:
        state = queue.popleft()
        if state == goal:
            return True
        queue += [t.target for t in FLOW.transitions_from(state) if t.target not in seen]
        seen |= set(queue)
    return False


@pytest.mark.parametrize(
    "gate",
    [
        "criteria_discussion",
        "notify_agreed",
        "sin_sent",
        "rr_signoff",
        "partner_approval",
        "anonymisation",
        "pre_publication",
    ],
)
def test_nothing_is_published_without_passing_each_gate(gate: str) -> None:
    assert paths("", "published")
    assert not paths(gate, "published")


def test_a_rapid_review_follows_only_a_notification() -> None:
    assert not paths("sin_sent", "rr_gathering")


def test_only_partners_or_their_delegates_decide() -> None:
    for source, target in (
        ("rr_signoff", "rr_submitted"),
        ("criteria_discussion", "notify_agreed"),
    ):
        move = FLOW.transition(source, target)
        assert move is not None
        assert any("partner" in guard.lower() or "three" in guard for guard in move.guards)


def test_the_notification_starts_the_rapid_review_clock_and_stops_its_own() -> None:
    move = FLOW.transition("notify_agreed", "sin_sent")

    assert move is not None
    assert ("C6" in move.starts, "C2" in move.stops) == (True, True)


def test_a_move_that_the_table_lacks_is_not_possible() -> None:
    assert FLOW.can_move("sin_sent", "rr_gathering")
    assert not FLOW.can_move("draft_referral", "published")


def test_an_unknown_state_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="nowhere"):
        FLOW.can_move("submitted", "nowhere")


def broken(change: Any) -> dict[str, Any]:
    raw = copy.deepcopy(read_toml("workflow.toml"))
    change(raw)
    return raw


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: r["transition"][0].update(to="nowhere"), "nowhere"),
        (lambda r: r["state"][3].update(owner="ghost"), "ghost"),
        (lambda r: r["transition"].append(r["transition"][0]), "twice"),
        (lambda r: r["state"].append(r["state"][0]), "twice"),
        (lambda r: r["transition"].pop(0), "cannot be reached"),
        (lambda r: r["transition"][0].update(guards=[]), "guards"),
        (lambda r: r["transition"][0].update(stops=["C99"]), "C99"),
        (lambda r: r["state"][0].update(clock="C99"), "C99"),
        (lambda r: r["state"][0].update(stage=12), "no stage"),
        (lambda r: r["state"][0].update(line="left"), "main or side"),
        (lambda r: r.update(start="nowhere"), "nowhere"),
    ],
)
def test_a_slip_in_the_table_is_an_error_when_it_is_read(change: Any, complaint: str) -> None:
    with pytest.raises(LawError, match=complaint):
        build_workflow(broken(change))


def test_every_stage_after_the_public_pages_has_a_state_except_the_chronology() -> None:
    assert set(STAGES) - {s.stage for s in FLOW.states.values()} == {1, 6}


# ---------------------------------------------------------------------------------- list and picture


def words(svg: str) -> str:
    return " ".join(" ".join(t.itertext()) for t in ET.fromstring(svg).iter(f"{SVG}text"))


def test_the_list_and_the_picture_hold_every_public_state() -> None:
    items = flowchart_text(FLOW)
    titles = [i.title for item in items for i in (item, *item.exits)]

    assert sorted(titles) == sorted(s.title for s in FLOW.states.values() if s.public)
    drawn = words(flowchart_svg(FLOW))
    assert all(word in drawn for title in titles for word in title.split())


def test_hidden_states_are_in_the_case_picture_only() -> None:
    assert "Terms of reference" not in words(flowchart_svg(FLOW))
    assert "Terms of reference" in words(flowchart_svg(FLOW, public_only=False))


@pytest.mark.parametrize("here", [None, *sorted(STATES)])
def test_the_picture_is_labelled_and_needs_no_style_or_script(here: str | None) -> None:
    svg = flowchart_svg(FLOW, here=here, public_only=False)

    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert [root[0].get("id"), root[1].get("id")] == labels
    assert not [e for e in root.iter() if "style" in e.attrib or e.tag == f"{SVG}script"]
    assert svg.count("You are here") == (2 if here else 0)  # the flag and the description


def test_every_line_of_text_stays_inside_the_picture() -> None:
    root = ET.fromstring(flowchart_svg(FLOW, here="sin_sent", public_only=False))
    for text in root.iter(f"{SVG}text"):
        bold = text.get("font-weight") == "bold"
        long = width(text.text or "", float(text.get("font-size") or 0), bold=bold)
        left = float(text.get("x") or 0) - (long / 2 if text.get("text-anchor") == "middle" else 0)
        assert left >= 0
        assert left + long <= 430


def test_a_hidden_state_shows_at_the_public_step_before_it() -> None:
    marked = [i.id for i in flowchart_text(FLOW, here="fact_check") if i.mark is Mark.HERE]

    assert marked == ["drafting"]


def test_only_states_with_a_date_are_ticked() -> None:
    dates = {"submitted": date(2026, 11, 2)}

    items = {i.id: i for i in flowchart_text(FLOW, here="triage", dates=dates)}

    assert items["submitted"].mark is Mark.DONE
    assert items["submitted"].on == date(2026, 11, 2)
    assert items["draft_referral"].mark is Mark.AHEAD
    assert "Mon 2 Nov 2026" in words(flowchart_svg(FLOW, here="triage", dates=dates))


def test_the_way_past_a_practice_review_is_told() -> None:
    reply = next(i for i in flowchart_text(FLOW) if i.id == "panel_response")

    ways = {(way.kind, way.target) for way in reply.ways}
    assert ("skip", "learning") in ways
    assert ("back", "rr_signoff") in ways


def test_time_limits_come_from_the_clocks() -> None:
    limits = {i.id: i.limit for i in flowchart_text(FLOW)}

    assert limits["notify_agreed"] == "within 5 working days"
    assert limits["sin_sent"] == "within 15 working days"
    assert limits["pre_publication"] == "7 working days’ notice"
    assert limits["published"] == "at least 1 year"


def test_two_pictures_on_one_page_have_different_ids() -> None:
    first, second = flowchart_svg(FLOW), flowchart_svg(FLOW, name="other")

    assert 'id="irw-flow-title"' in first
    assert 'id="other-title"' in second


def test_text_is_wrapped_at_words_and_a_long_word_is_kept_whole() -> None:
    assert wrap("one two three", 10, width("one two", 10)) == ["one two", "three"]
    assert wrap("incomprehensibilities", 10, 5) == ["incomprehensibilities"]


# -------------------------------------------------------------------------------------------- ladder


def test_the_ladder_marks_done_late_today_next_and_ahead() -> None:
    steps = ladder(date(2026, 11, 18), load_calendar())
    done = {"start": date(2026, 11, 18), "ask": date(2026, 11, 19)}

    marks = {m.step.id: m.mark for m in ladder_text(steps, date(2026, 11, 25), done)}

    assert marks["ask"] is StepMark.DONE
    assert marks["nil_returns"] is StepMark.LATE
    assert marks["progress"] is StepMark.TODAY
    assert marks["returns"] is StepMark.NEXT
    assert marks["submit"] is StepMark.AHEAD


def test_without_a_record_a_past_step_is_past_and_not_late() -> None:
    steps = ladder(date(2026, 11, 18), load_calendar())

    assert ladder_text(steps, date(2026, 11, 25))[0].mark is StepMark.PAST


@pytest.mark.parametrize("plan", load_plans().values(), ids=lambda p: p.id)
@pytest.mark.parametrize("today", [date(2026, 11, 1), date(2026, 11, 27), date(2027, 1, 1)])
def test_the_ladder_is_drawn_with_every_step(plan: Any, today: date) -> None:
    steps = ladder(date(2026, 11, 18), load_calendar(), plan)

    svg = ladder_svg(steps, today, {})

    drawn = words(svg)
    assert all(step.title in drawn and step.who in drawn for step in steps)
    assert "style=" not in svg


def test_the_ladder_shows_where_today_falls_between_two_steps() -> None:
    steps = ladder(date(2026, 11, 18), load_calendar())

    assert "Today, Fri 27 Nov" in words(ladder_svg(steps, date(2026, 11, 27)))
    assert "Today," not in words(ladder_svg(steps, date(2026, 11, 25)))


# ------------------------------------------------------------------------------ tracks of local learning


@pytest.mark.parametrize("track", FLOW.tracks.values(), ids=lambda t: t.id)
def test_each_track_is_a_decision_and_its_path_is_in_the_table(track: Any) -> None:
    assert track.id in load_decisions()
    assert track.path[0] == "local_planning"
    assert track.path[-1] == "closed"
    assert all(FLOW.can_move(a, b) for a, b in pairwise(track.path))


def test_the_tracks_differ_where_they_are_meant_to() -> None:
    assert "local_gathering" not in FLOW.tracks["GOOD_PRACTICE_REVIEW"].path
    assert "local_event" not in FLOW.tracks["SINGLE_AGENCY_LEARNING"].path
    assert FLOW.tracks["NEAR_MISS_REVIEW"].after("local_gathering") == "local_event"
    assert FLOW.tracks["NEAR_MISS_REVIEW"].after("evidence") == ""


def test_a_track_along_a_move_that_is_not_there_is_an_error_when_it_is_read() -> None:
    with pytest.raises(LawError, match="no such move"):
        build_workflow(broken(lambda r: r["track"][0].update(path=["local_event", "closed"])))


def test_local_learning_is_drawn_beside_the_main_line_in_a_band_of_its_own() -> None:
    drawn = words(flowchart_svg(FLOW))

    assert "Local learning, instead of a practice review" in drawn
    assert [i.id for i in flowchart_text(FLOW) if i.track] == ["local_planning", "local_gathering", "local_event", "local_report"]  # fmt: skip
