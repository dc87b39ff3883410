"""The basket on its load cell, in closed form: grams felt at a time, from what happened before it.

A 40 kg single-point cell: a thing that is put in makes the basket ring at a frequency that falls with the load, the
ringing dies within about a second, the cell creeps, and white noise of 0.43 g rms lies over all.
"""

import math
from dataclasses import dataclass

import numpy as np

COUNTS_PER_GRAM = 107.364  # 2 mV/V at 4.2 V through an HX711 at gain 128
ZERO_COUNTS = 26_019
DEAD_G = 7443.0
EMPTY_HZ = 10.76
NOISE_RMS_G = 0.43
CREEP = ((1.35e-4, 43.6), (2.3e-4, 496.0))
DRIFT_G, DRIFT_PERIOD_S = 0.4, 1800.0
ROLL_G, ROLL_LINES_HZ = 9.0, (3.1, 7.7, 12.3, 19.9)
TABLE = 65_537
RUNG_OUT_S = 6.0
LEAN_S = 1.5


@dataclass(frozen=True)
class Jolt:
    """Mass that came (+) or left (-): `load_g` is the load afterwards, `ramp_s` how long the hand took (0: dropped),
    `kick` the impact as a multiple of the mass."""

    at: float
    grams: float
    load_g: float
    ramp_s: float = 0.0
    kick: float = 0.0


@dataclass(frozen=True)
class Span:
    """Something that lasts from `at` until `until` (None: still): a resting hand of `grams`, rolling, a fault."""

    at: float
    until: float | None = None
    grams: float = 0.0

    def holds(self, t: float) -> bool:
        """Whether it lasts at `t`."""
        return self.at <= t and (self.until is None or t < self.until)


def ring_hz(load_g: float) -> float:
    """The basket's own frequency under a load: a mass on a spring."""
    return EMPTY_HZ * math.sqrt(DEAD_G / (DEAD_G + max(0.0, load_g)))


def ring_tau_s(load_g: float) -> float:
    """How fast ringing dies: 0.2 s empty, toward 0.4 s when heavy."""
    load = max(0.0, load_g)
    return 0.2 + 0.2 * load / (load + 20_000.0)


def smooth(x: float) -> float:
    """0 before 0, 1 after 1, a smooth rise between."""
    x = min(1.0, max(0.0, x))
    return x * x * (3.0 - 2.0 * x)


def jolt_g(jolt: Jolt, t: float) -> float:
    """What one change adds at `t`: its mass, its ringing and its creep."""
    age = t - jolt.at
    if age < 0:
        return 0.0
    creep = 0.0
    for part, tau in CREEP:
        creep -= part * math.expm1(-age / tau)
    if age >= RUNG_OUT_S:
        return jolt.grams + jolt.grams * creep
    level = jolt.grams * smooth(age / jolt.ramp_s) if jolt.ramp_s else jolt.grams
    return level + _ringing_g(jolt, age) + jolt.grams * creep


class Settled:
    """Jolts that have rung out, as sums: their mass, and what of their creep is still to come."""

    def __init__(self) -> None:
        self.grams = self._at = 0.0
        self._due = [0.0 for _ in CREEP]

    def add(self, jolt: Jolt) -> None:
        """Takes a jolt of which the ringing is over; they come in order."""
        later, self._at = jolt.at - self._at, jolt.at
        self.grams += jolt.grams
        self._due = [
            due * math.exp(-later / tau) + jolt.grams * part for due, (part, tau) in zip(self._due, CREEP, strict=True)
        ]

    def felt_g(self, t: float) -> float:
        """What they add at `t`: the same as `jolt_g` of each."""
        grams = self.grams
        for due, (part, tau) in zip(self._due, CREEP, strict=True):
            grams += self.grams * part - due * math.exp((self._at - t) / tau)
        return grams


def upright(cosine: float, grams: float) -> float:
    """What a cell on a slope feels of `grams`: its cosine, and that of the basket's own mass."""
    return (grams + DEAD_G) * cosine - DEAD_G


def _ringing_g(jolt: Jolt, age: float) -> float:
    fade = math.exp(-age / ring_tau_s(jolt.load_g))
    angle = 2.0 * math.pi * ring_hz(jolt.load_g) * age
    swing = 0.0 if jolt.ramp_s else math.cos(angle)
    return jolt.grams * fade * (jolt.kick * math.sin(angle) - swing)


def hand_g(hand: Span, t: float) -> float:
    """A hand that rests on the basket: it comes and goes within a quarter second and is never quite still."""
    if t < hand.at:
        return 0.0
    come = smooth((t - hand.at) / 0.25)
    gone = 0.0 if hand.until is None else smooth((t - hand.until) / 0.25)
    tremor = 1.0 + 0.04 * math.sin(2.0 * math.pi * 1.3 * t) + 0.03 * math.sin(2.0 * math.pi * 8.6 * t)
    return hand.grams * (come - gone) * tremor


class Unrest:
    """Noise, drift and the shaking of a rolling cart, each a function of seed and time."""

    def __init__(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        self._normal = random.standard_normal(TABLE)
        self._phases = [float(phase) for phase in random.uniform(0.0, 2.0 * math.pi, len(ROLL_LINES_HZ) + 1)]

    def noise_g(self, t: float) -> float:
        """The converter's and cell's noise plus a slow drift with temperature."""
        drift = DRIFT_G * math.sin(2.0 * math.pi * t / DRIFT_PERIOD_S + self._phases[-1])
        return NOISE_RMS_G * self.normal(t) + drift

    def rolling_g(self, t: float, load_g: float) -> float:
        """Wheels on tiles: several lines and a rough part, growing with the load."""
        lines = sum(
            math.sin(2.0 * math.pi * hz * t + phase) for hz, phase in zip(ROLL_LINES_HZ, self._phases, strict=False)
        )
        rough = self.normal(t + 0.37)
        return ROLL_G * (1.0 + load_g / 8_000.0) * (0.5 * lines + rough)

    def normal(self, t: float) -> float:
        """A standard normal number that belongs to this time."""
        return float(self._normal[int(t * 100_000) * 40_503 % TABLE])
