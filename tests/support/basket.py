"""A basket seen from above, drawn from a seed: groceries lie in it, the light changes, a hand may be in the way."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.naming.evidence import Good
from cart.naming.weight import Mass
from drivers.commands.teaching import save
from drivers.naming import taughtfile
from drivers.naming.eyes import Given
from drivers.naming.look import look
from drivers.naming.net import Net
from drivers.naming.taught import Taught
from tests.support.groceries import KINDS, SIDE, drawn

HIGH, WIDE = 360, 640
SKIN = (120, 150, 205)
GRAMS = {kind: 150.0 + 110.0 * n for n, kind in enumerate(KINDS)}

Picture = NDArray[np.uint8]


def view(
    lying: Sequence[tuple[str, int, int]] = (), light: float = 1.0, hand: tuple[int, int] | None = None, seed: int = 1
) -> Picture:
    """The basket with (kind, x, y) in it, their middles in px; `hand`: where its tips are."""
    chance = np.random.default_rng(seed)
    picture = cv2.resize(
        chance.integers(80, 120, (9, 16, 3)).astype(np.uint8), (WIDE, HIGH), interpolation=cv2.INTER_CUBIC
    )
    for kind, x, y in lying:
        item, mask = _item(kind, x * 1000 + y)
        left, top = x - SIDE // 2, y - SIDE // 2
        window = picture[max(0, top) : top + SIDE, max(0, left) : left + SIDE]
        item, mask = (
            one[max(0, -top) :, max(0, -left) :][: window.shape[0], : window.shape[1]] for one in (item, mask)
        )
        window[mask] = item[mask]
    if hand:
        cv2.ellipse(picture, hand, (60, 34), 20, 0, 360, SKIN, -1)
        cv2.line(picture, hand, (hand[0] + 300, hand[1] - 200), SKIN, 60)
    noisy = picture * light + np.random.default_rng(seed + int(1000 * light)).normal(0, 4, picture.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _item(kind: str, seed: int) -> tuple[Picture, NDArray[np.bool_]]:
    """A grocery and where it is: where it differs from the ground that it is drawn on."""
    item = drawn(kind, seed)
    ground = np.median(item[:8], axis=(0, 1))
    return item, np.abs(cv2.blur(item, (5, 5)) - ground).max(axis=2) > 22


def given(folder: Path, kinds: Sequence[str] = KINDS) -> Given:
    """Eyes for a small shop that was taught in this very basket, one picture turned five ways a kind."""
    net = Net()
    looks = {kind: [look(net, drawn(kind, seed)) for seed in range(5)] for kind in kinds}
    save(Taught.of(looks), folder / taughtfile.NAME)
    goods = tuple(Good(kind, kind.title(), Mass(grams, 3.0)) for kind, grams in GRAMS.items())
    return Given(goods, str(folder / taughtfile.NAME))
