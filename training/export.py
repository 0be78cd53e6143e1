"""
Writes the shipped model: `python -m training.export --checkpoint FILE [FILE …] --start FOLDER`.

The graph is built node by node rather than traced, because of how it is quantised: weights to int8
per output channel, activations to 8 bits *per word* while running. onnxruntime's own dynamic
quantisation takes one scale for a whole batch, so that a word's tag would depend on what else is in
the batch, its padding included. Several checkpoints are averaged.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from claimx.model.tagger import CHECKSUMS, NETWORK, SETTINGS, VOCABULARY
from training.network import EPSILON, FORBIDDEN, POINTER, Network, averaged
from training.train import read_vocabulary

MICROSOFT = "com.microsoft"


class Graph:
    """An ONNX graph in the making; each method adds nodes and says what their output is called."""

    def __init__(self) -> None:
        """Empty."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._count = 0

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """One node with one output."""
        self._count += 1
        output = f"{kind}_{self._count}"
        self.nodes.append(
            helper.make_node(kind, list(inputs), [output], name=output, domain=domain, **attributes)
        )
        return output

    def split(self, x: str, parts: int, width: int) -> list[str]:
        """`parts` equal pieces of the last axis."""
        self._count += 1
        outputs = [f"split_{self._count}_{i}" for i in range(parts)]
        sizes = self.constant(f"{parts}x{width}", np.full(parts, width, np.int64))
        self.nodes.append(helper.make_node("Split", [x, sizes], outputs, axis=-1))
        return outputs

    def constant(self, name: str, value: np.ndarray) -> str:
        """A constant, once a name."""
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def eight_bits(self, x: str) -> tuple[str, str]:
        """x as unsigned bytes around 128, and each word's scale."""
        largest = self.add("ReduceMax", self.add("Abs", x), axes=[-1], keepdims=1)
        # A row of zeros has no scale of its own.
        floor = self.constant("smallest", np.float32(1e-12))
        scale = self.add(
            "Mul", self.add("Max", largest, floor), self.constant("1/127", np.float32(1 / 127))
        )
        moved = self.add(
            "Add", self.add("Div", x, scale), self.constant("128.5", np.float32(128.5))
        )
        return self.add("Cast", moved, to=TensorProto.UINT8), scale

    def dense(self, x: tuple[str, str], name: str, weight: np.ndarray) -> str:
        """x times int8 weights (outputs x inputs), without the bias."""
        table, scales = quantised(weight)
        product = self.add(
            "MatMulIntegerToFloat",
            x[0],
            self.constant(f"{name}.int8", table.T),
            self.constant("one", np.float32(1)),
            self.constant(f"{name}.scale", scales),
            self.constant("128", np.uint8(128)),
            domain=MICROSOFT,
        )
        return self.add("Mul", product, x[1])


