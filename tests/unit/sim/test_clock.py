"""Driven time, and the two ways to wait."""

import itertools
import threading

import pytest

from cart.clock import SystemClock
from drivers.pace import DrivenPace, RealPace, pace_of
from drivers.sim.clock import DrivenClock
from drivers.sim.scale import SimScale
from drivers.sim.world import World


def test_time_stands_until_advanced():
    clock = DrivenClock()
    assert clock.now() == 0.0
    assert clock.advance(90) == 90.0
    assert clock.wall() == "2026-03-02T10:01"


def test_time_never_goes_back():
    clock = DrivenClock(5.0)
    clock.reach(3.0)
    clock.advance(-1.0)
    assert clock.now() == 5.0


def test_each_clock_has_its_way_to_wait():
    assert isinstance(pace_of(DrivenClock()), DrivenPace)
    assert isinstance(pace_of(SystemClock()), RealPace)


def test_a_read_on_driven_time_takes_no_time():
    clock = DrivenClock()
    scale = SimScale(World(clock), clock)
    for _ in range(80 * 60):
        scale.read()
    assert clock.now() == pytest.approx(60.0)


def test_a_real_wait_ends_when_stopped():
    pace = RealPace(SystemClock())
    waiter = threading.Thread(target=pace.until, args=(SystemClock().now() + 60,))
    waiter.start()
    pace.stop()
    waiter.join(5)
    assert not waiter.is_alive()


def test_a_real_scale_waits_for_its_conversions():
    clock = SystemClock()
    scale = SimScale(World(clock), clock)
    first, second = scale.read(), scale.read()
    assert second.at - first.at == pytest.approx(1 / 80)
    assert clock.now() >= second.at


def test_a_reader_that_sleeps_loses_what_it_slept_through():
    clock = DrivenClock()
    scale = SimScale(World(clock), clock)
    clock.advance(30)
    samples = [scale.read() for _ in range(100)]
    assert samples[0].at == pytest.approx(30.0, abs=0.013)
    assert (samples[0].lost, {one.lost for one in samples[1:]}) == (2400, {0})
    steps = {round(b.at - a.at, 6) for a, b in itertools.pairwise(samples)}
    assert steps == {0.0125}
