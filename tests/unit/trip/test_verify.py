"""Which lines explain a weight: tables of what a scale may see."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.trip import verify
from cart.trip.state import Change, Line
from cart.trip.verify import FIT, FLOOR_MG, UNKNOWN_SD_MG, Expected
from tests.support.trips import product

BREAD = product("Rye bread", 750)
MILK = product("Whole milk", 1030)
COFFEE = product("Ground coffee", 520)
PASTA = product("Spaghetti", 510)
GUM = product("Chewing gum", 4)
YEAST = product("Yeast", 7)
SACK = product("Rice sack", 10_000)
EXACT = product("Tin", 400, mass_sd_mg=300)
VAGUE = product("Melon", 1500, mass_sd_mg=200_000)
NEW = product("New thing", None)
SWISS = product("Swiss cheese", None, unit="kg", tare_g=8)


def line(what: Product, key: str = "1", **more) -> Line:
    return Line(key, what, Code("gtin", what.id, what.id), 0.0, **more)


def labelled(what: Product, grams: int, key: str = "1") -> Line:
    return replace(line(what, key), code=Code("gtin", what.id, what.id, weight_g=grams))


def lines(*goods: Product) -> list[Line]:
    return [line(what, str(n)) for n, what in enumerate(goods, start=1)]


def placed(*goods: Product) -> list[Line]:
    return [replace(one, placed=True) for one in lines(*goods)]


def mg(grams: float) -> int:
    return round(grams * 1000)


# --- what one line should weigh


@pytest.mark.parametrize(
    ("one", "mean_g", "sd_g"),
    [
        (line(BREAD), 750, 11.43),  # 1.5 % of the mean, and the floor
        (line(EXACT), 400, 2.02),  # the catalog's own spread, and the floor
        (line(VAGUE), 1500, 200.01),
        (line(NEW), 0, 10_000),
        (line(BREAD, measured_mg=743_000), 743, 2),  # what was measured counts more than the catalog
        (line(NEW, measured_mg=612_000), 612, 2),
        (labelled(SWISS, 212), 220, 5),  # the label's net weight and the pack
        (labelled(BREAD, 800), 800, 5),
        (replace(labelled(SWISS, 212), measured_mg=223_000), 223, 2),
    ],
)
def test_what_a_line_should_weigh(one: Line, mean_g: float, sd_g: float):
    guess = verify.expected(one)
    assert guess.lines == ("1",)
    assert guess.mean_mg == pytest.approx(mean_g * 1000)
    assert guess.sd_mg == pytest.approx(sd_g * 1000, abs=6)


def test_independent_parts_add_up_in_squares():
    both = verify.together([Expected(("1",), 300.0, 3.0), Expected(("2",), 400.0, 4.0)])
    assert both == Expected(("1", "2"), 700.0, 5.0)


def test_nothing_weighs_nothing():
    assert verify.together([]) == Expected((), 0, 0.0)


@pytest.mark.parametrize("sigma_mg", [0.0, 400.0, 50_000.0])
def test_the_scales_own_noise_makes_a_fit_easier(sigma_mg: float):
    guess = Expected(("1",), 750_000.0, 2_000.0)
    assert verify.distance(guess, 760_000, sigma_mg) <= verify.distance(guess, 760_000, 0.0)
    assert verify.distance(guess, 750_000, sigma_mg) == 0


@given(st.floats(1e3, 1e7), st.floats(1e3, 1e5), st.floats(0, 1e5), st.floats(0, 1e6))
def test_a_distance_is_the_same_on_both_sides(mean: float, sd: float, sigma: float, off: float):
    guess = Expected(("1",), mean, sd)
    assert verify.distance(guess, mean + off, sigma) == pytest.approx(
        verify.distance(guess, mean - off, sigma), abs=1e-6
    )


# --- what went in


@pytest.mark.parametrize(
    ("waiting", "grams", "found"),
    [
        ((BREAD,), 750, ("1",)),
        ((BREAD,), 788, ("1",)),  # within 3.5 of its 11.4 g
        ((BREAD,), 795, ()),
        ((BREAD,), 712, ("1",)),
        ((BREAD,), 705, ()),
        ((BREAD, MILK), 1030, ("2",)),
        ((BREAD, MILK), 1780, ("1", "2")),
        ((BREAD, MILK, COFFEE), 2300, ("1", "2", "3")),
        ((BREAD, MILK, COFFEE), 1270, ("1", "3")),
        ((COFFEE, PASTA), 519, ("1",)),  # the nearer of two that fit
        ((COFFEE, PASTA), 511, ("2",)),
        ((BREAD,) * 5, 3000, ("1", "2", "3", "4")),
        ((BREAD,) * 5, 3750, ("1", "2", "3", "4", "5")),  # a whole six-pack at once, scanned piece by piece
        ((BREAD, MILK, MILK, COFFEE, MILK), 3840, ("1", "2", "3", "5")),
        ((BREAD, MILK, COFFEE, PASTA, EXACT), 3210, ("1", "2", "3", "4", "5")),
        ((NEW,), 612, ("1",)),
        ((NEW, BREAD), 750, ("2",)),  # a known one before one that could be anything
        ((NEW, BREAD), 1362, ("1",)),
        ((GUM,), 4, ("1",)),
        ((GUM,), 300, ()),
        ((), 500, ()),
    ],
)
def test_what_went_in(waiting: tuple[Product, ...], grams: float, found: tuple[str, ...]):
    assert tuple(sorted(verify.went_in(lines(*waiting), mg(grams), 400))) == found


def test_of_very_many_kinds_the_last_ten_are_looked_at():
    waiting = lines(BREAD, *[product(f"Tin {n}", 2000 + n * 500) for n in range(10)])
    assert verify.went_in(waiting, mg(750), 400) == ()
    assert verify.went_in(waiting, mg(2000), 400) == ("2",)


def test_any_number_of_equal_pieces_is_looked_at():
    assert verify.went_in(lines(BREAD, *[MILK] * 40), mg(750), 400) == ("1",)
    assert len(verify.went_in(lines(BREAD, *[MILK] * 40), mg(1030 * 23), 400)) == 23


def test_one_line_before_two():
    parts = lines(product("Half", 515), product("Other half", 515), MILK)
    assert verify.went_in(parts, mg(1030), 400) == ("3",)


def test_an_unsure_scale_lets_more_fit():
    assert verify.went_in(lines(BREAD), mg(850), 400) == ()
    assert verify.went_in(lines(BREAD), mg(850), 40_000) == ("1",)


@pytest.mark.parametrize(("net_g", "seen_g", "fits"), [(212, 220, True), (212, 237, True), (212, 240, False)])
def test_a_label_with_its_weight_is_held_to_it(net_g: int, seen_g: float, fits: bool):
    assert bool(verify.went_in([labelled(SWISS, net_g)], mg(seen_g), 400)) == fits


def test_fits_are_sorted_by_count_then_nearness():
    kinds = verify.kinds_of(lines(COFFEE, PASTA, product("Soup", 512)))
    some = verify.fitting(verify.sets_of(kinds), mg(512), 400)
    assert [one.lines for one in some] == [("3",), ("2",), ("1",)]


# --- how many


@pytest.mark.parametrize("pieces", [2, 3, 4, 6, 8, 12, 18, 23, 24])
def test_so_many_pieces(pieces: int):
    assert verify.how_many(line(EXACT), mg(400 * pieces), 400) == pieces


@pytest.mark.parametrize(
    ("what", "grams"),
    [
        (EXACT, 400),  # one is no question of how many
        (EXACT, 400 * 25),  # nobody has 25
        (EXACT, 1000),  # two and a half
        (EXACT, 100),
        (NEW, 1000),  # nobody knows what one weighs
        (replace(BREAD, mass_mg=0), 1000),
    ],
)
def test_no_number_of_pieces(what: Product, grams: float):
    assert verify.how_many(line(what), mg(grams), 400) is None


@given(st.integers(2, 24), st.floats(-1, 1))
def test_pieces_are_counted_whatever_their_spread(pieces: int, z: float):
    assert verify.how_many(line(EXACT), mg(400 * pieces + z * 2 * pieces), 400) == pieces


# --- what left


@pytest.mark.parametrize(
    ("basket", "grams", "found"),
    [
        ((BREAD, MILK), 750, [("1",)]),
        ((COFFEE, PASTA), 515, [("1",), ("2",)]),
        ((MILK, MILK), 1030, [("2",)]),  # equal pieces: the newest
        ((BREAD, MILK), 1780, [("1", "2")]),
        ((MILK, MILK), 2060, [("2", "1")]),
        ((MILK, MILK, MILK, BREAD), 3090, [("3", "2", "1")]),
        ((EXACT,) * 5, 2000, []),  # never more than four at once
        ((BREAD, MILK, COFFEE), 333, []),
        ((GUM, SACK), 4, [("1",)]),
        ((), 100, []),
    ],
)
def test_what_left(basket: tuple[Product, ...], grams: float, found: list[tuple[str, ...]]):
    guesses = verify.may_have_left(placed(*basket), mg(grams), 400)
    assert sorted(one.lines for one in guesses) == found


def test_what_no_scale_saw_is_no_guess():
    basket = [replace(one, unseen=True) for one in placed(BREAD, MILK)]
    assert verify.may_have_left(basket, mg(750), 400) == []


def test_at_most_three_pairs_are_named():
    goods = [product(f"Tin {n}", 300 + n * 20) for n in range(6)]
    pairs = verify.may_have_left(placed(*goods), mg(690), 9000)
    assert len(pairs) == 3 and all(len(one.lines) == 2 for one in pairs)


def test_a_measured_piece_is_told_from_its_like():
    basket = [
        replace(one, measured_mg=weight) for one, weight in zip(placed(COFFEE, PASTA), (531_000, 512_000), strict=True)
    ]
    assert [one.lines for one in verify.may_have_left(basket, 531_000, 400)] == [("1",)]


def test_of_equal_pieces_the_one_that_weighs_so_is_meant():
    first, second = placed(BREAD, BREAD)
    basket = [replace(first, measured_mg=762_000), replace(second, measured_mg=748_000)]
    assert [one.lines for one in verify.may_have_left(basket, 762_000, 400)] == [("1",)]
    assert [one.lines for one in verify.may_have_left(basket, 748_000, 400)] == [("2",)]


def test_packs_with_their_own_price_are_no_equal_pieces():
    packs = [
        replace(one, price_cents=cents, measured_mg=220_000)
        for one, cents in zip(placed(SWISS, SWISS), (464, 466), strict=True)
    ]
    assert len(verify.may_have_left(packs, 220_000, 400)) == 2


def test_the_nearest_single_is_named_first():
    some = verify.fitting_single(placed(COFFEE, PASTA), mg(511), 400)
    assert [one.lines for one in some] == [("2",), ("1",)]


def test_light_things_are_told_apart_only_by_more_than_the_floor():
    assert len(verify.may_have_left(placed(GUM, YEAST), mg(5), 400)) == 2
    assert abs((YEAST.mass_mg or 0) - (GUM.mass_mg or 0)) < FIT * FLOOR_MG


def test_a_thing_of_unknown_mass_is_known_once_it_was_measured():
    new, bread = placed(NEW, BREAD)
    assert verify.expected(new).sd_mg == UNKNOWN_SD_MG
    basket = [replace(new, measured_mg=612_000), replace(bread, measured_mg=751_000)]
    assert [one.lines for one in verify.may_have_left(basket, mg(612), 400)] == [("1",)]


# --- sums


def test_a_balance_adds_noise_in_squares():
    changes = [Change(1, 750_000, 300, 0.0), Change(2, -250_000, 400, 0.0)]
    assert verify.balance(changes) == (500_000, 500)
    assert verify.balance([]) == (0, 0)


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 10**4)), max_size=6))
def test_a_balance_does_not_depend_on_the_order(pairs: list[tuple[int, int]]):
    changes = [Change(n, weight, sigma, 0.0) for n, (weight, sigma) in enumerate(pairs)]
    assert verify.balance(changes) == verify.balance(changes[::-1])


TOGETHER = [BREAD, MILK, COFFEE, SACK, EXACT]


@given(st.lists(st.sampled_from(TOGETHER), min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_all_that_goes_in_together_is_found(goods: list[Product]):
    waiting = lines(*goods)
    total = sum(what.mass_mg or 0 for what in goods)
    found = verify.went_in(waiting, total, 400)
    means = {one.id: one.product.mass_mg or 0 for one in waiting}
    assert abs(sum(means[key] for key in found) - total) <= FIT * verify.together(map(verify.expected, waiting)).sd_mg
