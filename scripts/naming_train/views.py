"""Spoilt views of pictures, made where the net is trained: what a hand, a bag, a moving cart and other light do."""

import math

import torch
from torch import Tensor
from torch.nn import functional

BLURRED = 0.4
KERNEL = 9


def views(pictures: Tensor, side: int) -> Tensor:
    """One spoilt view each of uint8 RGB (n, 3, h, w): float (n, 3, side, side), 0 to 255."""
    x = cropped(pictures.float(), side)
    x = coloured(x)
    other = x.roll(int(torch.randint(1, len(x), ())), 0)
    x = other_background(x, other, 0.3)
    x = held(x, 0.3)
    x = cut_out(x, other.flip(3), 0.3)
    x = bagged(x, 0.15)
    x = blurred(x)
    return (x + _each(x, 0, 8) * torch.randn_like(x)).clamp(0, 255)


def cropped(x: Tensor, side: int) -> Tensor:
    """A crop of 0.35 to 1 of the area, turned by up to 30 degrees, seen from a little aside."""
    n, dev = len(x), x.device
    half = torch.sqrt(torch.empty(n, device=dev).uniform_(0.35, 1.0))
    stretch = torch.exp(torch.empty(n, device=dev).uniform_(-0.22, 0.22))
    turn = torch.empty(n, device=dev).uniform_(-math.pi / 6, math.pi / 6)
    wide, high = half * stretch, half / stretch
    cx = torch.empty(n, device=dev).uniform_(-1, 1) * (1 - half)
    cy = torch.empty(n, device=dev).uniform_(-1, 1) * (1 - half)
    tilt = torch.empty(n, 2, device=dev).uniform_(-0.2, 0.2)
    line = torch.linspace(-1, 1, side, device=dev)
    v, u = torch.meshgrid(line, line, indexing="ij")
    u, v = u[None], v[None]
    depth = 1 + tilt[:, 0, None, None] * u + tilt[:, 1, None, None] * v
    u, v = u / depth, v / depth
    cos, sin = torch.cos(turn)[:, None, None], torch.sin(turn)[:, None, None]
    gx = wide[:, None, None] * (cos * u - sin * v) + cx[:, None, None]
    gy = high[:, None, None] * (sin * u + cos * v) + cy[:, None, None]
    return functional.grid_sample(x, torch.stack([gx, gy], -1), padding_mode="reflection", align_corners=False)


def coloured(x: Tensor) -> Tensor:
    """Another light: brightness, contrast, saturation, white balance, gamma."""
    x = 255 * (x.clamp(0, 255) / 255) ** torch.exp(_each(x, -0.35, 0.35))
    x = x * _each(x, 0.7, 1.3) * _each(x, 0.88, 1.12, 3)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = mean + (x - mean) * _each(x, 0.7, 1.3)
    grey = x.mean(1, keepdim=True)
    return (grey + (x - grey) * _each(x, 0.6, 1.4)).clamp(0, 255)


def other_background(x: Tensor, other: Tensor, share: float) -> Tensor:
    """The middle stays; around it lies another picture."""
    distance = _ellipse(x, 0.15, 0.6, 1.05)
    return _where(x, other, torch.sigmoid((distance - 1) * 25), share)


def held(x: Tensor, share: float) -> Tensor:
    """A hand or an arm from the edge, in any tone of skin, softly shaded."""
    n, dev = len(x), x.device
    tone = torch.rand(n, 1, 1, 1, device=dev)
    light = torch.tensor([236.0, 200, 178], device=dev).view(1, 3, 1, 1)
    dark = torch.tensor([88.0, 58, 42], device=dev).view(1, 3, 1, 1)
    skin = (tone * light + (1 - tone) * dark) * _each(x, 0.93, 1.05, 3)
    shade = functional.interpolate(
        torch.empty(n, 1, 5, 5, device=dev).uniform_(0.75, 1.15), x.shape[-1], mode="bilinear"
    )
    covered = torch.sigmoid((1 - _ellipse(x, 1.0, 0.15, 0.55, edge=True)) * 30)
    return _where(x, (skin * shade).clamp(0, 255), covered, share)


