"""What a run wants of the unit vectors (n, 1280) of a step's views: products apart, and what a teacher says kept."""

import torch
from torch import Tensor
from torch.nn import functional

TEMPERATURE = 0.07
FAR = -1e4


def contrast(z: Tensor, product: Tensor) -> Tensor:
    """Supervised contrastive loss (Khosla et al., 2020)."""
    me = torch.eye(len(z), dtype=torch.bool, device=z.device)
    log = functional.log_softmax((z @ z.T / TEMPERATURE).masked_fill(me, FAR), 1)
    same = (product[:, None] == product[None]) & ~me
    return -((log * same).sum(1) / same.sum(1)).mean()


def cosface(z: Tensor, heads: Tensor, product: Tensor, scale: float = 24.0, margin: float = 0.15) -> Tensor:
    """Large-margin cosine loss (Wang et al., 2018) against one vector a product, `heads` (products, 1280)."""
    cosines = z @ functional.normalize(heads, dim=1).T
    return functional.cross_entropy(scale * (cosines - margin * functional.one_hot(product, len(heads))), product)


def copied(z: Tensor, teacher: Tensor, picture: Tensor) -> Tensor:
    """How far a step's likenesses are from those of the teacher (n, any); views of one picture are left out."""
    other = picture[:, None] != picture[None]
    near = [(one @ one.T / TEMPERATURE).masked_fill(~other, FAR) for one in (z, teacher)]
    mine, theirs = (functional.log_softmax(one, 1) for one in near)
    return (theirs.exp() * (theirs - mine) * other).sum(1).mean()
