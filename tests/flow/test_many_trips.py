"""Shoppers in numbers: the list is what lies in the basket, and the lane hears of what is not paid for.

The bounds are those that the cart keeps today with these seeds; cart/trip/README.md has the figures that are aimed at.
"""

from pathlib import Path

import pytest

from tests.support.crowd import crowd


@pytest.mark.parametrize("first_seed", [1, 13, 25, 37, 49])
def test_a_dozen_shoppers(tmp_path: Path, first_seed: int, record_property):
    """All five together are the crowd of the suite: 60 trips."""
    figures = crowd(tmp_path, trips=12, items=6, first_seed=first_seed)
    for name in ("trips", "items", "thefts"):
        record_property(name, getattr(figures, name))
    assert figures.items == 72 and figures.trips == 12
    assert figures.wrong <= 3, figures.notes
    assert figures.alarms == 0, figures.notes
    assert figures.told == figures.thefts, figures.notes
    assert figures.people <= 1, figures.notes


@pytest.mark.nightly
@pytest.mark.timeout(4 * 3600)
def test_a_thousand_trips(tmp_path: Path):
    """30,000 items: an hour of one core."""
    figures = crowd(tmp_path, trips=1_000, items=30, first_seed=1_000)
    assert figures.wrong <= 0.005 * figures.items, figures.line()
    assert figures.alarms <= figures.items / 5_000, figures.line()
    assert figures.told >= 0.98 * figures.thefts, figures.line()
    assert figures.people <= 0.03 * figures.trips, figures.line()