def cut_out(x: Tensor, other: Tensor, share: float) -> Tensor:
    """A rectangle shows something else."""
    n, dev, side = len(x), x.device, x.shape[-1]
    line = torch.linspace(-1, 1, side, device=dev)
    centre = torch.empty(n, 2, device=dev).uniform_(-0.9, 0.9)
    size = torch.empty(n, 2, device=dev).uniform_(0.1, 0.45)
    inside = ((line[None] - centre[:, :1]).abs() < size[:, :1])[:, None, None, :]
    inside = inside & ((line[None] - centre[:, 1:]).abs() < size[:, 1:])[:, None, :, None]
    return _where(x, other, inside.float(), share)


def bagged(x: Tensor, share: float) -> Tensor:
    """Through a thin bag: a veil with folds and glare."""
    n, dev = len(x), x.device
    folds = functional.interpolate(torch.rand(n, 1, 9, 9, device=dev), x.shape[-1], mode="bicubic").clamp(0, 1)
    veil = _each(x, 0.1, 0.5) * folds + 0.6 * (folds > 0.93)
    return _where(x, torch.full_like(x, 235.0), veil, share)


def blurred(x: Tensor) -> Tensor:
    """Out of focus, or moving: of some pictures only."""
    count, dev = int(BLURRED * len(x)), x.device
    chosen = torch.randperm(len(x), device=dev)[:count]
    line = torch.arange(KERNEL, device=dev) - KERNEL // 2
    v, u = torch.meshgrid(line, line, indexing="ij")
    turn = torch.rand(count, device=dev) * math.pi
    along = torch.cos(turn)[:, None, None] * u + torch.sin(turn)[:, None, None] * v
    across = torch.cos(turn)[:, None, None] * v - torch.sin(turn)[:, None, None] * u
    long = torch.empty(count, 1, 1, device=dev).uniform_(0.3, 2.5)
    short = torch.where(torch.rand(count, 1, 1, device=dev) < 0.5, long, torch.full_like(long, 0.4))
    kernel = torch.exp(-((along / long) ** 2 + (across / short) ** 2) / 2)
    kernel = (kernel / kernel.sum((1, 2), keepdim=True)).repeat_interleave(3, 0)[:, None]
    some = x[chosen].reshape(1, count * 3, *x.shape[2:])
    padded = functional.pad(some, (KERNEL // 2,) * 4, mode="reflect")
    done = functional.conv2d(padded, kernel, groups=count * 3).reshape(count, 3, *x.shape[2:])
    return x.index_copy(0, chosen, done)


def _each(x: Tensor, low: float, high: float, channels: int = 1) -> Tensor:
    return torch.empty(len(x), channels, 1, 1, device=x.device).uniform_(low, high)


def _where(x: Tensor, other: Tensor, mask: Tensor, share: float) -> Tensor:
    chosen = (torch.rand(len(x), 1, 1, 1, device=x.device) < share).float()
    return torch.lerp(x, other, mask * chosen)


def _ellipse(x: Tensor, off: float, least: float, most: float, edge: bool = False) -> Tensor:
    """The distance of each place from the middle of a turned ellipse, 1 on its rim: (n, 1, side, side)."""
    n, dev = len(x), x.device
    line = torch.linspace(-1, 1, x.shape[-1], device=dev)
    v, u = torch.meshgrid(line, line, indexing="ij")
    turn = torch.rand(n, device=dev) * 2 * math.pi
    if edge:
        cx, cy = off * torch.cos(turn), off * torch.sin(turn)
    else:
        cx, cy = (torch.empty(n, device=dev).uniform_(-off, off) for _ in "xy")
    a, b = (torch.empty(n, device=dev).uniform_(least, most)[:, None, None] for _ in "ab")
    u, v = u - cx[:, None, None], v - cy[:, None, None]
    cos, sin = torch.cos(turn)[:, None, None], torch.sin(turn)[:, None, None]
    stretched = 1.6 if edge else 1.0
    return torch.sqrt(((cos * u + sin * v) / (a * stretched)) ** 2 + ((cos * v - sin * u) / b) ** 2)[:, None]
