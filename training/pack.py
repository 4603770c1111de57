"""Pack tuned weights: python -m training.pack FOLDER reads weights.npz and writes the model beside it."""

import json
import sys
from pathlib import Path

import numpy as np

from training.weights import LABELS, package, write_int8


def pack(folder: Path) -> None:
    """FOLDER/model.onnx, labels.json and tokenizer.json from FOLDER/weights.npz."""
    with np.load(folder / "weights.npz") as kept:
        write_int8(dict(kept), folder / "model.onnx")
    (folder / "labels.json").write_text(json.dumps(LABELS) + "\n", encoding="utf-8")
    tokenizer = (package() / "tokenizer.json").read_text(encoding="utf-8")
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
