"""The detector's parts, each alone: words, beat, ring, fit, window, rest, stretch."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.weighing.beat import Beat
from cart.weighing.decay import Fit, Shape, fit_decay
from cart.weighing.rest import Rest
from cart.weighing.ring import TYPICAL_EMPTY_S, Line, Ring
from cart.weighing.stretch import Stretch, honest_sigma
from cart.weighing.window import KEPT, SIZE, Window
from cart.weighing.words import PATTERNS, RAILS, WordFilter

SHAPE = Shape(0.1, 0.05, 0.03)


def believed(words: list[int], least: float = 100.0) -> list[int]:
    only = WordFilter(least)
    return [good for word in words if (good := only.push(word)) is not None]


def test_good_words_come_through_one_late() -> None:
    words = [50_000 + n % 7 for n in range(20)]
    assert believed(words) == words[:-1]


@pytest.mark.parametrize("bad", [*RAILS, -1, 0, 255, 65_535, 25_000, 100_000])
def test_a_bad_word_between_good_ones_is_left_out(bad: int) -> None:
    words = [50_000] * 5 + [bad] + [50_000] * 5
    assert believed(words) == [50_000] * 9


def test_a_flipped_bit_is_left_out() -> None:
    assert believed([50_000, 50_001, 50_000 ^ (1 << 14), 50_002, 50_001, 50_000]) == [50_000, 50_001, 50_002, 50_001]


def test_a_true_jump_comes_through() -> None:
    words = [50_000] * 5 + [90_000] * 5
    assert believed(words) == words[:-1]


def test_ringing_comes_through() -> None:
    words = [round(50_000 + 20_000 * math.sin(n) * 0.97**n) for n in range(60)]
    assert believed(words) == words[:-1]


def test_a_load_whose_counts_are_a_pattern_comes_through() -> None:
    assert 0 in PATTERNS
    assert believed([3, 1, 0, -1, 2, 0, 1]) == [3, 1, 0, -1, 2, 0]


def test_a_jolt_that_doubles_and_halves_the_word_comes_through() -> None:
    grams = [4_149, 3_448, 2_687, 3_879, 6_573, 8_375, 8_007, 5_690, 2_957, 1_521, 2_183]
    words = [100 * gram for gram in grams]
    assert believed(words, least=2_000.0) == words[:-1]


def test_a_shifted_word_does_not_pass_for_the_truth_thereafter() -> None:
    words = [round(50_000 + 3_000 * math.sin(math.pi / 4 * n)) for n in range(80)]
    read = [*words[:40], words[40] << 1, *words[41:]]
    assert believed(read) == [*words[:40], *words[41:-1]]


@given(st.lists(st.integers(-(1 << 23), (1 << 23) - 1), max_size=60))
def test_what_is_believed_was_read(words: list[int]) -> None:
    good = believed(words)
    rest = iter(words)
    assert all(word in rest for word in good)


def test_the_beat_is_found_under_late_stamps() -> None:
    random, beat = np.random.default_rng(1), Beat(80.0)
    period = 1 / 88.0
    off = [beat.push(n * period + float(random.normal(0, 0.0006))) - n * period for n in range(3_000)]
    assert beat.period_s == pytest.approx(period, rel=2e-3)
    assert np.std(off[500:]) < 0.00025


def test_the_beat_never_runs_backwards_and_bridges_gaps() -> None:
    beat, times = Beat(80.0), []
    for n in range(400):
        if n % 50 not in (3, 4, 5) and not 200 < n < 230:
            times.append(beat.push(n / 80.0))
    assert all(later > earlier for earlier, later in pairwise(times))
    assert times[-1] == pytest.approx(399 / 80.0, abs=1e-3)


def test_a_line_learns_and_an_outlier_does_not_bend_it() -> None:
    line = Line((0.0, 0.0), (1.0, 1.0))
    for x in (0.0, 0.5, 1.0, 1.5):
        line.learn(x, 0.2 + 0.4 * x, 0.01)
    assert line.at(1.0) == pytest.approx(0.6, abs=0.01)
    before = line.at(1.0)
    line.learn(1.0, 5.0, 0.01)
    assert line.at(1.0) == before
    assert line.spread_at(1.0) < 0.02


def test_a_wrong_first_lesson_does_not_shut_out_the_right_ones() -> None:
    line = Line((0.0, 0.0), (1.0, 1.0))
    for x in (0.0, 0.1, 0.2):
        line.learn(x, -0.3, 0.01)
    for _ in range(6):
        line.learn(1.0, 0.6, 0.01)
    assert line.at(1.0) == pytest.approx(0.6, abs=0.02)


def test_the_ring_slows_under_load_and_is_learnt() -> None:
    ring = Ring()
    assert ring.period_s(0.0) == pytest.approx(TYPICAL_EMPTY_S)
    assert ring.period_s(-50.0) == ring.period_s(0.0)
    assert ring.period_s(10_000.0) > 1.3 * ring.period_s(0.0)
    spread = ring.period_spread(8_000.0)
    for load in (0.0, 4_000.0, 8_000.0, 12_000.0):
        ring.learn(load, 0.08 * (1 + load / 7_000) ** 0.3, 0.06, 0.002)
    assert ring.period_s(8_000.0) == pytest.approx(0.08 * (15 / 7) ** 0.3, rel=0.02)
    assert ring.zeta(8_000.0) == pytest.approx(0.06, abs=0.01)
    assert ring.period_spread(8_000.0) < spread


def ringing(level: float, swing: float, shape: Shape, noise: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    t = np.arange(24) / 80.0
    random = np.random.default_rng(3)
    fade = np.exp(-2 * math.pi * shape.zeta / shape.period_s * t)
    return t, level + swing * fade * np.cos(2 * math.pi * t / shape.period_s + 1.0) + random.normal(0, noise, len(t))


@given(
    level=st.floats(-1e4, 3e4),
    swing=st.floats(1.0, 3e3),
    stretch=st.floats(0.96, 1.04),
    zeta=st.floats(0.035, 0.065),
)
def test_a_clean_ringing_is_seen_through(level: float, swing: float, stretch: float, zeta: float) -> None:
    fit = fit_decay(*ringing(level, swing, Shape(0.1 * stretch, zeta, 0.0)), SHAPE)
    assert fit.level == pytest.approx(level, abs=0.01 * swing + 0.01)


def test_a_fit_goes_on_from_the_last_one_to_a_ringing_far_from_what_was_known() -> None:
    t, y = ringing(5_000.0, 400.0, Shape(0.125, 0.06, 0.0), noise=0.4)
    fit = fit_decay(t, y, SHAPE)
    assert fit.rms > 4.0
    for _ in range(4):
        fit = fit_decay(t, y, SHAPE, fit.shape)
    assert fit.rms < 0.6
    assert fit.level == pytest.approx(5_000.0, abs=0.5)


def test_noise_gives_an_honest_sigma() -> None:
    fit = fit_decay(*ringing(500.0, 300.0, SHAPE, noise=0.6), SHAPE)
    assert abs(fit.level - 500.0) < 4 * fit.sigma
    assert fit.rms == pytest.approx(0.6, rel=0.5)
    assert fit.at_start > fit.at_end > 0


def test_a_wandering_hand_does_not_fit() -> None:
    t = np.arange(24) / 80.0
    y = 800.0 + 30.0 * np.sin(17.0 * t) + 20.0 * np.sin(44.0 * t)
    assert fit_decay(t, y, SHAPE).rms > 3.0


def test_the_window_keeps_the_newest_and_cuts_by_time() -> None:
    window = Window()
    assert window.last == 0.0
    for n in range(SIZE + 10):
        window.push(n / 80.0, float(n))
    assert window.last == SIZE + 9
    t, y = window.since((SIZE + 4) / 80.0, KEPT)
    assert list(y) == [SIZE + 5, SIZE + 6, SIZE + 7, SIZE + 8, SIZE + 9]
    assert t[-1] == (SIZE + 9) / 80.0


def test_rest_follows_and_tells_the_first_sign() -> None:
    random, rest = np.random.default_rng(2), Rest(100.0, 0.6, 80.0)
    for _ in range(400):
        rest.feed(100.2 + float(random.normal(0, 0.5)))
        assert not rest.disturbed()
    assert rest.level == pytest.approx(100.2, abs=0.3)
    assert rest.sigma < 0.1
    assert rest.recent_g == pytest.approx(100.2, abs=0.5)
    rest.feed(130.0)
    assert rest.disturbed()


def fit(level: float, rms: float, swing: float = 0.0, sigma: float = 0.1) -> Fit:
    return Fit(level, sigma, swing, swing / 3, rms, SHAPE)


def test_white_noise_counts_once_and_the_rest_more() -> None:
    assert honest_sigma(fit(0, 0.6, sigma=0.1), 0.6) == pytest.approx(0.1)
    assert honest_sigma(fit(0, 6.0, sigma=1.0), 0.6) > 2.0
    assert honest_sigma(fit(0, 0.0, sigma=0.1), 0.6) == 0.1


def test_four_free_fits_make_a_level_and_three_bad_ones_end_it() -> None:
    stretch = Stretch()
    assert [stretch.take(fit(100, 0.6), 0.1, 0.6, 1.0 + n / 10) for n in range(4)] == [False, False, False, True]
    assert stretch.since == 1.0
    assert not stretch.take(fit(100, 9.0), 0.1, 0.6, 1.4)
    assert stretch.take(fit(100, 0.6), 0.1, 0.6, 1.5)
    for _ in range(3):
        stretch.take(fit(100, 9.0), 0.1, 0.6, 1.6)
    assert stretch.since is None
    assert stretch.runs == 0


def test_a_bad_fit_before_the_fourth_begins_again() -> None:
    stretch = Stretch()
    for _ in range(3):
        stretch.take(fit(100, 0.6), 0.1, 0.6, 1.0)
    stretch.take(fit(100, 9.0), 0.1, 0.6, 1.1)
    assert stretch.runs == 0


def test_a_level_that_jumps_is_not_believed() -> None:
    stretch = Stretch()
    for _ in range(3):
        stretch.take(fit(100, 0.6), 0.1, 0.6, 1.0)
    assert not stretch.take(fit(110, 0.6), 0.1, 0.6, 1.1)


def test_the_beat_is_found_though_every_third_sample_is_missing() -> None:
    beat = Beat(80.0)
    for n in range(600):
        if n % 3:
            beat.push(n / 85.0)
    assert beat.period_s == pytest.approx(1 / 85.0, rel=2e-3)


@pytest.mark.parametrize("late_s", [0.0005, 0.001, 0.002])
@pytest.mark.parametrize("rate_hz", [72.0, 80.0, 89.0])
def test_the_beat_is_found_though_every_second_stamp_is_late(late_s: float, rate_hz: float) -> None:
    beat = Beat(80.0)
    for n in range(17):
        beat.push(n / rate_hz + late_s * (n % 2))
    assert beat.period_s == pytest.approx(1 / rate_hz, rel=0.01)


def test_stamps_that_stand_still_teach_no_beat() -> None:
    beat = Beat(80.0)
    for _ in range(17):
        beat.push(3.0)
    assert beat.period_s == 1 / 80.0
