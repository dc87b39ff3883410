"""A net in ONNX as PyTorch runs it: the weights of its convolutions can be trained, and go back into the same graph."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor
from torch.nn import functional

Weights = dict[str, Tensor]


class Graph:
    """The graph of a file like assets/naming/naming.onnx; weights may be float16 behind a Cast."""

    def __init__(self, file: Path) -> None:
        self._model = onnx.load(str(file))
        nodes = [(n.op_type, list(n.input), n.output[0], _attributes(n)) for n in self._model.graph.node]
        cast = {given[0]: out for kind, given, out, _ in nodes if kind == "Cast"}
        self._steps = [node for node in nodes if node[0] != "Cast"]
        initial = self._model.graph.initializer
        self._const = {cast.get(i.name, i.name): numpy_helper.to_array(i).astype(np.float32) for i in initial}

    def weights(self, device: torch.device) -> Weights:
        """What may be trained, float32, by name."""
        names = [name for kind, given, _, _ in self._steps if kind == "Conv" for name in given[1:]]
        return {name: torch.tensor(self._const[name], device=device) for name in names}

    def pooled(self, weights: Weights, pictures: Tensor) -> Tensor:
        """The pooled activations (n, 1280) of RGB pictures (n, 3, side, side), 0 to 255."""
        made = {"image": pictures}
        for kind, given, out, attributes in self._steps:
            x = made[given[0]]
            if kind == "Conv":
                made[out] = _conv(x, weights[given[1]], weights[given[2]], attributes)
            elif kind == "Clip":
                made[out] = functional.hardtanh(x, 0.0, 6.0, inplace=True)
            elif kind == "Add":
                made[out] = x + made[given[1]]
            elif kind == "Sub":
                made[out] = x - self._const[given[1]].item()
            elif kind == "Mul":
                made[out] = x * self._const[given[1]].item()
            else:
                made[out] = x.float().mean((2, 3)) if kind == "GlobalAveragePool" else x
        return made["embedding"]

    def save(self, weights: Weights, file: Path) -> None:
        """Writes the graph with these weights, each as exact as it was."""
        for one in self._model.graph.initializer:
            name = one.name.removesuffix(".h")
            if name in weights:
                value = weights[name].cpu().numpy().astype(numpy_helper.to_array(one).dtype)
                one.CopyFrom(numpy_helper.from_array(value, one.name))
        onnx.save(self._model, str(file))


def unit(pooled: Tensor) -> Tensor:
    """The square root of the pooled activations, scaled to length 1, as the cart takes it."""
    return functional.normalize(torch.sqrt(pooled.clamp_min(0) + 1e-6), dim=1)


def mixed(ends: list[Weights], start: Weights, share: float) -> Weights:
    """The mean of several runs' ends, mixed with the start."""
    return {name: (1 - share) * one + share * sum(end[name] for end in ends) / len(ends) for name, one in start.items()}


def _conv(x: Tensor, weight: Tensor, bias: Tensor, attributes: dict[str, Any]) -> Tensor:
    before, after = attributes["pads"][0], attributes["pads"][2]
    if before != after:
        x, before = functional.pad(x, (before, after, before, after)), 0
    return functional.conv2d(x, weight, bias, attributes["strides"], before, groups=attributes["group"])


def _attributes(node: onnx.NodeProto) -> dict[str, Any]:
    return {one.name: list(one.ints) or one.i for one in node.attribute}
