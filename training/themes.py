"""Train the weights by which themes are suggested: python -m training.themes REPORTS.jsonl.gz OUT.npz

Logistic regression on TF-IDF of words, one theme at a time, every theme weighing the same however rare it is. Reports
of 2024 and later are never shown to it: bench/themes.py measures on them. The threshold is chosen by four-fold
cross-validation on the earlier years alone. Prints the plain baselines on the same later years.
"""

import gzip
import json
import sys
from pathlib import Path

import django
import numpy as np
from django.conf import settings
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

if not settings.configured:
    settings.configure(
        INSTALLED_APPS=["irwell.repository"], DEFAULT_AUTO_FIELD="django.db.models.BigAutoField"
    )
    django.setup()

from irwell.repository.actions.coroners import content_of
from irwell.themes.rules.words import words

LAST_YEAR = 2023
VERSION = "1"
STRENGTH = 3.0


def reports(path: Path) -> tuple[list[str], list[list[str]], np.ndarray]:
    """Texts, categories in the repository's words, years; reports without a category are left out."""
    read = [
        content_of(json.loads(line)) for line in gzip.decompress(path.read_bytes()).splitlines()
    ]
    kept = [one for one in read if one.themes and one.year]
    texts = [" ".join(p.text for p in one.passages) for one in kept]
    return texts, [list(one.themes) for one in kept], np.array([one.year for one in kept])


def vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=words, sublinear_tf=True, min_df=3, max_df=0.6)


def fitted(rows, answers, *, balance="balanced", strength=STRENGTH):
    """A model a theme."""
    return [
        LogisticRegression(C=strength, class_weight=balance, solver="liblinear", max_iter=500)
        .fit(rows, answers[:, n]) for n in range(answers.shape[1])
    ]  # fmt: skip


def likely(models, rows) -> np.ndarray:
    return np.stack([model.predict_proba(rows)[:, 1] for model in models], 1)


def micro_f1(said: np.ndarray, true: np.ndarray) -> float:
    return float(2 * (said & true).sum() / (said.sum() + true.sum()))


def threshold(texts: list[str], answers: np.ndarray) -> float:
    """The one that does best on reports left out in turn."""
    found = np.zeros(answers.shape)
    for learn, check in KFold(4, shuffle=True, random_state=0).split(texts):
        tfidf = vectorizer()
        rows = tfidf.fit_transform([texts[i] for i in learn])
        found[check] = likely(
            fitted(rows, answers[learn]), tfidf.transform([texts[i] for i in check])
        )
    return max(np.arange(0.3, 0.7, 0.01), key=lambda t: micro_f1(found >= t, answers))


def baselines(texts, answers, later) -> None:
    """Plain TF-IDF with logistic regression; latent semantic analysis for reviews that are alike."""
    tfidf = TfidfVectorizer()
    rows = tfidf.fit_transform([t for t, new in zip(texts, later, strict=True) if not new])
    others = tfidf.transform(texts)
    plain = likely(fitted(rows, answers[~later], balance=None, strength=1.0), others[later])
    print(
        f"plain TF-IDF and logistic regression: micro-F1 {micro_f1(plain >= 0.5, answers[later]):.3f}"
    )
    for name, tool in (("plain words", tfidf), ("without the commonest words", vectorizer())):
        learned = tool.fit_transform([t for t, new in zip(texts, later, strict=True) if not new])
        space = TruncatedSVD(200, random_state=0).fit(learned).transform(tool.transform(texts))
        space /= np.linalg.norm(space, axis=1, keepdims=True)
        shares = []
        for row in np.flatnonzero(later):
            near = np.flatnonzero(~later)[np.argsort(-(space[~later] @ space[row]))[:5]]
            shares.append((answers[near] & answers[row]).any(1).mean())
        print(f"LSA ({name}), later reports against earlier ones: P@5 {np.mean(shares):.3f}")


def main(path: Path, out: Path) -> None:
    texts, themes, years = reports(path)
    names = sorted({name for one in themes for name in one})
    answers = np.array([[name in one for name in names] for one in themes])
    later = years > LAST_YEAR
    early = [text for text, new in zip(texts, later, strict=True) if not new]
    tfidf = vectorizer()
    rows = tfidf.fit_transform(early)
    models = fitted(rows, answers[~later])
    least = threshold(early, answers[~later])
    np.savez_compressed(
        out,
        version=VERSION, names="|".join(names), words=" ".join(tfidf.get_feature_names_out()),
        rarity=tfidf.idf_.astype(np.float16), least=least, trained_until=LAST_YEAR,
        matrix=np.stack([model.coef_[0] for model in models], 1).astype(np.float16),
        bias=np.array([model.intercept_[0] for model in models], np.float32),
    )  # fmt: skip
    print(
        f"{len(early)} reports, {rows.shape[1]} words, {len(names)} themes, threshold {least:.2f}"
    )
    baselines(texts, answers, later)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
