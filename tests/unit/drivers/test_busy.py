"""Whether the computer has time for its cart."""

import pytest

from drivers.busy import SPAN_S, Busy

RATE = 80.0


def after(*shares: float) -> list[bool]:
    """Busy or not after each half minute in which such a share of the conversions was lost."""
    busy, told = Busy(RATE), []
    for share in shares:
        due = round(SPAN_S * RATE)
        fetched = round(due * (1 - share))
        for number in range(fetched):
            busy.push(round(due * share) if number == 0 else 0)
        told.append(bool(busy.words))
    return told


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        ((0.0, 0.0), [False, False]),
        ((0.4, 0.4), [False, False]),
        ((0.9, 0.9), [True, True]),
        ((0.9, 0.3, 0.05, 0.3), [True, True, False, False]),  # it does not flap
    ],
)
def test_a_busy_computer_is_told_until_it_has_time_again(shares: tuple[float, ...], told: list[bool]):
    assert after(*shares) == told


def test_a_moment_is_no_news():
    busy = Busy(RATE)
    busy.push(80)
    assert busy.words == ""
