"""Decisions: what is proposed, what a person may settle, and that nothing settled is lost."""

from dataclasses import replace
from datetime import date

import pytest

from irwell.anonymise.decisions import (
    Decision,
    DecisionError,
    carry_over,
    decide,
    replacements,
    settle,
)
from irwell.anonymise.model import Block, BlockKind, Document, apply
from irwell.anonymise.policy import Policy
from irwell.anonymise.recognise import recognise
from irwell.anonymise.register import Entry, Register
from irwell.anonymise.resolve import resolve

REGISTER = Register(
    "1",
    (
        Entry("c1", "Child A", "person", "child", names=("Kayleigh Moss",),
              dates_of_birth=(date(2019, 3, 12),), addresses=("14 Birch Close, Ashcombe",)),
        Entry("m1", "Mother", "person", "mother", names=("Grace Moss",)),
        Entry("g1", "Grandmother", "person", "grandmother", names=("May Ward",)),
        Entry("s1", "School 1", "organisation", names=("St Wilfrid's Primary School",)),
    ),
)  # fmt: skip


def document(*texts: str) -> Document:
    blocks = (Block(f"b{n}", BlockKind.PARAGRAPH, t, f"p{n}") for n, t in enumerate(texts))
    return Document("txt", tuple(blocks))


def proposed(text: Document, policy: Policy | None = None) -> tuple[Decision, ...]:
    mentions = recognise(text, REGISTER, tagger=None)
    return decide(resolve(text, mentions, REGISTER), REGISTER, policy)


def rewritten(text: str, policy: Policy | None = None) -> str:
    whole = document(text)
    return apply(whole, replacements(proposed(whole, policy), whole)).text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Kayleigh’s coat", "Child A’s coat"),
        ("The Mosses moved and the Moss family left", "The family moved and the family left"),
        ("The Wards moved at Easter 2023", "The Grandmother’s family moved in spring 2023"),
        ("Kayleigh went to St Wilfrid's.", "Child A went to School 1."),
        ("Then Dr Imran Hussain rang; Hussain agreed.", "Then Doctor 1 rang; Doctor 1 agreed."),
        ("the social worker Gemma Oldroyd rang", "Social Worker 1 rang"),
        ("Her mother Grace rang.", "Mother rang."),
        ("The mother, Grace, rang twice.", "Mother rang twice."),
        ("The mother, Grace, who rang, left.", "Mother, who rang, left."),
        ("It was her mother, Grace.", "It was Mother."),
        ("On 12 June 2021 they met.", "In June 2021 they met."),
        ("They met on 3/6/21.", "They met in June 2021."),
        ("They met at 23:47 there.", "They met at night there."),
        ("At Christmas Day 2019 it was", "In December 2019 it was"),
        ("It was his fourteenth birthday.", "It was his birthday."),
        ("born 12/03/2019 here", "born [date of birth removed] here"),
        ("She was 14 years and 3 months old.", "She was 14 years old."),
        ("She was three weeks old.", "She was a few weeks old."),
        ("An 11-week-old baby", "A very young baby"),
        ("She was aged 7.", "She was aged 7."),
        ("He was aged 34 then.", "He was aged 30 to 39 then."),
        ("They rang 07700 900123.", "They rang [telephone number removed]."),
        ("They lived at 14 Birch Close, Ashcombe.", "They lived at [address removed]."),
        ("It was in May 2020.", "It was in May 2020."),
    ],
)
def test_a_sentence_reads_on_after_the_identity_is_gone(text: str, clean: str) -> None:
    assert rewritten(text) == clean


@pytest.mark.parametrize(
    ("policy", "clean"),
    [
        (Policy(dates="season"), "In summer 2021"),
        (Policy(dates="year"), "In 2021"),
        (Policy(dates="month"), "In June 2021"),
    ],
)
def test_dates_follow_the_policy(policy: Policy, clean: str) -> None:
    assert rewritten("On 12 June 2021 they met.", policy).startswith(clean)


def test_ages_become_bands_when_the_policy_says_so() -> None:
    assert "of primary school age" in rewritten("She was 7 years old.", Policy(ages="bands"))


