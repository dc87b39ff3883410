"""The parts of the basket's physics."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from drivers.sim.clock import DrivenClock
from drivers.sim.physics import (
    CREEP,
    NOISE_RMS_G,
    Jolt,
    Settled,
    Span,
    Unrest,
    hand_g,
    jolt_g,
    ring_hz,
    smooth,
    upright,
)
from drivers.sim.world import World


@given(st.floats(-10, 10))
def test_smooth_stays_within_its_ends(x):
    assert 0.0 <= smooth(x) <= 1.0


@given(st.floats(0, 1), st.floats(0, 1))
def test_smooth_rises(a, b):
    low, high = sorted((a, b))
    assert smooth(low) <= smooth(high)


def test_a_dropped_thing_overshoots_by_its_impact():
    soft, hard = (max(jolt_g(Jolt(0, 100, 100, 0.0, kick), t / 1000) for t in range(500)) for kick in (0.2, 2.0))
    assert 150 < soft < hard < 350


def test_ringing_has_the_frequency_of_its_load():
    jolt = Jolt(0.0, 1_000, 5_000)
    late = [jolt_g(jolt, t) - 1_000 for t in np.arange(0, 0.8, 0.0005)]
    crossings = sum(a * b < 0 for a, b in itertools.pairwise(late))
    assert crossings / 2 / 0.8 == pytest.approx(ring_hz(5_000), rel=0.08)


def test_a_heavy_load_creeps_by_its_share():
    jolt = Jolt(0.0, 20_000, 20_000)
    crept = jolt_g(jolt, 4_000.0) - 20_000
    assert crept == pytest.approx(20_000 * sum(share for share, _ in CREEP), rel=0.01)


def test_creep_of_what_was_taken_out_goes_back():
    both = [Jolt(0.0, 5_000, 5_000), Jolt(60.0, -5_000, 0)]
    assert sum(jolt_g(jolt, 70.0) for jolt in both) > 0.3
    assert abs(sum(jolt_g(jolt, 9_000.0) for jolt in both)) < 0.01


def test_a_hand_comes_stays_trembles_and_goes():
    hand = Span(1.0, 3.0, 800.0)
    assert hand_g(hand, 0.99) == 0
    resting = [hand_g(hand, t) for t in np.arange(1.5, 2.9, 0.01)]
    assert np.mean(resting) == pytest.approx(800, rel=0.03)
    assert np.std(resting) > 5
    assert hand_g(hand, 3.3) == pytest.approx(0)


@pytest.mark.parametrize(("t", "holds"), [(0.9, False), (1.0, True), (1.9, True), (2.0, False)])
def test_a_span_holds_from_its_start_to_before_its_end(t, holds):
    assert Span(1.0, 2.0).holds(t) is holds


def test_a_span_without_end_holds_on():
    assert Span(1.0).holds(1e9)


def test_noise_is_white_and_of_the_cells_size():
    unrest = Unrest(3)
    noise = np.array([unrest.normal(n / 80) for n in range(8_000)])
    assert noise.std() == pytest.approx(1.0, abs=0.03)
    assert abs(np.corrcoef(noise[1:], noise[:-1])[0, 1]) < 0.04
    assert abs(np.corrcoef(noise[80:], noise[:-80])[0, 1]) < 0.04


def test_noise_belongs_to_its_time_and_seed():
    assert Unrest(3).noise_g(1.25) == Unrest(3).noise_g(1.25)
    assert Unrest(3).noise_g(1.25) != Unrest(4).noise_g(1.25)


def test_rolling_shakes_a_loaded_cart_more():
    unrest = Unrest(1)
    empty, loaded = (np.std([unrest.rolling_g(n / 80, load) for n in range(800)]) for load in (0.0, 16_000.0))
    assert loaded == pytest.approx(3 * empty, rel=0.01)
    assert empty > 10 * NOISE_RMS_G


class BasketMachine(RuleBasedStateMachine):
    """Whatever is done to the world, its true load is the sum of what is in it, and rest brings the scale there."""

    keys = Bundle("keys")

    def __init__(self):
        super().__init__()
        self.clock = DrivenClock()
        self.world = World(self.clock, seed=2)
        self.inside = {}

    @rule(target=keys, mass_g=st.integers(1, 3_000), gently=st.booleans())
    def put(self, mass_g, gently):
        key = self.world.put(float(mass_g), gently=gently)
        self.inside[key] = float(mass_g)
        return key

    @rule(key=consumes(keys))
    def take(self, key):
        assert self.world.take(key) == self.inside.pop(key)

    @rule(grams=st.integers(-500, 2_000))
    def lean_on_it(self, grams):
        self.world.rest_hand(grams)

    @rule(on=st.booleans())
    def roll(self, on):
        self.world.roll(on)

    @rule(seconds=st.floats(0.01, 5))
    def wait(self, seconds):
        self.clock.advance(seconds)

    @invariant()
    def load_is_the_sum(self):
        assert self.world.load_g() == pytest.approx(sum(self.inside.values()))
        assert self.world.basket == self.inside

    @invariant()
    def counts_are_a_word(self):
        assert -(1 << 23) <= self.world.counts_at(self.clock.now()) < 1 << 23

    def teardown(self):
        self.world.roll(False)
        self.world.lift_hand()
        self.clock.advance(10)
        load = sum(self.inside.values())
        felt = np.mean([self.world.grams_at(self.clock.now() + n / 80) for n in range(80)])
        assert math.isclose(felt, load, rel_tol=1e-3, abs_tol=12)


TestBasket = BasketMachine.TestCase


def test_jolts_that_rang_out_are_felt_the_same_as_sums():
    jolts = [Jolt(10.0 * n, 300.0 - 70.0 * n, 500.0) for n in range(6)]
    settled = Settled()
    for jolt in jolts:
        settled.add(jolt)
    for t in (57.0, 90.0, 2_000.0):
        assert settled.felt_g(t) == pytest.approx(sum(jolt_g(jolt, t) for jolt in jolts), abs=1e-6)
    assert settled.grams == sum(jolt.grams for jolt in jolts)


def test_on_a_slope_the_cell_feels_the_cosine_of_all_that_hangs_on_it():
    assert upright(1.0, 900.0) == pytest.approx(900.0)
    assert upright(math.cos(math.radians(4.0)), 0.0) == pytest.approx(-18.1, abs=0.1)
