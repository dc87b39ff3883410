"""The noise of one sample while the basket is not at rest, so that a scale that grew noisy is not deaf for ever.

Electrical noise is white: each sample is new. Whatever a basket does (it rings, is leaned on, rolls) follows from the
moment before. So half seconds whose mean square of successive differences is twice their variance (von Neumann, 1941)
and that stay at one level are a basket at rest under more noise than was known; four seconds of them are believed. Hum
of the mains is faster still, and counts as noise. More than 5 g may be a rough floor under the wheels: that must last
for half a minute. A slow source cannot tell rolling from any noise: there it takes half a minute, and 5 g are the most.
Two seconds of less noise are believed always.
"""

import math
from collections import deque

BLOCK_S, LEAST = 0.5, 5
MORE_S, LONG_S, LESS_S, SLOW_HZ = 4.0, 30.0, 2.0, 40.0
FLOOR_G = 5.0
LESS_PART = 0.7
RATIO, RATIO_SPREAD, LEAST_RATIO, HUM_RATIO = 2.0, 2.6, 1.5, 2.6
LEVEL_SIGMAS, LEVEL_G = 5.0, 0.5


class Block:
    """Sums over some samples in a row."""

    def __init__(self) -> None:
        self.count = 0
        self.sum = self.squares = self.steps = 0.0

    def push(self, off: float, step: float) -> None:
        """Takes a sample as its distance from some level and from the sample before (g)."""
        self.count += 1
        self.sum += off
        self.squares += off * off
        self.steps += step * step

    @property
    def mean(self) -> float:
        """The mean distance from that level."""
        return self.sum / self.count

    @property
    def variance(self) -> float:
        """The variance about the mean."""
        return max(0.0, self.squares - self.sum * self.mean) / (self.count - 1)


class WhiteNoise:
    """Takes each sample in unrest; gives the noise (g rms) when the last seconds were nothing but another noise."""

    def __init__(self, rate_hz: float) -> None:
        self._size = max(LEAST, round(BLOCK_S * rate_hz))
        block_s = self._size / rate_hz
        few, many = round(MORE_S / block_s), round(LONG_S / block_s)
        self._less = round(LESS_S / block_s)
        self._fast = rate_hz >= SLOW_HZ
        self._more = ((few, FLOOR_G), (many, math.inf)) if self._fast else ((many, FLOOR_G),)
        self._blocks: deque[Block] = deque(maxlen=many)
        self._block = Block()
        self._level = self._last = 0.0
        self.hums = False

    def reset(self) -> None:
        """What comes next has nothing to do with what was."""
        self._blocks.clear()
        self._block = Block()

    def push(self, grams: float, noise_g: float) -> float | None:
        """Takes a sample; `noise_g` is the noise as it is known."""
        if not self._block.count and not self._blocks:
            self._level = self._last = grams
        self._block.push(grams - self._level, grams - self._last)
        self._last = grams
        if self._block.count < self._size:
            return None
        done, self._block = self._block, Block()
        return self._look(done, noise_g)

    def _look(self, done: Block, noise_g: float) -> float | None:
        if self._blocks and not _level(self._blocks[-1], done):
            self._blocks.clear()
        self._blocks.append(done)
        less = _white(self._last_blocks(self._less))
        if less is not None and less[0] < LESS_PART * noise_g:
            return self._told(less)
        for count, most_g in self._more:
            more = _white(self._last_blocks(count))
            if more is not None and (more[0] < most_g or (self._fast and more[1] > HUM_RATIO)):
                return self._told(more)
        return None

    def _told(self, found: tuple[float, float]) -> float:
        noise_g, ratio = found
        self.hums = ratio > HUM_RATIO
        return noise_g

    def _last_blocks(self, count: int) -> list[Block]:
        """The last `count` blocks; none where there are fewer."""
        return list(self._blocks)[-count:] if len(self._blocks) >= count else []


def _white(blocks: list[Block]) -> tuple[float, float] | None:
    """The noise in these blocks and its ratio, where it is white or faster."""
    if not blocks:
        return None
    variance = sum(block.variance for block in blocks) / len(blocks)
    count = sum(block.count for block in blocks)
    ratio = sum(block.steps for block in blocks) / count / max(variance, 1e-12)
    white = ratio >= max(LEAST_RATIO, RATIO - RATIO_SPREAD / math.sqrt(count))
    return (math.sqrt(variance), ratio) if white else None


def _level(before: Block, after: Block) -> bool:
    """Whether two blocks stand at one level."""
    sigma = math.sqrt((before.variance + after.variance) / after.count)
    return abs(before.mean - after.mean) < LEVEL_SIGMAS * sigma + LEVEL_G
