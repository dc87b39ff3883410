"""Shoppers in numbers: the cart asks nothing without a reason, and takes nothing off that stayed in."""

from pathlib import Path

import pytest

from tests.support.crowd import crowd


def test_one_shopper(tmp_path: Path):
    figures = crowd(tmp_path, trips=1, items=25, first_seed=7)
    assert (figures.alarms, figures.removed) == (0, 0)
    assert figures.noticed == figures.unscanned and figures.items > 20


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_thousands_of_items(tmp_path: Path):
    """About 11,000 items and 600 forgotten ones: a quarter of an hour of one core."""
    figures = crowd(tmp_path, trips=240, items=50, first_seed=1000)
    assert figures.removed == 0
    assert figures.alarms <= figures.items / 3000
    assert figures.noticed >= 0.99 * figures.unscanned