def quantised(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as int8 with a scale a row."""
    scales = np.maximum(np.abs(weight).max(1), 1e-12) / 127
    table = np.clip(np.round(weight / scales[:, None]), -127, 127).astype(np.int8)
    return table, scales.astype(np.float32)


class NetworkGraph(Graph):
    """The tagger's graph."""

    def __init__(self, network: Network) -> None:
        """Empty; what is added has this network's weights."""
        super().__init__()
        self.weights = {
            name: tensor.detach().float().numpy() for name, tensor in network.state_dict().items()
        }
        self.layers = len(network.layers)
        self.heads: int = network.layers[0].heads
        self.width = self.weights["words.weight"].shape[1]

    def weight(self, name: str) -> str:
        """One of the network's weights as a constant."""
        return self.constant(name, self.weights[name])

    def norm(self, x: str, name: str) -> str:
        """A layer norm."""
        parts = [self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.add("LayerNormalization", x, *parts, axis=-1, epsilon=EPSILON)

    def norm_of_sum(self, x: str, y: str, name: str, dense: str) -> str:
        """The norm of x and y and y's bias; SkipLayerNormalization takes five times as long."""
        y = self.add("Add", y, self.weight(f"{dense}.bias"))
        return self.norm(self.add("Add", x, y), name)

    def embeddings(self, place: str) -> str:
        """What the first layer sees: piece, kind and place of each."""
        table, scales = quantised(self.weights["words.weight"])
        bytes_ = self.add("Gather", self.constant("words.int8", table), "pieces")
        words = self.add(
            "Mul",
            self.add("Cast", bytes_, to=TensorProto.FLOAT),
            self.add("Gather", self.constant("words.scale", scales[:, None]), "pieces"),
        )
        positions = self.add("Gather", self.weight("positions.weight"), place)
        kinds = self.add("Gather", self.weight("kinds.weight"), "kinds")
        return self.norm(self.add("Add", self.add("Add", words, kinds), positions), "norm")

    def mask(self, place: str) -> str:
        """What is added to attention's scores: much less than nothing where a row is padded."""
        lengths = self.add("Unsqueeze", "lengths", self.constant("axis1", np.array([1])))
        padding = self.add("GreaterOrEqual", place, lengths)
        forbidden = self.constant("forbidden", np.float32(FORBIDDEN))
        table = self.add("Mul", self.add("Cast", padding, to=TensorProto.FLOAT), forbidden)
        return self.add("Unsqueeze", table, self.constant("axes12", np.array([1, 2])))

    def layer(self, x: str, mask: str, name: str) -> str:
        """A transformer layer."""
        weight, bias = self.weights[f"{name}.qkv.weight"], self.weights[f"{name}.qkv.bias"]
        weight, bias = weight.copy(), bias.copy()
        # The scale of attention's scores goes into the query.
        weight[: self.width] /= (self.width // self.heads) ** 0.5
        bias[: self.width] /= (self.width // self.heads) ** 0.5
        apart = self.constant("apart", np.array([0, 0, self.heads, self.width // self.heads]))
        together = self.constant("together", np.array([0, 0, self.width]))

        qkv = self.dense(self.eight_bits(x), f"{name}.qkv", weight)
        qkv = self.add("Add", qkv, self.constant(f"{name}.qkv.bias", bias))
        q, k, v = (self.add("Reshape", part, apart) for part in self.split(qkv, 3, self.width))
        scores = self.add(
            "MatMul",
            self.add("Transpose", q, perm=[0, 2, 1, 3]),
            self.add("Transpose", k, perm=[0, 2, 3, 1]),
        )
        shares = self.add("Softmax", self.add("Add", scores, mask), axis=-1)
        y = self.add("MatMul", shares, self.add("Transpose", v, perm=[0, 2, 1, 3]))
        y = self.add("Reshape", self.add("Transpose", y, perm=[0, 2, 1, 3]), together)
        y = self.dense(self.eight_bits(y), f"{name}.out", self.weights[f"{name}.out.weight"])
        x = self.norm_of_sum(x, y, f"{name}.norm1", f"{name}.out")

        y = self.dense(self.eight_bits(x), f"{name}.up", self.weights[f"{name}.up.weight"])
        y = self.add("BiasGelu", y, self.weight(f"{name}.up.bias"), domain=MICROSOFT)
        y = self.dense(self.eight_bits(y), f"{name}.down", self.weights[f"{name}.down.weight"])
        return self.norm_of_sum(x, y, f"{name}.norm2", f"{name}.down")

    def heads_of(self, x: str) -> None:
        """The graph's outputs: the scores of tags, and of what points to what."""
        w = self.weights
        tags = self.add("MatMul", x, self.constant("tags.weight", w["tags.weight"].T))
        tags = self.add("Add", tags, self.weight("tags.bias"))
        weight = np.concatenate([w["asks.weight"] / POINTER**0.5, w["answers.weight"]])
        bias = np.concatenate([w["asks.bias"] / POINTER**0.5, w["answers.bias"]])
        ends = self.dense(self.eight_bits(x), "pointer", weight)
        ends = self.add("Add", ends, self.constant("pointer.bias", bias))
        asks, answers = self.split(ends, 2, POINTER)
        aims = self.add("MatMul", asks, self.add("Transpose", answers, perm=[0, 2, 1]))
        self.nodes.append(helper.make_node("Identity", [tags], ["tags"]))
        self.nodes.append(helper.make_node("Identity", [aims], ["aims"]))


def build(network: Network) -> onnx.ModelProto:
    """The network with int8 weights as an ONNX model."""
    g = NetworkGraph(network)
    zero, one = g.constant("i0", np.int64(0)), g.constant("i1", np.int64(1))
    length = g.add("Gather", g.add("Shape", "pieces"), one)
    place = g.add("Range", zero, length, one)
    x, mask = g.embeddings(place), g.mask(place)
    for i in range(g.layers):
        x = g.layer(x, mask, f"layers.{i}")
    g.heads_of(x)
    rows = ["rows", "length"]
    graph = helper.make_graph(
        g.nodes,
        "claimx_tagger",
        [
            helper.make_tensor_value_info("pieces", TensorProto.INT64, rows),
            helper.make_tensor_value_info("kinds", TensorProto.INT64, rows),
            helper.make_tensor_value_info("lengths", TensorProto.INT64, rows[:1]),
        ],
        [
            helper.make_tensor_value_info("tags", TensorProto.FLOAT, [*rows, None]),
            helper.make_tensor_value_info("aims", TensorProto.FLOAT, [*rows, "length"]),
        ],
        list(g.constants.values()),
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    onnx.checker.check_model(model)
    return model


def write(network: Network, vocabulary: list[str], folder: Path) -> None:
    """The four files of a model folder."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build(network), folder / NETWORK)
    (folder / VOCABULARY).write_bytes(("\n".join(vocabulary) + "\n").encode("utf-8"))
    starts, follows = network.transitions()
    settings = {
        "starts": [round(float(score), 4) for score in starts],
        "follows": [[round(float(score), 4) for score in row] for row in follows],
    }
    lines = [f' "{name}": {json.dumps(value)}' for name, value in settings.items()]
    (folder / SETTINGS).write_bytes(("{\n" + ",\n".join(lines) + "\n}\n").encode("ascii"))
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in (NETWORK, VOCABULARY, SETTINGS)
    ]
    (folder / CHECKSUMS).write_bytes("".join(sums).encode("ascii"))


def main() -> None:
    """Reads the command line and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--start", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, default=Path("claimx/model"))
    options = parser.parse_args()
    network = Network().eval()
    network.load_state_dict(averaged(options.checkpoint))
    write(network, read_vocabulary(options.start), options.out)


if __name__ == "__main__":
    main()
