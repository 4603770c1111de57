"""Plain sentences out of many words, so that an unusual word is not taken for a name.

Sense is not their aim. Every word of the common list takes its turn in the places where names stand
too: after "the", before a verb, beside a name, behind the letter of a heading.
"""

import random
import re
from functools import cache

from irwell.anonymise import words
from training.names import measured_names

# {w} any word, {n} an abstract noun, {s} a plural, {a} an adjective, {y} an adverb, {d} a past form,
# {g} a form in -ing; with a c before it, the same with a capital.
FRAMES = """
The {n} was {d} {y}.
{cs} were {d} at the {w} by people who had {d} {y}.
{cs} and {s} were {d} in the {w}.
{cw} was the {n} of the {w} that nobody {d}.
{cw} {s} {d} by a third.
{cw} {n} had {d} the {s}.
{ca} {s} led to the {w} and the {w} {d} below.
{ca} {n} was {d} in the {w}.
{ca} {s}, {a} {s} and {s} were common.
{cg} the {w} took up {n}.
{cg} is not {n}.
{cy} the {w} was {d}.
{cn} and {n} were {d} by the {w}.
{cn} is a {w} for {s}.
{cn} asks {s} to look for {n}.
{cw}-led {s} had a {w} of many {s}.
{cw} words from a {w} {d} the {n}.
{cw} or {w}, as one {w} said, it was all {n}.
{cw}, {w}, {w}: that was the {n}.
{cw}-{g} was {d} by the {w}.
No {w} was {d}. No {s} were {d}.
The {w}-in {w} was {a}.
The {a} {w} {d} on and on.
A {w} of {s} had {d} since the {w}.
His {w} and her {w} were {a}.
There were {s} on the {w} and a {w} under the {w}.
Their {n} was {a}, {a} and {a}.
Neither the {w} nor the {w} was {d}.
Had the {w} been {d}? No.
Was the {n} {a}? Nobody {d}.
At first the {w} was {d}, then the {s}.
Both the {w} and the {n} {d}.
Some {s} {d} {y} long before.
""".strip().split("\n")
BESIDE = """
{P} gave the {w} to {P}.
The {w} gave the {w} to {P} on {D}.
{P} {y} {d} the {w}.
{P} {d} the {w} to the walk-in {w} and left before being {d}.
The worker {d} {P} {g} behind the {w}.
The {w} {d} {P} {g} {P}.
{P} was {g} {y} in the {w}.
{P} {d} long before.
A {w} in {T} had {d} {P} long ago.
At first {P} {d} {P}, then {P}.
At last {P} {d} the {w}.
At times {P} was {a}; {P} was not.
First {P} and then {P} {d}.
Neither {P} nor {P} had a {w}.
Neither {P} nor {P} had been {d} by {D}.
By {D} neither {P} nor {P} {d}.
Had {P} been {d}? No.
Had {P} {d} before? Nobody knew.
Did {P} have a {w}? No one looked.
Was {P} {a}? No.
Both {P} and {P} {d} {y}.
Either {P} or {P} {d} the {w}.
Only {P} {d}, and only once.
The office at {S} rang {P} about the {w}.
Staff at {S} {d} {P} {y}.
{P} {d} {P} away, but the {w} was {d}.
{P} kept the {w} under the {w} at {A}.
{cw} {s} were {d} by {P}.
{P} had {d} the {n}; {s} were {a}.
{P} (then {a}) {d}.
No. {P} {d} the {w}.
{P} the {w} and {P} the {w} {d}.
""".strip().split("\n")
HEADINGS = """
{letter}. {asks} the {w} {d}
{letter}. {asks} {n}
{letter}. The {n}
{letter}. {asks} we {w}
{letter}) {asks} {s} {d}
({small}) {asks} the {n}
Part {letter}: {cn} and {n}
Part {ordinal}: The {w}
Section {roman} – {cn}
Section {roman}: {asks} the {s} {d}
{roman}. {asks} {n}
{number}. {asks} {n}
{number}.{number} {cn} of the {w}
Appendix {letter}: {ca} {s}
{letter}. {cn}
{asks} {s} {d}
""".strip().split("\n")
_ENDINGS = {
    "n": ("tion", "ment", "ness", "ity", "ship", "ance", "ence", "age", "ism"), "y": ("ly",),
    "a": ("ous", "ful", "less", "ive", "able", "al", "ic", "ish"), "d": ("ed",), "g": ("ing",),
}  # fmt: skip
_ASKING = tuple("What Who Why How When Where Which Our Their Some More Other".split())
_ORDINALS = tuple("One Two Three Four Five Six".split())
_ROMAN = tuple("I II III IV V VI VII VIII".split())


@cache
def _lots() -> dict[str, tuple[str, ...]]:
    """The common words by what their endings make of them; no name of a bench is among them."""
    names = words.word_forenames() | words.TITLES | words.RANKS | measured_names()
    every = sorted(
        word for word in words.english() if len(word) > 2 and word.isalpha() and word not in names
    )
    lots = {kind: tuple(w for w in every if w.endswith(ends)) for kind, ends in _ENDINGS.items()}
    marked = {word for lot in lots.values() for word in lot}
    lots["s"] = tuple(
        w for w in every if w.endswith("s") and w.removesuffix("s") in words.english()
    )
    lots["w"] = tuple(w for w in every if w not in marked and not w.endswith("s"))
    return lots


def word(r: random.Random) -> str:
    """Any common word of the length of a name, with its capital."""
    lots = _lots()
    return r.choice(
        [w for w in r.sample(lots[r.choice("wws")], 20) if 3 < len(w) < 10] or ["Banks"]
    ).capitalize()


def filled(r: random.Random, frame: str) -> str:
    """The frame with words in its slots; those of `training.reviews` stay for it to fill."""
    letter = r.choice("ABCDEFGH")
    once = {
        "letter": letter, "small": letter.lower(), "asks": r.choice(_ASKING),
        "ordinal": r.choice(_ORDINALS), "roman": r.choice(_ROMAN), "number": str(r.randint(1, 9)),
    }  # fmt: skip

    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        if name in once:
            return once[name]
        lot = _lots().get(name[-1])
        if lot is None:
            return slot[0]
        chosen = r.choice(lot)
        return chosen.capitalize() if name[0] == "c" else chosen

    return re.sub(r"\{([a-z]+)\}", fill, frame)
