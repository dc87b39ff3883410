"""Noise in unrest: learnt when it is white and stays at one level, not from what baskets and hands do."""

import math
from random import Random

import pytest

from cart.weighing.noise import WhiteNoise

RATE = 80.0


def learnt(samples: list[float], known_g: float = 0.4, rate_hz: float = RATE) -> list[float]:
    white = WhiteNoise(rate_hz)
    return [noise for grams in samples if (noise := white.push(grams, known_g)) is not None]


def noise(seconds: float, sd: float, seed: int = 1, rate_hz: float = RATE) -> list[float]:
    random = Random(seed)
    return [700.0 + random.gauss(0.0, sd) for _ in range(round(seconds * rate_hz))]


@pytest.mark.parametrize("sd", [0.9, 1.3, 4.0])
def test_white_noise_at_one_level_is_learnt_after_four_seconds(sd: float) -> None:
    assert learnt(noise(3.9, sd)) == []
    assert learnt(noise(7.0, sd))[0] == pytest.approx(sd, rel=0.15)


def test_what_may_be_a_rough_floor_must_last_for_half_a_minute() -> None:
    assert learnt(noise(29.0, 30.0)) == []
    assert learnt(noise(40.0, 30.0))[0] == pytest.approx(30.0, rel=0.15)


def test_less_noise_is_believed_sooner() -> None:
    assert learnt(noise(2.2, 0.3), known_g=5.0)[0] == pytest.approx(0.3, rel=0.25)


@pytest.mark.parametrize("hertz", [1.3, 5.0, 8.6, 11.0])
def test_a_hand_or_a_floor_is_no_noise(hertz: float) -> None:
    swing = [20.0 * math.sin(2.0 * math.pi * hertz * n / RATE) for n in range(1_000)]
    assert learnt([a + b for a, b in zip(noise(12.5, 0.4), swing, strict=True)]) == []


def test_a_level_that_moves_is_no_noise() -> None:
    assert learnt([grams + 0.05 * n for n, grams in enumerate(noise(12.0, 0.9))]) == []


def test_what_was_before_is_forgotten() -> None:
    white = WhiteNoise(RATE)
    for grams in noise(3.9, 2.0):
        white.push(grams, 0.4)
    white.reset()
    assert all(white.push(grams, 0.4) is None for grams in noise(3.9, 2.0))


def test_hum_counts_as_noise_and_is_named() -> None:
    white = WhiteNoise(RATE)
    told = [white.push(15.0 * math.sin(2.0 * math.pi * 50.03 * n / RATE), 0.4) for n in range(500)]
    assert max(filter(None, told)) == pytest.approx(10.6, rel=0.1)
    assert white.hums


def test_a_slow_source_takes_half_a_minute_and_never_learns_rolling() -> None:
    assert learnt(noise(28.0, 2.0, rate_hz=10.0), rate_hz=10.0) == []
    assert learnt(noise(40.0, 2.0, rate_hz=10.0), rate_hz=10.0)[0] == pytest.approx(2.0, rel=0.2)
    assert learnt(noise(90.0, 30.0, rate_hz=10.0), rate_hz=10.0) == []
    ringing_seen_too_seldom = [700.0 + 30.0 * (-1) ** n for n in range(900)]
    assert learnt(ringing_seen_too_seldom, rate_hz=10.0) == []
