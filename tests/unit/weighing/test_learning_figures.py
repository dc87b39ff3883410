"""What a product weighs, learnt item by item: means and spreads worked out by hand."""

import pytest

from cart.weighing.learning import Learnt, from_catalog, learn

KNOWN = from_catalog(500_000, 4_000)
"""500 g, a spread of 4 g, taught by ten."""


@pytest.mark.parametrize(
    ("measured_mg", "mean_mg", "sd_mg", "run"),
    [
        (500_000, 500_000, 3_814, 0),  # sqrt(16e6 - 16e6 / 11)
        (504_000, 500_364, 3_999, 0),  # 4,000 / 11
        (496_000, 499_636, 3_999, 0),
        (511_500, 500_912, 4_866, 0),  # no more than 2.5 of 4,011: 10,028 / 11
        (512_033, 500_912, 4_866, 0),
        (512_034, 500_000, 4_000, 1),  # three spreads off: odd, not learnt
        (487_966, 500_000, 4_000, -1),
    ],
)
def test_one_more_item_moves_the_mean_by_its_part(measured_mg: int, mean_mg: int, sd_mg: int, run: int) -> None:
    after = learn(KNOWN, measured_mg, 300)
    assert (after.mean_mg, after.run) == (mean_mg, run)
    assert after.sd_mg == pytest.approx(sd_mg, abs=1)
    assert after.items == (10 if run else 11)


@pytest.mark.parametrize(
    ("masses", "known", "mean_mg", "sd_mg"),
    [
        ((100_000, 104_000, 96_000), True, 100_000, 4_000),  # 4 % of one of them
        ((100_000, 104_001, 95_999), False, 0, 0),
        ((10_000, 13_000, 7_000), True, 10_000, 3_000),  # 3 g for what is light
        ((10_000, 13_001, 6_999), False, 0, 0),
        ((100_000, 100_000), False, 0, 0),
        ((100_000, 300_000, 100_000, 900_000, 100_000), True, 100_000, 500),
        ((100_000, 1, 200_000, 300_000, 400_000, 500_000, 600_000, 100_000, 100_000), False, 0, 0),  # six are kept
    ],
)
def test_three_must_agree(masses: tuple[int, ...], known: bool, mean_mg: int, sd_mg: int) -> None:
    product = Learnt()
    for mass in masses:
        product = learn(product, mass, 300)
    assert (product.known, product.mean_mg, product.sd_mg) == (known, mean_mg, sd_mg)


@pytest.mark.parametrize(
    ("mean_mg", "given_mg", "sd_mg"), [(500_000, None, 7_500), (1_000, None, 500), (500_000, 1_234, 1_234)]
)
def test_a_catalogs_spread_or_a_usual_one(mean_mg: int, given_mg: int | None, sd_mg: int) -> None:
    assert from_catalog(mean_mg, given_mg).sd_mg == sd_mg


@pytest.mark.parametrize(
    ("sides", "changed"),
    [("+++", False), ("++++", True), ("----", True), ("++-++", False), ("+++=+", False), ("+-+-+-+-", False)],
)
def test_four_odd_ones_in_a_row_to_one_side(sides: str, changed: bool) -> None:
    product = KNOWN
    for side in sides:
        product = learn(product, {"+": 560_000, "-": 440_000, "=": 500_000}[side], 300)
    assert product.packaging_changed is changed
