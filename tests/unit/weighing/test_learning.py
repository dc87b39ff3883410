"""What a product weighs, learnt from verified single items."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.weighing.learning import Learnt, from_catalog, learn


def after(product: Learnt, *masses: int, sigma: int = 300) -> Learnt:
    for mass in masses:
        product = learn(product, mass, sigma)
    return product


def test_an_unknown_product_is_known_after_three_that_agree() -> None:
    two = after(Learnt(), 500_000, 503_000)
    assert not two.known
    three = after(two, 498_000)
    assert three.known
    assert three.mean_mg == pytest.approx(500_333, abs=1)


def test_three_that_disagree_teach_nothing_until_three_agree() -> None:
    mixed = after(Learnt(), 500_000, 900_000, 200_000)
    assert not mixed.known
    assert after(mixed, 502_000, 499_000).mean_mg == pytest.approx(500_333, abs=1)


def test_the_mean_follows_slowly_and_finds_the_true_one() -> None:
    chance, product = random.Random(4), from_catalog(500_000, 6_000)
    for _ in range(400):
        product = learn(product, round(chance.gauss(507_000, 4_000)), 500)
    assert product.mean_mg == pytest.approx(507_000, abs=2_000)
    assert product.sd_mg == pytest.approx(4_000, rel=0.4)


def test_one_odd_item_changes_nothing() -> None:
    product = from_catalog(500_000, 4_000)
    odd = learn(product, 650_000, 300)
    assert (odd.mean_mg, odd.sd_mg, odd.run) == (product.mean_mg, product.sd_mg, 1)
    assert learn(odd, 500_000, 300).run == 0


def test_a_changed_packaging_is_reported_not_learnt() -> None:
    product = after(from_catalog(500_000, 4_000), 450_000, 451_000, 449_000)
    assert not product.packaging_changed
    product = learn(product, 450_000, 300)
    assert product.packaging_changed
    assert product.mean_mg == 500_000


def test_odd_items_to_both_sides_are_no_changed_packaging() -> None:
    product = after(from_catalog(500_000, 4_000), 450_000, 560_000, 450_000, 560_000, 450_000)
    assert not product.packaging_changed


@pytest.mark.parametrize(
    ("after_the_alarm", "stands"),
    [("+", True), ("=", True), ("---", True), ("=-=", True), ("----", False), ("====", False), ("==+==", True),
     ("++++====", False)],
)  # fmt: skip
def test_an_alarm_needs_as_much_to_clear_as_to_raise(after_the_alarm: str, stands: bool) -> None:
    product = after(from_catalog(500_000, 4_000), *[560_000] * 4)
    for side in after_the_alarm:
        product = learn(product, {"+": 560_000, "-": 440_000, "=": 500_000}[side], 300)
    assert product.packaging_changed is stands
    assert product.mean_mg == 500_000


def test_learning_goes_on_when_the_alarm_is_cleared() -> None:
    product = after(from_catalog(500_000, 4_000), *[560_000] * 4, *[500_000] * 4)
    assert after(product, *[503_000] * 20).mean_mg > 500_500


def test_what_left_teaches_nothing() -> None:
    product = from_catalog(500_000)
    assert learn(product, -500_000, 300) is product


@given(st.lists(st.integers(1, 10_000_000), max_size=40))
def test_the_mean_stays_among_what_was_seen(masses: list[int]) -> None:
    product = after(Learnt(), *masses)
    if product.known:
        assert min(masses) <= product.mean_mg <= max(masses)
        assert product.sd_mg >= 500
