"""A basket on a load cell, as counts: noise, late time stamps, things that come, ring and go, hands, bad words."""

import math
import random

from cart.weighing.change import WeightChange

PER_GRAM, ZERO, RATE = 107.4, 26_019, 80.0
EMPTY_S, DEAD_G, ZETA = 0.088, 7_000.0, 0.05


class Basket:
    """Records what a cell would give. Put things in with `drop`, `lower`, `take`; ask for `samples()` at the end."""

    def __init__(self, seed: int = 1, noise_g: float = 0.6, preload_g: float = 0.0, slower: float = 1.0) -> None:
        """`slower`: how many times as long as usual it swings."""
        self._random = random.Random(seed)
        self._noise = noise_g
        self._load = preload_g
        self._steps: list[tuple[float, float, float, float]] = []
        self._hands: list[tuple[float, float, float]] = []
        self._bad: dict[int, int | None] = {}
        self._preload = preload_g
        self._empty_s = slower * EMPTY_S

    def drop(self, at: float, grams: float, kick: float = 1.5) -> None:
        """A thing falls in (or, negative, is snatched out) and the basket rings by `kick` times its weight."""
        self._load += grams
        self._steps.append((at, grams, kick * abs(grams), self._period_s()))

    def bump(self, at: float, grams: float) -> None:
        """A knock: ringing without weight."""
        self._steps.append((at, 0.0, grams, self._period_s()))

    def _period_s(self) -> float:
        return self._empty_s * (1.0 + self._load / DEAD_G) ** 0.4

    def roll(self, since: float, until: float, grams: float) -> None:
        """The cart rolls over floor joints, some up and some down, and stops."""
        at, sign = since, 1.0
        while at < until:
            self.bump(at, sign * grams * self._random.uniform(0.5, 1.0))
            at, sign = at + self._random.uniform(0.15, 0.35), -sign

    def hand(self, since: float, until: float, grams: float) -> None:
        """A hand rests on the basket, never quite still."""
        self._hands.append((since, until, grams))

    def bad(self, number: int, word: int | None) -> None:
        """The sample of this number is `word` instead (None: missing)."""
        self._bad[number] = word

    def grams(self, t: float) -> float:
        """What lies on the cell at `t`, without noise."""
        value = self._preload
        for at, grams, swing, period in self._steps:
            age = t - at
            if age >= 0:
                fade = math.exp(-2 * math.pi * ZETA / period * age)
                value += grams + swing * fade * math.sin(2 * math.pi * age / period)
        return value + sum(_hand(t, *hand) for hand in self._hands)

    def samples(self, seconds: float) -> list[tuple[float, int]]:
        """Time stamps (up to 1 ms late) and words."""
        out = []
        for n in range(int(seconds * RATE)):
            word: int | None = ZERO + round((self.grams(n / RATE) + self._random.gauss(0, self._noise)) * PER_GRAM)
            late = abs(self._random.gauss(0, 0.0004))
            word = self._bad.get(n, word)
            if word is not None:
                out.append((n / RATE + late, word))
        return out


def _hand(t: float, since: float, until: float, grams: float) -> float:
    if not since <= t <= until:
        return 0.0
    edge = min(1.0, (t - since) / 0.25, (until - t) / 0.25)
    shake = 1.0 + 0.05 * math.sin(8.1 * t) + 0.05 * math.sin(54.0 * t + 1.0) + 0.03 * math.sin(83.0 * t)
    return grams * edge * shake


def final(changes: list[WeightChange]) -> list[WeightChange]:
    """The changes as they stand at the end: each replaced by its last revision, those that never were left out."""
    standing: dict[int, WeightChange] = {}
    for change in changes:
        if change.revises is not None:
            standing.pop(change.revises)
        standing[change.id] = change
    return [change for change in standing.values() if change.grams != 0.0]
