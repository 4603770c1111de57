"""How fast the engine reads beside Presidio, taking turns: python bench/anonymise_speed.py PRESIDIO_PYTHON [--count 25] [--seed 31]

PRESIDIO_PYTHON is a Python that has presidio-analyzer (bench/presidio_spans.py says how). Each
invented review is read by every tool before the next is begun, because what a shared processor does
in a second changes up to twofold within minutes: the ratios hold where the figures do not. Counted
are characters per second of processor time, one thread. Nothing is remembered of a text, nor of a
register but where the line says that it was made ready before, as the product keeps it for a case.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import invented_reviews
from bench.anonymise import Presidio, engine, gate_only
from bench.gold import NOBODY, Gold, document_of
from irwell.anonymise.recognise import Tagger
from irwell.anonymise.recognise.register_gate import gate_of

REMEMBERED = {"fold", "kept_spans", "_reaches", "gate_of", "other_name", "name_likelihood"}


def forget() -> None:
    """What the engine remembers of the last texts and registers."""
    for name, module in list(sys.modules.items()):
        if name.startswith("irwell.anonymise"):
            for each in REMEMBERED & vars(module).keys():
                if hasattr(kept := vars(module)[each], "cache_clear"):
                    kept.cache_clear()


def tools() -> dict[str, tuple[Callable[[Gold], Any], bool]]:
    """Each line of the table, and whether its register is made ready before the clock runs."""
    tagger = Tagger(threads=1)
    tagger.load()
    rules, everything = engine(None), engine(tagger)
    for find in (rules, everything):  # word lists are read once by a process
        find("Ms Arden left.", NOBODY)
    return {
        "whole pipeline": (lambda doc: everything(doc.text, doc.register), False),
        "rules and register, no model": (lambda doc: rules(doc.text, doc.register), False),
        "rules, their register ready": (lambda doc: rules(doc.text, doc.register), True),
        "register gate, made anew": (lambda doc: gate_only(doc.text, doc.register), False),
        "register gate, made ready": (lambda doc: gate_of(doc.register).hits(doc.text), True),
    }


def seconds_of(find: Callable[[Gold], Any], case: Any, *, ready: bool) -> float:
    """Processor time for one review, of which and of whose register nothing is known yet."""
    forget()
    document = document_of(
        {"text": case.text, "register": case.register, "entities": case.entities}
    )
    if ready:
        gate_of(document.register).hits("Nobody was seen.")  # as after another text of the case
    begin = time.process_time()
    find(document)
    return time.process_time() - begin


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("presidio", type=Path)
    parser.add_argument("--count", type=int, default=25)
    parser.add_argument("--seed", type=int, default=31)
    options = parser.parse_args()
    cases = list(invented_reviews.cases(options.count, options.seed, invented_reviews.WORDS))
    rival, ours = Presidio(options.presidio), tools()
    spent = dict.fromkeys(ours, 0.0)
    for case in cases:
        rival(case.text, NOBODY)
        for name, (find, ready) in ours.items():
            spent[name] += seconds_of(find, case, ready=ready)
    characters = sum(len(case.text) for case in cases)
    base = characters / rival.seconds
    print(f"{'Presidio 2.2, en_core_web_md':32}{base:12,.0f}{1:8.2f} ×")
    for name, took in spent.items():
        print(f"{name:32}{characters / took:12,.0f}{characters / took / base:8.2f} ×")


if __name__ == "__main__":
    main()
