"""What a product weighs, learnt item by item: means and spreads worked out by hand."""

import pytest

from cart.weighing.learning import Learnt, from_catalog, learn

KNOWN = from_catalog(500_000, 4_000)
"""500 g, a spread of 4 g, taught by ten."""


@pytest.mark.parametrize(
    ("measured_mg", "mean_mg", "sd_mg", "odd"),
    [
        (500_000, 500_000, 3_814, False),  # sqrt(16e6 - 16e6 / 11)
        (504_000, 500_364, 3_999, False),  # 4,000 / 11
        (496_000, 499_636, 3_999, False),
        (511_500, 500_912, 4_866, False),  # no more than 2.5 of 4,011: 10,028 / 11
        (512_033, 500_912, 4_866, False),
        (512_034, 500_000, 4_000, True),  # three spreads off: odd, not learnt
        (487_966, 500_000, 4_000, True),
    ],
)
def test_one_more_item_moves_the_mean_by_its_part(measured_mg: int, mean_mg: int, sd_mg: int, odd: bool) -> None:
    after = learn(KNOWN, measured_mg, 300)
    assert (after.mean_mg, bool(after.odd)) == (mean_mg, odd)
    assert after.sd_mg == pytest.approx(sd_mg, abs=1)
    assert after.items == (10 if odd else 11)


@pytest.mark.parametrize(
    ("masses", "known", "mean_mg", "sd_mg"),
    [
        ((100_000, 104_000, 96_000), True, 100_000, 4_000),  # 4 % of one of them
        ((100_000, 104_001, 95_999), False, 0, 0),
        ((10_000, 13_000, 7_000), True, 10_000, 3_000),  # 3 g for what is light
        ((10_000, 13_001, 6_999), False, 0, 0),
        ((100_000, 100_000), False, 0, 0),
        ((100_000, 300_000, 100_000, 900_000, 100_000), True, 100_000, 500),
        ((100_000, *range(200_000, 3_500_000, 300_000), 100_000, 100_000), False, 0, 0),  # twelve are kept
    ],
)
def test_three_must_agree(masses: tuple[int, ...], known: bool, mean_mg: int, sd_mg: int) -> None:
    product = Learnt()
    for number, mass in enumerate(masses):
        product = learn(product, mass, 300, f"cart-{number}")
    assert (product.known, product.mean_mg, product.sd_mg) == (known, mean_mg, sd_mg)


@pytest.mark.parametrize(
    ("mean_mg", "given_mg", "sd_mg"), [(500_000, None, 7_500), (1_000, None, 500), (500_000, 1_234, 1_234)]
)
def test_a_catalogs_spread_or_a_usual_one(mean_mg: int, given_mg: int | None, sd_mg: int) -> None:
    known = from_catalog(mean_mg, given_mg)
    assert (known.sd_mg, known.base_mg, known.base_sd_mg) == (sd_mg, mean_mg, sd_mg)


@pytest.mark.parametrize(
    ("sides", "changed"),
    [("++", False), ("+++", True), ("---", True), ("++-+", True), ("++=+", False), ("++==+", False), ("+-+-", False)],
)
def test_three_odd_ones_that_agree(sides: str, changed: bool) -> None:
    product = KNOWN
    for side in sides:
        product = learn(product, {"+": 560_000, "-": 440_000, "=": 500_000}[side], 300)
    assert product.packaging_changed is changed
