"""Try thresholds on development texts: python -m training.choose FOLDER TAB_FOLDER [person=0.2,place=0.4 …]

Measures the model in FOLDER with its thresholds, and with each set of changes named, on the
development part of the benchmark and on invented reviews (bench/invented_reviews.py); never on
held-out words. The model reads each text once.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench import invented_reviews
from bench.anonymise import engine, measure, report
from bench.gold import JUDGMENTS, NOBODY, Gold, document_of, read_folder
from irwell.anonymise.recognise.tagger import Scores, Tagger, Thresholds


@dataclass
class Remembering(Tagger):
    """A tagger that keeps its answers, so that other thresholds cost nothing."""

    answers: dict[str, Scores] = field(default_factory=dict)

    def scores_of(self, texts: Iterable[str]) -> Iterator[Scores]:
        """Kept answers under the thresholds of now."""
        for text in texts:
            if text not in self.answers:
                self.answers[text] = next(iter(super().scores_of([text])))
            yield replace(self.answers[text], thresholds=self.thresholds)


def main() -> None:
    """Measure once a set of thresholds."""
    folder, benchmark, *given = sys.argv[1:]
    tagger = Remembering(Path(folder))
    judgments = [Gold(d.text, JUDGMENTS, d.spans, True) for d in read_folder(Path(benchmark))]
    made = [document_of({"text": c.text, "register": c.register, "entities": c.entities})
            for c in invented_reviews.cases(60, 3)]  # fmt: skip
    blind = [Gold(d.text, NOBODY, d.spans) for d in made]
    for words in ["", *given]:
        pairs = (word.partition("=") for word in words.split(",") if word)
        tagger.thresholds = replace(
            Thresholds(), **{name: float(value) for name, _, value in pairs}
        )
        print(f"\n=== {tagger.thresholds}")
        report("Judgments", measure(judgments, engine(tagger)), forms=True, judgment=True)
        report("Invented, no register", measure(blind, engine(tagger)), forms=True, judgment=False)
        report("Invented, with it", measure(made, engine(tagger)), forms=True, judgment=False)


if __name__ == "__main__":
    main()
