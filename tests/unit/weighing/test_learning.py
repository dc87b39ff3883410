"""What a product weighs, learnt from single items of paid trips: what moves it, what only speaks against it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.weighing.learning import VOTERS, Learnt, Witness, agreed, from_catalog, learn

KNOWN = from_catalog(500_000, 4_000)


def after(product: Learnt, *masses: int, carts: str = "abcdefghijklmnop", said: bool = False) -> Learnt:
    """One item from each of the carts, in turn."""
    for number, mass in enumerate(masses):
        product = learn(product, mass, 300, carts[number % len(carts)], said=said)
    return product


def test_an_unknown_product_is_known_after_three_carts_that_agree() -> None:
    two = after(Learnt(), 500_000, 503_000)
    assert not two.known
    three = after(two, 498_000, carts="z")
    assert three.known
    assert three.mean_mg == pytest.approx(500_333, abs=1)


def test_one_cart_can_teach_no_unknown_product() -> None:
    assert not after(Learnt(), *[1_310_000] * 9, carts="a").known
    assert not after(Learnt(), *[1_310_000] * 9, carts="ab").known


def test_three_bad_carts_are_outvoted_as_honest_ones_come() -> None:
    poisoned = after(Learnt(), 1_310_000, 1_312_000, 1_308_000)
    assert poisoned.mean_mg == 1_310_000
    healed = after(poisoned, 503_000, 501_000, 502_000, 500_000, carts="qrst")
    assert healed.mean_mg == pytest.approx(501_500, abs=10)


def test_the_mean_follows_slowly_and_finds_the_true_one() -> None:
    chance, product = random.Random(4), from_catalog(500_000, 6_000)
    for _ in range(400):
        product = learn(product, round(chance.gauss(507_000, 4_000)), 500)
    assert product.mean_mg == pytest.approx(507_000, abs=2_000)
    assert product.sd_mg == pytest.approx(4_000, rel=0.4)


def test_one_odd_item_changes_nothing_and_is_forgotten() -> None:
    odd = after(KNOWN, 650_000)
    assert (odd.mean_mg, odd.sd_mg, odd.odd) == (KNOWN.mean_mg, KNOWN.sd_mg, (Witness(650_000, "a"),))
    assert after(odd, 500_000).odd == ()


def test_a_changed_pack_is_reported_not_learnt() -> None:
    two = after(KNOWN, 450_000, 451_000)
    assert not two.packaging_changed
    three = after(two, 449_000, carts="z")
    assert three.packaging_changed and three.other is not None
    assert (three.mean_mg, three.other.mean_mg, three.other.carts) == (500_000, 450_000, 3)
    assert after(three, 502_000).mean_mg == 500_000


def test_answers_of_three_carts_raise_the_alarm_too_and_move_nothing() -> None:
    product = after(from_catalog(500_000), 450_000, 451_000, 449_000, said=True)
    assert product.packaging_changed and product.mean_mg == 500_000
    assert after(KNOWN, *[503_000] * 30, said=True) == KNOWN


def test_one_cart_raises_no_alarm_however_often() -> None:
    assert not after(KNOWN, *[450_000] * 20, carts="a").packaging_changed


def test_odd_items_that_do_not_agree_are_no_changed_pack() -> None:
    assert not after(KNOWN, 450_000, 560_000, 700_000, 300_000).packaging_changed


def test_an_alarm_ends_when_packs_weigh_again_what_they_should() -> None:
    alarmed = after(KNOWN, *[560_000] * 4)
    assert after(alarmed, 500_000).packaging_changed
    assert not after(alarmed, 500_000, 500_000).packaging_changed
    assert after(alarmed, *[500_000] * 4, *[503_000] * 20).mean_mg > 500_500


def test_whoever_creeps_moves_neither_mean_nor_spread_far() -> None:
    product = from_catalog(500_000)
    for _ in range(200):
        product = learn(product, round(product.mean_mg + 2.9 * product.sd_mg), 300, "a")
    assert product.mean_mg <= 522_500 and product.sd_mg <= 15_000


def test_one_liar_among_ten_does_little() -> None:
    chance, product = random.Random(2), from_catalog(500_000)
    for number in range(400):
        lie = round(product.mean_mg + 2.9 * product.sd_mg)
        product = learn(product, round(chance.gauss(500_000, 3_000)) if number % 10 else lie, 300)
    assert product.mean_mg == pytest.approx(501_500, abs=3_000) and product.sd_mg < 8_000


def test_what_left_teaches_nothing() -> None:
    assert learn(KNOWN, -500_000, 300) is KNOWN


def test_of_equal_votes_the_newer_count() -> None:
    found = agreed([*(Witness(400_000, cart) for cart in "abc"), *(Witness(600_000, cart) for cart in "def")])
    assert found is not None and found.mean_mg == 600_000


@given(st.lists(st.tuples(st.integers(1, 10_000_000), st.sampled_from("abcdef")), max_size=40))
def test_the_mean_stays_among_what_was_seen(seen: list[tuple[int, str]]) -> None:
    product = Learnt()
    for mg, cart in seen:
        product = learn(product, mg, 300, cart)
    if product.known:
        masses = [mg for mg, _ in seen]
        assert min(masses) <= product.mean_mg <= max(masses)
        assert product.sd_mg >= 500
    assert len(product.odd) <= VOTERS
