"""The scale's rules on figures worked out by hand: lines, tolerances, zero, prices, changes, rest."""

import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from cart.weighing.beat import LEARN, Beat
from cart.weighing.calibration import Point, through
from cart.weighing.conformity import MOST_TILT_RAD, Rules, displayed_g, priceable
from cart.weighing.ledger import Ledger, Level
from cart.weighing.rest import Rest
from cart.weighing.scale import Reading
from cart.weighing.tolerances import Rule, Tolerance
from cart.weighing.zero import ZeroTracker

# --- The line through known weights: 100 counts a gram.


@pytest.mark.parametrize(
    ("points", "per_gram", "zero"),
    [
        ([(0, 100), (10, 1_100)], 100.0, 100.0),
        ([(0, -500), (1_000, 99_500), (2_000, 199_500)], 100.0, -500.0),
        ([(0, 0), (1_000, 100_100), (2_000, 200_000)], 100.0, 100 / 3),  # the middle lies 1 g high
        ([(500, 50_000), (1_500, 150_000)], 100.0, 0.0),  # no need of an empty basket for a line
        ([(0, 10), (0, 30), (100, 10_020)], 100.0, 20.0),
    ],
)
def test_the_line_of_least_squares(points: list[tuple[int, int]], per_gram: float, zero: float) -> None:
    line = through([Point(load, counts) for load, counts in points], 5.0, 40_000.0)
    assert line.counts_per_gram == pytest.approx(per_gram)
    assert line.zero_counts == pytest.approx(zero)


@pytest.mark.parametrize(
    ("rule", "load_g", "interval_g", "limit_g"),
    [
        ("r76-initial", 2_500, 5, 2.5),
        ("r76-initial", 2_505, 5, 5.0),
        ("r76-initial", -2_500, 5, 2.5),  # a load taken out counts as much
        ("r76-service", 10_000, 5, 10.0),
        ("r76-service", 10_005, 5, 15.0),
        ("r76-service", 400_000, 5, 15.0),  # beyond the table: its last row
        ("hb44-maintenance", 0, 10, 10.0),
        ("hb44-maintenance", 20_010, 10, 30.0),
        ("hb44-maintenance", 40_010, 10, 50.0),
        ("hb44-acceptance", 20_010, 10, 15.0),
        ("hb44-acceptance", 1_000, 2, 1.0),
    ],
)
def test_limits_in_grams(rule: Rule, load_g: float, interval_g: float, limit_g: float) -> None:
    assert Tolerance(rule, interval_g).limit_g(load_g) == pytest.approx(limit_g)


@pytest.mark.parametrize(
    ("rule", "clause"),
    [
        ("r76-initial", "3.5.1, table 6"),
        ("r76-service", "3.5.2 (twice table 6)"),
        ("hb44-acceptance", "T.N.3.2 (half of table 6)"),
        ("hb44-maintenance", "T.N.3.1, table 6"),
    ],
)
def test_each_rule_names_its_clause(rule: Rule, clause: str) -> None:
    assert clause in Tolerance(rule, 5.0).clause


# --- Zero tracking, e = 5 g: at most 2.5 g a second, and only within 2.5 g of zero.


@pytest.mark.parametrize(
    ("pushes", "shown"),
    [
        ([(0.0, 1.0, True)], [1.0]),
        ([(0.0, 1.0, True), (0.1, 1.0, True), (0.2, 1.0, True)], [1.0, 0.75, 0.5]),
        ([(0.0, 1.0, True), (1.0, 1.0, True)], [1.0, 0.0]),
        ([(0.0, -1.0, True), (0.1, -1.0, True)], [-1.0, -0.75]),
        ([(0.0, 1.0, True), (9.0, 1.0, False)], [1.0, 1.0]),  # moving
        ([(0.0, 2.5, True), (0.4, 2.5, True)], [2.5, 1.5]),
        ([(0.0, 2.6, True), (9.0, 2.6, True)], [2.6, 2.6]),  # something lies in the basket
        ([(0.0, 1.0, True), (1.0, 1.0, True), (2.0, 801.0, True), (3.0, 1.0, True)], [1.0, 0.0, 800.0, 0.0]),
        ([(5.0, 1.0, True), (4.0, 1.0, True)], [1.0, 1.0]),  # a clock that ran back moves nothing
    ],
)
def test_zero_is_tracked(pushes: list[tuple[float, float, bool]], shown: list[float]) -> None:
    tracker = ZeroTracker(5.0)
    assert [tracker.push(*push) for push in pushes] == pytest.approx(shown)


# --- A weight that may set a price.


@pytest.mark.parametrize(
    ("grams", "interval_g", "shown"),
    [
        (2.5, 5, 5),
        (-2.5, 5, -5),
        (12.49, 5, 10),
        (0.99, 2, 0),
        (1.0, 2, 2),
        (14.9, 10, 10),
        (15.0, 10, 20),
        (-0.4, 1, 0),
    ],
)
def test_a_weight_in_whole_intervals(grams: float, interval_g: int, shown: int) -> None:
    assert displayed_g(grams, interval_g) == shown


