"""The simulated basket behaves as a basket on a load cell does."""

import threading
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.errors import CodeError
from drivers.sim.clock import DrivenClock
from drivers.sim.physics import Jolt, jolt_g, ring_hz, ring_tau_s
from drivers.sim.scale import SimScale
from drivers.sim.world import World


def grams(world, scale, seconds):
    words = [scale.read().counts for _ in range(int(seconds * scale.rate_hz))]
    return (np.array(words) - world.zero_counts) / world.counts_per_gram


@pytest.fixture
def clock():
    return DrivenClock()


@pytest.fixture
def world(clock):
    return World(clock, seed=7)


@pytest.fixture
def scale(world, clock):
    return SimScale(world, clock)


def test_empty_basket_shows_noise_about_zero(world, scale):
    still = grams(world, scale, 10)
    assert still.std() == pytest.approx(0.43, abs=0.05)
    assert abs(still.mean()) < 0.6


def test_put_rings_and_settles_on_its_mass(world, scale):
    grams(world, scale, 1)
    world.put(500)
    ringing = grams(world, scale, 2)
    assert ringing[:40].max() > 600
    assert ringing[-40:].mean() == pytest.approx(500, abs=1.5)


def test_put_gently_hardly_overshoots(world, scale):
    world.put(500, gently=True)
    assert grams(world, scale, 2).max() < 620


def test_take_brings_the_old_weight_back(world, scale):
    before = grams(world, scale, 1).mean()
    key = world.put(830)
    grams(world, scale, 3)
    assert world.take(key) == 830
    grams(world, scale, 3)
    assert grams(world, scale, 1).mean() == pytest.approx(before, abs=1.0)


def test_take_of_what_is_not_there(world):
    with pytest.raises(KeyError):
        world.take("item-9")


def test_a_thing_with_a_lifetime_leaves_by_itself(world, scale):
    world.put(300, lifetime_s=2.0)
    assert world.load_g() == 300
    grams(world, scale, 5)
    assert world.load_g() == 0
    assert not world.basket
    assert abs(grams(world, scale, 1).mean()) < 1.5


def test_a_resting_hand_presses_until_lifted(world, scale):
    world.rest_hand(1_500)
    pressed = grams(world, scale, 2)[80:]
    assert pressed.mean() == pytest.approx(1_500, rel=0.05)
    assert pressed.std() > 10
    world.lift_hand()
    assert abs(grams(world, scale, 2)[80:].mean()) < 1


def test_rolling_shakes_until_it_stands(world, scale):
    world.put(5_000)
    grams(world, scale, 3)
    world.roll(True)
    assert grams(world, scale, 2).std() > 5
    world.roll(False)
    assert grams(world, scale, 2).std() < 1


def test_a_frozen_scale_repeats_its_word(world, scale):
    world.freeze("scale")
    world.put(900)
    assert len({scale.read().counts for _ in range(50)}) == 1
    world.freeze("scale", on=False)
    assert grams(world, scale, 3)[-20:].mean() == pytest.approx(900, abs=2)


def test_a_spike_lasts_one_conversion(world, scale):
    world.spike(counts=900_000)
    words = grams(world, scale, 1)
    assert (words > 4_000).sum() == 1


def test_counts_stay_within_24_bits(world, scale):
    world.put(1_000_000, gently=True)
    grams(world, scale, 1)
    assert scale.read().counts == (1 << 23) - 1


def test_same_seed_and_verbs_give_the_same_counts():
    def story(seed):
        clock = DrivenClock()
        world = World(clock, seed)
        scale = SimScale(world, clock)
        words = [scale.read().counts for _ in range(80)]
        world.put(250)
        return words + [scale.read().counts for _ in range(80)]

    assert story(3) == story(3)
    assert story(3) != story(4)


def test_a_heavier_basket_rings_slower_and_longer():
    assert ring_hz(0) == pytest.approx(10.76)
    assert ring_hz(20_000) < ring_hz(1_000) < ring_hz(0)
    assert 0.2 <= ring_tau_s(0) < ring_tau_s(20_000) <= 0.4


@settings(max_examples=50)
@given(
    mass=st.floats(-20_000, 20_000),
    kick=st.floats(0, 2),
    ramp=st.sampled_from([0.0, 0.2, 0.5]),
    load=st.floats(0, 40_000),
)
def test_every_jolt_starts_at_nothing_and_ends_at_its_mass(mass, kick, ramp, load):
    jolt = Jolt(10.0, mass, load, ramp, kick)
    assert jolt_g(jolt, 9.99) == 0
    assert jolt_g(jolt, 10.0) == pytest.approx(0, abs=1e-6)
    assert jolt_g(jolt, 16.0) == pytest.approx(mass, rel=1e-3, abs=0.1)


def test_the_hand_shows_what_it_picked_until_it_is_put(world, clock):
    world.pick("4006381333931", mass_g=120)
    assert world.shown_at(clock.now()) is None
    world.show()
    assert world.shown_at(clock.now()).thing.text == "4006381333931"
    world.put()
    assert world.load_g() == 120
    assert world.held is None
    assert world.shown_at(clock.now()) is None


def test_showing_another_thing_hides_the_first(world, clock):
    world.show("4006381333931")
    clock.advance(1)
    world.show("96385074", "EAN-8")
    assert world.shown_at(0.5).thing.text == "4006381333931"
    assert world.shown_at(1.0).thing.text == "96385074"


def test_an_empty_hand_shows_nothing(world, clock):
    world.show()
    assert world.shown_at(clock.now()) is None


@pytest.mark.parametrize(
    ("text", "symbology", "words"),
    [("4006381333930", "EAN13", "check digit"), ("abc", "EAN13", "cannot be drawn"), ("1", "Aztec", "It draws")],
)
def test_what_cannot_be_drawn_is_said_at_once(world, text, symbology, words):
    with pytest.raises(CodeError, match=words):
        world.show(text, symbology)


def test_many_hands_at_once_lose_nothing(clock):
    world = World(clock)
    keys = []

    def shop():
        for _ in range(25):
            keys.append(world.put(10))
            world.show("96385074", "EAN8")
            world.take(keys.pop())
            world.put(1, lifetime_s=0.0)

    threads = [threading.Thread(target=shop) for _ in range(6)]
    for thread in threads:
        thread.start()
    for _ in range(200):
        world.counts_at(clock.advance(0.001))
    for thread in threads:
        thread.join()
    assert world.load_g() == pytest.approx(0)
    assert not world.basket


def test_what_was_seen_stays_seen(world, scale, clock):
    """Counts are a function of time: asking twice, or later, gives the same."""
    world.put(420)
    grams(world, scale, 1)
    times = [0.1, 0.5, 0.9]
    before = [world.counts_at(t) for t in times]
    clock.advance(5)
    world.put(99)
    assert [world.counts_at(t) for t in times] == before


def test_a_slope_takes_some_of_the_weight_and_level_ground_gives_it_back():
    clock = DrivenClock(100.0)
    world = World(clock, seed=2)
    world.put(5_000.0, gently=True)
    clock.advance(20.0)
    level = [world.grams_at(clock.now() + n / 80) for n in range(80)]
    world.lean(4.0)
    clock.advance(5.0)
    leaning = [world.grams_at(clock.now() + n / 80) for n in range(80)]
    assert fmean(level) - fmean(leaning) == pytest.approx((5_000.0 + 7_443.0) * 0.002436, abs=1.0)
    world.lean(0.0)
    clock.advance(5.0)
    assert fmean(world.grams_at(clock.now() + n / 80) for n in range(80)) == pytest.approx(fmean(level), abs=1.5)
