"""Tune the name model: python -m training.tune TAB.jsonl NAMES PRESIDIO.json OUT [--tokens 1200000]

Needs torch and onnx, which the running program never does: see training/README.md. One thread, no
network. It writes OUT/model.onnx with its labels and prints what it measures on the development
part of the benchmark and on invented pages that it did not learn from.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from irwell.anonymise.letters import LETTERS, written
from training import names as pool
from training.pack import pack
from training.reviews import Author, Span
from training.weights import LABELS, new_head, package, plain_model

WINDOW = 254
_TAB = {
    "PERSON": "person", "CODE": "reference", "LOC": "place", "ORG": "organisation", "DEM": "detail",
    "MISC": "detail", "QUANTITY": "detail", "DATETIME": "date",
}  # fmt: skip
_PRESIDIO = {
    "PERSON": "person", "STREET_ADDRESS": "address", "GPE": "place", "ORGANIZATION": "organisation",
    "CREDIT_CARD": "reference", "DATE_TIME": "date", "PHONE_NUMBER": "reference", "AGE": "date",
    "NRP": "detail", "EMAIL_ADDRESS": "person", "ZIP_CODE": "address", "DOMAIN_NAME": "reference",
    "IBAN_CODE": "reference", "US_SSN": "reference", "IP_ADDRESS": "reference",
    "US_DRIVER_LICENSE": "reference",
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One window: token numbers, the label of each, and how its word is written."""

    ids: tuple[int, ...]
    labels: tuple[int, ...]
    letters: tuple[int, ...]


class Encoder:
    """Texts with spans cut into windows."""

    def __init__(self) -> None:
        path = package() / "tokenizer.json"
        self.tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cls = self.tokenizer.token_to_id("[CLS]")
        self.sep = self.tokenizer.token_to_id("[SEP]")

    def pieces(self, text: str, spans: Sequence[Span], r: random.Random) -> Iterator[Piece]:
        """Windows that do not overlap; some of them short, as headings and table cells are."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        marks = np.zeros(len(text) + 1, np.int64)
        for start, end, label in spans:
            marks[start:end] = LABELS.index(label)
        labels = [
            int(marks[start:end].max()) if end > start else 0 for start, end in encoding.offsets
        ]
        letters = written(text, encoding.offsets)
        at = 0
        while at < len(encoding.ids):
            size = WINDOW if r.random() < 0.75 else r.randint(8, 90)
            ids = (self.cls, *encoding.ids[at : at + size], self.sep)
            shown = letters[at : at + size]
            # Now and then a page is written without capitals.
            shown = [0] * len(shown) if r.random() < 0.03 else shown
            yield Piece(ids, (-100, *labels[at : at + size], -100), (0, *shown, 0))
            at += size


def judgments(path: Path, part: str) -> list[tuple[str, list[Span]]]:
    """The benchmark's documents of one part; what need not be masked stays unmarked."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        if raw["metadata"]["provenance"]["dataset_type"] != part:
            continue
        spans = [
            (e["start_offset"], e["end_offset"], _TAB[e["entity_type"]])
            for e in raw["entities"]
            if e["identifier_type"] != "NO_MASK" or e["entity_type"] == "PERSON"
        ]
        out.append((raw["text"], spans))
    return out


def sentences(path: Path) -> list[tuple[str, list[Span]]]:
    """The templated sentences of presidio-research."""
    return [
        (raw["full_text"], [(s["start_position"], s["end_position"], _PRESIDIO[s["entity_type"]])
                            for s in raw["spans"] if s["entity_type"] in _PRESIDIO])
        for raw in json.loads(path.read_text(encoding="utf-8"))
    ]  # fmt: skip


