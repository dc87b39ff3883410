"""One run: steps of 32 products, 4 pictures each, 2 spoilt views of each."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from naming_train.graph import Graph, Weights, unit
from naming_train.losses import contrast, copied, cosface
from naming_train.views import views

SIDE = 224
WARM_UP = 30
BATCH = 256
COLOURS = torch.tensor([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
"""The orders of red, green and blue: a product in another order is another product, of the same shape."""
CLEAN = 0.9
"""The unspoilt picture: the middle, so much of its side."""


@dataclass(frozen=True)
class Recipe:
    """`rate`: AdamW's. `cosface`: its share beside contrast. `recoloured`: so many of a step's products recoloured.

    `near`: the weight of staying near the start's vector of the unspoilt picture; `copy`: that of the teacher.
    """

    rate: float = 3e-4
    cosface: float = 0.0
    recoloured: int = 0
    near: float = 0.5
    copy: float = 0.0
    products: int = 32
    each: int = 4
    steps: int = 60
    seed: int = 0


class Pictures:
    """`shown`: uint8 RGB (n, 3, h, w) on the device; `owner` (n,): the number of each one's product, from 0."""

    def __init__(self, shown: Tensor, owner: np.ndarray) -> None:
        self.shown, self.owner = shown, torch.as_tensor(owner, device=shown.device)
        self._of = [np.flatnonzero(owner == product) for product in range(owner.max() + 1)]

    def draw(self, dice: np.random.Generator, recipe: Recipe) -> tuple[Tensor, Tensor]:
        """Places in `shown` and rows of COLOURS, each picture twice."""
        shuffled = dice.permutation(len(self._of))[: recipe.products - recipe.recoloured]
        again = dice.choice(len(self._of), recipe.recoloured, replace=False)
        products = np.concatenate([shuffled, again])
        some = [dice.choice(self._of[n], recipe.each, replace=len(self._of[n]) < recipe.each) for n in products]
        order = np.concatenate([np.zeros(len(shuffled), np.int64), dice.integers(1, len(COLOURS), len(again))])
        device = self.shown.device
        places = torch.as_tensor(np.concatenate(some), device=device)
        return places.repeat(2), torch.as_tensor(order.repeat(recipe.each), device=device).repeat(2)


def train(
    graph: Graph, start: Weights, pictures: Pictures, recipe: Recipe, teacher: Tensor | None
) -> tuple[Weights, float]:
    """The weights that a run ends with, and its last loss. `teacher`: unit vectors (n, any) of the pictures."""
    torch.manual_seed(recipe.seed)
    dice = np.random.default_rng(recipe.seed)
    weights = {name: _laid(one).clone().requires_grad_() for name, one in start.items()}
    orders = range(len(COLOURS) if recipe.recoloured else 1)
    near = torch.stack([clean(graph, start, pictures.shown, order) for order in orders])
    heads = torch.stack([near[0][pictures.owner == n].mean(0) for n in range(int(pictures.owner.max()) + 1)])
    heads.requires_grad_()
    step = torch.optim.AdamW([*weights.values(), heads], recipe.rate, weight_decay=0.0)
    falling = torch.optim.lr_scheduler.LambdaLR(
        step, lambda n: min(1.0, (n + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * n / recipe.steps))
    )
    loss = torch.zeros(())
    for _ in range(recipe.steps):
        places, order = pictures.draw(dice, recipe)
        z = _seen(graph, weights, views(recoloured(pictures.shown[places], order), SIDE))
        product, plain = pictures.owner[places], order == 0
        loss = (1 - recipe.cosface) * contrast(z, product * len(COLOURS) + order)
        loss = loss + recipe.cosface * cosface(z[plain], heads, product[plain])
        loss = loss + recipe.near * (1 - (z * near[order, places]).sum(1)).mean()
        if teacher is not None and recipe.copy:
            loss = loss + recipe.copy * copied(z, teacher[places], places)
        step.zero_grad()
        loss.backward()
        step.step()
        falling.step()
    return {name: one.detach() for name, one in weights.items()}, loss.item()


@torch.no_grad()
def clean(graph: Graph, weights: Weights, shown: Tensor, order: int = 0) -> Tensor:
    """The unit vectors of unspoilt pictures, their colours in one of the orders."""
    cut = int(shown.shape[-1] * (1 - CLEAN)) // 2
    made = []
    for some in shown.split(BATCH):
        middle = some[:, COLOURS[order], cut:-cut, cut:-cut].float()
        made.append(_seen(graph, weights, functional.interpolate(middle, SIDE, mode="bilinear", antialias=True)))
    return torch.cat(made)


def recoloured(shown: Tensor, order: Tensor) -> Tensor:
    """Each picture with its colours in its order."""
    return torch.gather(shown, 1, COLOURS.to(shown.device)[order][:, :, None, None].expand_as(shown))


def _seen(graph: Graph, weights: Weights, pictures: Tensor) -> Tensor:
    kind = pictures.device.type
    with torch.autocast(kind, torch.bfloat16, enabled=kind == "cuda"):
        return unit(graph.pooled(weights, _laid(pictures)))


def _laid(one: Tensor) -> Tensor:
    return one.contiguous(memory_format=torch.channels_last) if one.ndim == 4 else one
