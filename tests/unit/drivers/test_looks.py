"""Conversions that came and went while nobody looked."""

import pytest

from drivers.looks import Looks


def looked(*ats: float, rate_hz: float = 80.0) -> Looks:
    looks = Looks(rate_hz)
    for at in ats:
        looks.look(at)
    return looks


@pytest.mark.parametrize(
    ("ats", "missed"),
    [
        ((), 0),
        ((5.0,), 0),
        ((0.0, 0.001, 0.002), 0),
        ((0.0, 1 / 80, 2 / 80), 0),
        ((0.0, 0.5), 39),
        ((0.0, 0.5, 0.51, 1.02), 78),
    ],
)
def test_what_nobody_looked_at_is_missed(ats: tuple[float, ...], missed: int):
    assert looked(*ats).missed() == missed


def test_it_is_told_once():
    looks = looked(0.0, 1.0)
    assert (looks.missed(), looks.missed()) == (79, 0)


def test_a_slow_device_has_less_to_miss():
    assert looked(0.0, 1.0, rate_hz=10.0).missed() == 9


def test_what_was_spoilt_is_missed_too():
    looks = looked(0.0)
    looks.spoil(5)
    assert looks.missed() == 5