class Layer(nn.Module):
    """One layer of BERT under the names that its weights have."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out, self.norm1 = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm2, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Attention and the two dense steps, each with its way round."""
        batch, length, width = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Model(nn.Module):
    """Rampart's BERT with the new head."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        super().__init__()
        words = weights["bert.embeddings.word_embeddings.weight"]
        width = words.shape[1]
        self.words = nn.Embedding(*words.shape)
        self.places = nn.Embedding(512, width)
        self.kinds = nn.Embedding(LETTERS, width)
        self.norm, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(width, 12) for _ in range(6))
        self.classifier = nn.Linear(width, len(LABELS))
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                parameter.copy_(torch.from_numpy(np.array(weights[old_name(name)])))

    def forward(self, ids: Tensor, letters: Tensor) -> Tensor:
        """The score of each label for each token; number 0 is padding."""
        mask = torch.zeros(ids.shape).masked_fill(ids == 0, -1e4)[:, None, None, :]
        where = torch.arange(ids.shape[1])
        x = self.words(ids) + self.places(where) + self.kinds(letters)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.classifier(self.drop(x))

    def plain(self) -> dict[str, np.ndarray]:
        """The weights under Rampart's names."""
        return {old_name(n): p.detach().numpy().copy() for n, p in self.named_parameters()}