@pytest.mark.parametrize(
    ("reading", "tare_g", "tilt_rad", "why"),
    [
        # Where several things are wrong, the first of these is told: over Max, moving, tilted, negative, under Min.
        (Reading(0.0, 7_000.0, False, False), 0, 1.0, "over_max"),
        (Reading(0.0, -50.0, False, True), 0, 1.0, "over_max"),
        (Reading(0.0, -50.0, False, False), 0, 1.0, "moving"),
        (Reading(0.0, -50.0, True, False), 0, 1.0, "tilted"),
        (Reading(0.0, -50.0, True, False), 0, 0.0, "negative"),
        (Reading(0.0, 50.0, True, False), 60, 0.0, "under_min"),
        (Reading(0.0, 150.0, True, False), 160, 0.0, "nothing_net"),
        (Reading(0.0, 97.5, True, False), 0, 0.0, ""),  # shown as 100, which is 20 e
        (Reading(0.0, 97.4, True, False), 0, 0.0, "under_min"),
        (Reading(0.0, 6_047.4, True, False), 0, 0.0, ""),  # shown as 6,045: Max and 9 e
        (Reading(0.0, 6_047.5, True, False), 0, 0.0, "over_max"),
        (Reading(0.0, 100.0, True, False), 95, 0.0, ""),
        (Reading(0.0, 100.0, True, False), 100, 0.0, "nothing_net"),
        (Reading(0.0, 500.0, True, False), 0, MOST_TILT_RAD, ""),
        (Reading(0.0, 500.0, True, False), 0, -1.01 * MOST_TILT_RAD, "tilted"),
    ],
)
def test_the_first_thing_that_is_wrong_is_told(reading: Reading, tare_g: int, tilt_rad: float, why: str) -> None:
    assert priceable(reading, Rules(5, 6_000), tare_g, tilt_rad) == why


# --- Changes from levels.


def level(at: float, grams: float, sigma: float = 0.2, since: float | None = None, firm: bool = False) -> Level:
    return Level(at, grams, sigma, 0.6, at - 0.3 if since is None else since, 0.3, firm)


@pytest.mark.parametrize(
    ("grams", "sigma", "known"),
    [
        (1.59, 0.2, False),
        (1.61, 0.2, True),
        (-1.61, 0.2, True),
        (2.29, 0.5, False),  # 4.5 of 0.51
        (2.30, 0.5, True),
        (-250.0, 0.2, True),
        (100.0, 1.29, True),  # a spread of 1.3 % of it
        (100.0, 1.31, False),
    ],
)
def test_the_least_change_that_is_told(grams: float, sigma: float, known: bool) -> None:
    changes = Ledger(0.0, 0.1).take(level(1.0, grams, sigma))
    assert [change.grams for change in changes] == ([grams] if known else [])


def test_changes_are_numbered_and_each_revision_names_the_one_before() -> None:
    ledger = Ledger(0.0, 0.1)
    told = ledger.take(level(1.0, 300.0, 0.9, since=0.7))
    told += ledger.take(level(1.1, 305.0, 0.5, since=0.7))
    told += ledger.take(level(1.2, 309.0, 0.2, since=0.7, firm=True))
    told += ledger.take(level(5.0, 409.0))
    assert [(change.id, change.revises, change.grams) for change in told] == [
        (1, None, 300.0),
        (2, 1, 305.0),
        (3, 2, 309.0),
        (4, None, 100.0),
    ]
    assert all(late.at > early.at for early, late in pairwise(told))


# --- Rest and beat.


@pytest.mark.parametrize(("last", "ends"), [(100.0, False), (103.0, False), (104.5, True), (95.5, True), (200.0, True)])
def test_one_sample_far_off_ends_the_rest(last: float, ends: bool) -> None:
    """A noise of 0.5 g: a single sample may lie 4 g off, the mean of six 0.92 g."""
    rest = Rest(100.0, 0.5, 80.0)
    for n in range(40):
        rest.feed(100.0 + (0.5 if n % 2 else -0.5))
        assert not rest.disturbed()
    rest.feed(last)
    assert rest.disturbed() is ends


def test_a_noise_that_was_badly_guessed_is_known_within_seconds() -> None:
    chance, rest = random.Random(5), Rest(100.0, 0.35, 80.0)
    for _ in range(160):
        rest.feed(100.0 + chance.gauss(0.0, 0.6))
        rest.disturbed()
    assert rest.noise_g == pytest.approx(0.6, rel=0.15)


def test_a_slow_push_ends_the_rest_though_no_sample_is_far_off() -> None:
    rest = Rest(100.0, 0.5, 80.0)
    ended = []
    for n in range(60):
        rest.feed(100.0 + 0.2 * max(0, n - 30))
        ended.append(rest.disturbed())
    assert not any(ended[:33])
    assert any(ended[33:45])


@pytest.mark.parametrize("stamp", [lambda n: n / 80.0, lambda n: n / 80.0 + 0.0002 * (n % 2), lambda n: 1e6 + n / 80.0])
def test_the_beat_keeps_near_its_stamps_and_runs_forward(stamp: Callable[[int], float]) -> None:
    beat = Beat(80.0)
    steady = [beat.push(stamp(n)) for n in range(400)]
    assert all(late > early for early, late in pairwise(steady))
    assert all(abs(time - stamp(n)) < 0.004 for n, time in enumerate(steady))
    assert beat.period_s == pytest.approx(1 / 80.0, rel=0.01)


def test_after_a_long_silence_the_beat_starts_from_the_stamp() -> None:
    beat = Beat(80.0)
    for n in range(4 * LEARN):
        beat.push(n / 80.0)
    assert beat.push(60.0) == 60.0
    assert beat.push(60.0125) == pytest.approx(60.0125, abs=1e-4)