def test_a_new_label_is_never_one_the_register_gives() -> None:
    taken = Register("1", (*REGISTER.entries, Entry("d", "Doctor 1", "person", names=("Amy Zed",))))
    text = document("Then Dr Hussain rang.")

    decisions = decide(resolve(text, recognise(text, taken, tagger=None), taken), taken)

    assert decisions[0].replacement == "Doctor 2"


def test_a_register_find_that_fits_two_people_waits_for_a_person() -> None:
    decision = proposed(document("Then Moss left."))[0]

    assert decision.needs_person
    assert decision.replacement == "[a person]"


def test_no_register_find_is_ever_proposed_to_be_kept_silently() -> None:
    text = document("Kayleigh and Grace and May met. K.M. left St Wilfrid's on 12 March.")

    for decision in proposed(text):
        assert not (
            decision.from_register and decision.action == "keep" and not decision.needs_person
        )


def test_a_registered_name_stays_only_with_a_reason() -> None:
    decisions = proposed(document("Then May left."))

    with pytest.raises(DecisionError, match="Give a reason"):
        settle(decisions, decisions[0], action="keep", reason=" ", by="Checker")
    kept = settle(decisions, decisions[0], action="keep", reason="The month.", by="Checker")
    assert kept[0].action == "keep"
    assert kept[0].replacement == "May"


def test_a_decision_needs_somebody_who_made_it() -> None:
    decisions = proposed(document("Then May left."))

    with pytest.raises(DecisionError, match="name of the person"):
        settle(decisions, decisions[0], action="remove", reason="", by="")


def test_all_like_this_are_settled_at_once_and_others_are_not_touched() -> None:
    decisions = proposed(document("Then Gemma Ackroyd left. Gemma Ackroyd rang. Then Tariq left."))

    settled = settle(decisions, decisions[0], action="replace", replacement="Adviser 1",
                     reason="", by="Checker", scope="all")  # fmt: skip

    assert [d.replacement for d in settled[:2]] == ["Adviser 1", "Adviser 1"]
    assert not settled[2].settled_by


def test_the_key_does_not_change_with_case_or_hidden_characters() -> None:
    one, two = (
        proposed(document(t))[0] for t in ("Then Kayleigh left.", "Then KAY\u200bLEIGH left.")
    )

    assert one.key == two.key == "person:kayleigh"


def test_settled_decisions_survive_a_changed_draft() -> None:
    before = document("Then Gemma Ackroyd left.", "It was known to May that he rang.")
    after = document(
        "A new first line.",
        "Then Gemma Ackroyd left the house.",
        "It was known to May that he rang.",
    )
    old = proposed(before)
    old = settle(
        old, old[0], action="replace", replacement="Adviser 1", reason="", by="A", scope="all"
    )
    old = settle(old, old[1], action="keep", reason="The month.", by="A")

    new = carry_over(old, proposed(after), old_document=before, new_document=after)

    by_text = {d.mention.text: d for d in new}
    assert by_text["Gemma Ackroyd"].replacement == "Adviser 1"
    assert by_text["May"].action == "keep"
    assert by_text["May"].settled_by == "A"


def test_a_decision_for_this_place_alone_does_not_spread() -> None:
    before = document("It was known to May that he rang.")
    after = document("It was known to May that he rang.", "Later the worker met May at home.")
    old = proposed(before)
    old = settle(old, old[0], action="keep", reason="The month.", by="A")

    new = carry_over(old, proposed(after), old_document=before, new_document=after)

    assert [d.action for d in new] == ["keep", "replace"]


def test_carrying_over_onto_the_same_text_changes_nothing() -> None:
    text = document("Then Gemma Ackroyd left Todmorley. Kayleigh rang on 3 May 2020.")
    decisions = proposed(text)
    settled = settle(
        decisions, decisions[0], action="remove", replacement="[removed]", reason="x", by="A"
    )

    assert carry_over(settled, decisions, old_document=text, new_document=text) == settled


def test_a_kind_without_a_rule_is_removed_and_shown() -> None:
    mention = replace(proposed(document("Then Kayleigh left."))[0].mention, kind="shoe size")

    decision = decide([mention], REGISTER)[0]

    assert (decision.action, decision.needs_person) == ("remove", True)