_OLD = {
    "words": "bert.embeddings.word_embeddings", "places": "bert.embeddings.position_embeddings",
    "kinds": "bert.embeddings.token_type_embeddings", "norm": "bert.embeddings.LayerNorm",
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip


def old_name(name: str) -> str:
    """Rampart's name of a parameter."""
    parts = name.split(".")
    if parts[0] == "layers":
        return f"bert.encoder.layer.{parts[1]}.{_OLD[parts[2]]}.{parts[3]}"
    return f"{_OLD.get(parts[0], parts[0])}.{parts[1]}"


def batches(pieces: list[Piece], tokens: int, r: random.Random) -> Iterator[list[Piece]]:
    """Pieces of like length together, the batches in random order."""
    ordered = sorted(pieces, key=lambda piece: (len(piece.ids), r.random()))
    out: list[list[Piece]] = [[]]
    for piece in ordered:
        if out[-1] and (len(out[-1]) + 1) * len(piece.ids) > tokens:
            out.append([])
        out[-1].append(piece)
    r.shuffle(out)
    yield from out


def tensors(batch: list[Piece]) -> tuple[Tensor, Tensor, Tensor]:
    """The batch padded to its longest piece."""
    width = max(len(piece.ids) for piece in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    letters = torch.zeros(len(batch), width, dtype=torch.long)
    labels = torch.full((len(batch), width), -100)
    for row, piece in enumerate(batch):
        ids[row, : len(piece.ids)] = torch.tensor(piece.ids)
        letters[row, : len(piece.letters)] = torch.tensor(piece.letters)
        labels[row, : len(piece.labels)] = torch.tensor(piece.labels)
    return ids, letters, labels


def measured(model: Model, pieces: list[Piece]) -> str:
    """Recall of each label at a loose threshold, and how many plain tokens are marked."""
    model.eval()
    found, total = np.zeros(len(LABELS)), np.zeros(len(LABELS))
    with torch.no_grad():
        for batch in batches(pieces, 4096, random.Random(1)):
            ids, letters, labels = tensors(batch)
            marked = functional.softmax(model(ids, letters), -1)[..., 0] < 0.7
            for at in range(len(LABELS)):
                total[at] += int((labels == at).sum())
                found[at] += int(((labels == at) & marked).sum())
    model.train()
    shown = [
        f"{label} {f / max(t, 1):.3f}" for label, f, t in zip(LABELS, found, total, strict=True)
    ]
    return "  ".join(shown).replace("O ", "plain tokens marked ", 1)


def _begun(start: Path | None) -> dict[str, np.ndarray]:
    """Rampart with a new head, or the weights of an earlier run."""
    if start is not None:
        with np.load(start) as kept:
            weights = dict(kept)
    else:
        _, weights = plain_model()
        weights["classifier.weight"], weights["classifier.bias"] = new_head(weights)
    kinds = "bert.embeddings.token_type_embeddings.weight"
    if len(weights[kinds]) != LETTERS:
        # Rampart knew one kind of piece; all three ways to write a word begin as that one.
        weights[kinds] = np.repeat(weights[kinds][:1], LETTERS, axis=0)
    return weights


def tune(options: argparse.Namespace) -> None:
    """Learn, measure and write."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    r = random.Random(options.seed)
    encoder, author = Encoder(), Author(r, pool.load(options.names))
    weights = _begun(options.start)
    model = Model(weights)
    if options.start is not None:
        # Words and places stay as they were learnt; what is new is how a word is written.
        model.words.requires_grad_(False)
        model.places.requires_grad_(False)
    train = judgments(options.tab, "train")
    dev = [
        p for text, spans in judgments(options.tab, "dev") for p in encoder.pieces(text, spans, r)
    ]
    fixed = [
        p
        for _ in range(options.rounds)
        for text, spans in train
        for p in encoder.pieces(text, spans, r)
    ]
    for text, spans in r.sample(sentences(options.presidio), options.sentences):
        fixed += encoder.pieces(text, spans, r)
    dev = r.sample(dev, min(len(dev), options.measured))
    invented: list[Piece] = []
    while sum(len(p.ids) for p in fixed) + sum(len(p.ids) for p in invented) < options.tokens:
        for _ in range(50):
            page = author.page()
            invented += encoder.pieces(page.text, page.spans, r)
    aside = min(options.measured, len(invented) // 20 + 1)
    apart, invented = invented[:aside], invented[aside:]
    steps = list(batches(fixed + invented, options.batch, r))
    print(f"{len(steps)} steps, {sum(len(p.ids) for p in fixed):,} tokens of the benchmark and "
          f"{sum(len(p.ids) for p in invented):,} invented", flush=True)  # fmt: skip
    _learn(model, steps, options, dev, apart)
    options.out.mkdir(parents=True, exist_ok=True)
    np.savez(options.out / "weights.npz", **model.plain())
    pack(options.out)


def _optimiser(model: Model, rate: float) -> torch.optim.Optimizer:
    letters = model.kinds.weight
    learning = [p for p in model.parameters() if p.requires_grad and p is not letters]
    decayed = [p for p in learning if p.dim() > 1]
    plain = [p for p in learning if p.dim() == 1]
    return torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": 0.01, "times": 1},
            {"params": plain, "weight_decay": 0.0, "times": 1},
            # What the letters say begins from nothing, so it learns faster.
            {"params": [letters], "weight_decay": 0.0, "times": 10},
        ],
        lr=rate,
    )


def _learn(
    model: Model,
    steps: list[list[Piece]],
    options: argparse.Namespace,
    dev: list[Piece],
    apart: list[Piece],
) -> None:
    optimiser = _optimiser(model, options.rate)
    begin, seen, losses, done = time.monotonic(), 0, [0.0], 0.0
    model.train()
    for number, batch in enumerate(steps, start=1):
        # The rate falls with the steps or, on a busy machine, with the time allowed.
        done = max(number / len(steps), (time.monotonic() - begin) / (60 * options.minutes))
        for group in optimiser.param_groups:
            group["lr"] = (
                group["times"] * options.rate * min(1.0, number / 15) * max(0.02, 1 - done)
            )
        ids, letters, labels = tensors(batch)
        loss = functional.cross_entropy(model(ids, letters).flatten(0, 1), labels.flatten())
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        seen += ids.numel()
        losses.append(float(loss.detach()))
        if number % options.every == 0 or done >= 1:
            pace = seen / (time.monotonic() - begin)
            recent = sum(losses[-50:]) / len(losses[-50:])
            print(f"step {number}: loss {recent:.4f}, {pace:,.0f} tokens a second", flush=True)
            options.out.mkdir(parents=True, exist_ok=True)
            np.savez(options.out / "weights.npz", **model.plain())
        if number % (options.every * 4) == 0 or done >= 1:
            print("  judgments: " + measured(model, dev), flush=True)
            print("  invented:  " + measured(model, apart), flush=True)
        if done >= 1:
            break
    assert not math.isnan(losses[-1])


def main() -> None:
    """Read the command line and tune."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("tab", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("presidio", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="weights.npz of an earlier run, to go on from")
    parser.add_argument("--tokens", type=int, default=1_200_000)
    parser.add_argument("--minutes", type=float, default=60, help="when to end at the latest")
    parser.add_argument("--rounds", type=int, default=5, help="how often the judgments are read")
    parser.add_argument("--sentences", type=int, default=600, help="of presidio-research")
    parser.add_argument("--measured", type=int, default=400, help="windows to measure with")
    parser.add_argument("--batch", type=int, default=2048, help="tokens a step")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--every", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    tune(parser.parse_args())


if __name__ == "__main__":
    main()
