"""Try thresholds on development texts: python -m training.choose FOLDER TAB_FOLDER [person=0.2 …]

Measures the model in FOLDER with its thresholds, and with those named, on the development part of
the benchmark and on invented reviews (bench/invented_reviews.py); never on held-out words.
"""

import sys
from dataclasses import replace
from pathlib import Path

from bench import invented_reviews
from bench.anonymise import JUDGMENTS, NOBODY, Gold, _gold, engine, measure, read_folder, report
from irwell.anonymise.recognise.tagger import Tagger, Thresholds


def main() -> None:
    """Measure once a set of thresholds."""
    folder, benchmark, *given = sys.argv[1:]
    changes = {name: float(value) for name, _, value in (word.partition("=") for word in given)}
    tagger = Tagger(Path(folder), thresholds=replace(Thresholds(), **changes))
    judgments = [Gold(d.text, JUDGMENTS, d.spans, True) for d in read_folder(Path(benchmark))]
    report("Judgments", measure(judgments, engine(tagger)), forms=True, judgment=True)
    made = [_gold({"text": c.text, "register": c.register, "entities": c.entities})
            for c in invented_reviews.cases(40, 3)]  # fmt: skip
    blind = [Gold(d.text, NOBODY, d.spans) for d in made]
    report("Invented, no register", measure(blind, engine(tagger)), forms=True, judgment=False)
    report("Invented, with it", measure(made, engine(tagger)), forms=True, judgment=False)


if __name__ == "__main__":
    main()
