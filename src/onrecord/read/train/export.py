"""From a trained network to the folder that ships: two ONNX graphs, int8 where it costs nothing, tokenizer, config, digests."""

# mypy: disable-error-code="misc"

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.read.train.network import Encoder, Network


class ByteEmbedding(nn.Module):
    """An embedding kept as int8 rows, each with its own scale."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale.squeeze(1))

    def forward(self, index: Tensor) -> Tensor:
        return self.rows[index].float() * self.scale[index].unsqueeze(-1)


def export_graphs(network: Network, folder: Path) -> None:
    """Write `encoder.onnx` (one window, any length) and `pointers.onnx`, both float32 but for the word embedding."""
    network.eval()
    encoder: Encoder = network.encoder
    encoder.word = ByteEmbedding(encoder.word.weight.detach())
    size = 7
    numbers = tuple(torch.zeros(size, dtype=torch.long) for _ in range(4))
    names = ["pieces", "shapes", "gaps", "quoted"]
    with torch.no_grad():
        torch.onnx.export(encoder, numbers, folder / "encoder.onnx", input_names=names, output_names=["hidden", "scores"],
                          dynamic_axes={**{n: {0: "length"} for n in names}, "hidden": {0: "length"}, "scores": {0: "length"}},
                          opset_version=20, dynamo=False)  # fmt: skip
        hidden, regions, cues = torch.zeros(1, size, 384), torch.zeros(1, 6, size), torch.zeros(1, 4, size)
        axes = {"hidden": {1: "length"}, "regions": {1: "region_rows", 2: "length"}, "cues": {1: "cue_rows", 2: "length"}}
        torch.onnx.export(network.pointers, (hidden, regions, cues), folder / "pointers.onnx", input_names=list(axes),
                          dynamic_axes=axes, opset_version=20, dynamo=False)  # fmt: skip


def quantise(source: Path, target: Path, leave: tuple[str, ...] = ()) -> None:
    """Weights of matrix products to int8, one scale per column; activations are scaled as they come.

    Windows run one by one, so that the scale of an activation belongs to its own window.

    Args:
        leave: Nodes whose names hold one of these stay float32.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(source).graph
    kept = [node.name for node in graph.node if any(part in node.name for part in leave)]
    quantize_dynamic(source, target, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8,
                     nodes_to_exclude=kept, op_types_to_quantize=["MatMul", "Gemm"])  # fmt: skip


def build(network: Network, base: Path, out: Path, config: dict[str, Any], leave: tuple[str, ...] = ()) -> None:
    """Write the model folder; cards and licence stand there already or are added by hand."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        rough = Path(place)
        export_graphs(network, rough)
        for name in ("encoder", "pointers"):
            quantise(rough / f"{name}.onnx", out / f"{name}.onnx", leave if name == "encoder" else ())
    shutil.copyfile(base / "tokenizer.json", out / "tokenizer.json")
    (out / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    write_digests(out)


def write_digests(out: Path) -> None:
    """`digests.json`: sha256 of every file of the model but the texts about it."""
    digests = {
        item.name: hashlib.sha256(item.read_bytes()).hexdigest()
        for item in sorted(out.iterdir())
        if item.is_file() and item.suffix in (".onnx", ".json") and item.name != "digests.json"
    }
    (out / "digests.json").write_text(json.dumps(digests, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def largest_difference(one: Path, other: Path, length: int = 64) -> float:
    """Largest difference of the token scores of two encoder graphs on chance input: a check that an export is whole."""
    import onnxruntime as ort

    rng = np.random.default_rng(1)
    inputs = {
        "pieces": rng.integers(1000, 30000, length),
        "shapes": rng.integers(0, 7, length),
        "gaps": rng.integers(0, 5, length),
        "quoted": np.zeros(length, dtype=np.int64),
    }
    first, second = (ort.InferenceSession(str(p), providers=["CPUExecutionProvider"]).run(None, inputs)[1] for p in (one, other))
    return float(np.abs(first - second).max())
