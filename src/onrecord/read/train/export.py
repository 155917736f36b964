"""From a trained network to the folder that ships: two ONNX graphs, int8 where it costs nothing, tokenizer, config, digests."""

# mypy: disable-error-code="misc"

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.read.train.network import Encoder, Network

IN_BLOCKS = ("/down/", "/scores/", "/query", "/key", "/speech")
"""Parts of the names of the products that are quantised in blocks: those with outliers, and the pointers."""


class ByteEmbedding(nn.Module):
    """An embedding kept as int8 rows, each with its own scale."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale.squeeze(1))

    def forward(self, index: Tensor) -> Tensor:
        return self.rows[index].float() * self.scale[index].unsqueeze(-1)


def export_graphs(network: Network, folder: Path, *, whole: bool = False) -> None:
    """Write `encoder.onnx` (one window, any length) and `pointers.onnx`, both float32 but, unless `whole`, for the word embedding."""
    network.eval()
    encoder: Encoder = network.encoder
    if not whole:
        encoder.word = ByteEmbedding(encoder.word.weight.detach())
    size = 7
    numbers = tuple(torch.zeros(size, dtype=torch.long) for _ in range(4))
    names = ["pieces", "shapes", "gaps", "quoted"]
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the older exporter, whose graphs the quantiser knows
        torch.onnx.export(encoder, numbers, folder / "encoder.onnx", input_names=names, output_names=["hidden", "scores"],
                          dynamic_axes={**{n: {0: "length"} for n in names}, "hidden": {0: "length"}, "scores": {0: "length"}},
                          opset_version=20, dynamo=False)  # fmt: skip
        hidden, regions, cues = torch.zeros(1, size, 384), torch.zeros(1, 6, size), torch.zeros(1, 4, size)
        axes = {"hidden": {1: "length"}, "regions": {1: "region_rows", 2: "length"}, "cues": {1: "cue_rows", 2: "length"}}
        torch.onnx.export(network.pointers, (hidden, regions, cues), folder / "pointers.onnx", input_names=list(axes),
                          dynamic_axes=axes, opset_version=20, dynamo=False)  # fmt: skip


def plain_products(model: Any) -> Any:
    """The graph with every `Gemm` as `MatMul` and `Add`, which is what the quantiser knows."""
    import onnx
    from onnx import helper, numpy_helper

    weights = {item.name: item for item in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        if node.op_type != "Gemm":
            nodes.append(node)
            continue
        name = f"{node.input[1]}_T"
        if name not in weights:
            weights[name] = numpy_helper.from_array(np.ascontiguousarray(numpy_helper.to_array(weights[node.input[1]]).T), name)
        product = f"{node.output[0]}_product"
        nodes.append(helper.make_node("MatMul", [node.input[0], name], [product], name=f"{node.name}_product"))
        nodes.append(helper.make_node("Add", [product, node.input[2]], list(node.output), name=f"{node.name}_sum"))
    used = {name for node in nodes for name in node.input}
    graph = helper.make_graph(nodes, model.graph.name, model.graph.input, model.graph.output, [w for n, w in weights.items() if n in used])
    made: onnx.ModelProto = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
    return made


def quantise(source: Path, target: Path) -> None:
    """Weights of matrix products to int8.

    The second product of each feed-forward part and the scores, whose inputs have outliers, are quantised in blocks of 64,
    weights and activations; the others per column, their activations by one scale for the window, in seven bits so that
    plain AVX2 does not overflow. Windows run one by one, so that a scale belongs to its own window. By measurement: all per
    column lost three points of F1, this none; all in blocks was a third slower.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    with tempfile.TemporaryDirectory() as place:
        plain, half = Path(place) / "plain.onnx", Path(place) / "half.onnx"
        model = plain_products(onnx.load(source))
        onnx.save(model, plain)
        kept = [node.name for node in model.graph.node if any(part in node.name for part in IN_BLOCKS)]
        quantize_dynamic(plain, half, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                         nodes_to_exclude=kept, op_types_to_quantize=["MatMul"])  # fmt: skip
        quantiser = MatMulNBitsQuantizer(onnx.load(half), bits=8, block_size=64, is_symmetric=True, accuracy_level=4)
        quantiser.process()
        quantiser.model.save_model_to_file(str(target), use_external_data_format=False)


def build(network: Network, base: Path, out: Path, config: dict[str, Any], *, whole: bool = False) -> None:
    """Write the model folder, with `whole` in float32, to tell what int8 costs; cards and licence are there or are added by hand."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        rough = out if whole else Path(place)
        export_graphs(network, rough, whole=whole)
        for name in () if whole else ("encoder", "pointers"):
            quantise(rough / f"{name}.onnx", out / f"{name}.onnx")
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
