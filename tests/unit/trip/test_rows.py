"""The picture: rows and sums; the till behind it; and the same trip told in words."""

from dataclasses import fields, replace
from typing import get_type_hints

import pytest

from cart import facts
from cart.catalog.product import Product
from cart.codes.code import Code
from cart.config import CartSection, Config
from cart.facts import KINDS, Terms
from cart.trip.look import look
from cart.trip.state import Line, Trip
from cart.trip.story import SENTENCES, WIDTH, money, receipt_lines, tell
from cart.trip.till import Till, basket_line, basket_of, priced_product, produce_price
from cart.trip.view import View
from tests.support.trips import Shopper, product

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
TWO = {"id": "milk", "kind": "n_for_price", "match": {"categories": ["milk"]}, "n": 2, "price": 300}
RATES = {"A": 1000, "F": 0}
TERMS = Terms("1", "USD", {"tax_mode": "exclusive"}, RATES, (TWO,))
BREAD = product("Rye bread", 750, 425, tax="F", icon="bread")
MILK = product("Whole milk", 1030, 189, tax="F", categories=("milk",), names={"es": "Leche entera"})
COFFEE = product("Ground coffee", 520, 899, tax="F", member_price_cents=749)
BEER = product("Beer", 530, 199, min_age=21, deposit_cents=10)
SWISS = product("Swiss cheese", None, 2190, unit="kg", tare_g=8, tax="F")
APPLES = replace(product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135", tax="F"), id="PLU4135")


def shopper() -> Shopper:
    return Shopper(TERMS)


def seen(one: Shopper, *, hints: bool = False) -> View:
    till = Till()
    till.price(one.trip)
    while hints and till.trying:
        till.try_more()
    return look(one.trip, till.price(one.trip), CONFIG)


def weighed(one: Shopper, gross_g: int) -> Shopper:
    one.do(facts.ProducePicked, product=APPLES).weigh(gross_g + 1)
    return one.do(facts.ProduceAdded, product=APPLES, gross_g=gross_g, tare_g=5)


# --- rows


def test_equal_pieces_stand_in_one_row_where_the_newest_is():
    view = seen(shopper().put(MILK).put(BREAD).put(MILK))
    assert [(row.name, row.quantity, row.lines) for row in view.lines] == [
        ("Whole milk", 2, ("1", "3")), ("Rye bread", 1, ("2",)),
    ]  # fmt: skip
    assert [row.newest for row in view.lines] == [True, False]


def test_weighed_pieces_stand_alone():
    view = seen(weighed(weighed(shopper(), 845), 1005))
    assert [(row.net_g, row.tare_g, row.quantity, row.unit) for row in view.lines] == [
        (1000, 5, 1, "kg"), (840, 5, 1, "kg"),
    ]  # fmt: skip
    assert [row.net_cents for row in view.lines] == [349, 293]


def test_packs_with_their_own_price_stand_alone_and_show_no_weight():
    one = shopper()
    for cents, grams in ((464, 220), (986, 458)):
        one.scan(SWISS, price_cents=cents).weigh(grams)
    view = seen(one)
    assert [(row.net_cents, row.net_g) for row in view.lines] == [(986, None), (464, None)]


def test_a_pack_with_its_weight_is_priced_by_it():
    (row,) = seen(shopper().scan(SWISS, weight_g=212).weigh(220)).lines
    assert (row.net_g, row.net_cents) == (212, 464)


def test_what_waits_is_no_row():
    view = seen(shopper().put(BREAD).scan(MILK))
    assert [row.name for row in view.lines] == ["Rye bread"] and view.totals.items == 1


def test_savings_of_equal_pieces_are_summed():
    (row,) = seen(shopper().put(MILK).put(MILK).put(MILK).put(MILK)).lines
    assert (row.regular_cents, row.net_cents, [saving.cents for saving in row.savings]) == (756, 600, [156])


def test_a_savings_words_are_in_the_shoppers_language():
    one = shopper().put(MILK).put(MILK)
    english = seen(one).lines[0]
    spanish = seen(one.do(facts.LanguageChosen, language="es")).lines[0]
    assert spanish.name == "Leche entera" and spanish.net_cents == english.net_cents
    assert spanish.savings[0].words != english.savings[0].words


def test_one_till_speaks_as_the_trip_does():
    """A till that has priced in one language prices the next trip in its own, and under its own terms."""
    till = Till()
    one = shopper().put(MILK).put(MILK)
    first = till.price(one.trip)
    other = Shopper(Terms("2", "USD", {}, RATES)).put(MILK).put(MILK)
    assert (first.receipt.due, till.price(other.trip).receipt.due) == (300, 378)
    assert till.price(one.trip) == first


def test_one_more_is_hinted_where_it_pays():
    row = seen(shopper().put(MILK), hints=True).lines[0]
    assert row.hint is not None and (row.hint.more, row.hint.extra_cents) == (1, 111)
    assert seen(shopper().put(BREAD), hints=True).lines[0].hint is None


def test_a_row_that_keeps_an_older_price_says_so():
    one = shopper().put(BREAD).put(replace(BREAD, price_cents=499))
    (row,) = seen(one).lines
    assert row.price_kept and row.net_cents == 425 + 499
    assert not seen(shopper().put(BREAD)).lines[0].price_kept


@pytest.mark.parametrize(
    ("mode", "due", "tax", "included"), [("exclusive", 219 + 10, 20, False), ("inclusive", 209, 18, True)]
)
def test_tax_on_top_or_inside(mode: str, due: int, tax: int, included: bool):
    totals = seen(Shopper(Terms("1", "USD", {"tax_mode": mode}, RATES)).put(BEER)).totals
    assert (totals.due_cents, totals.tax_cents, totals.tax_included) == (due, tax, included)
    assert (totals.deposit_cents, totals.age_required) == (10, 21)


def test_an_empty_trip_owes_nothing():
    totals = seen(shopper()).totals
    assert (totals.items, totals.due_cents, totals.saved_cents, totals.age_required) == (0, 0, 0, 0)


def test_devices_are_shown_with_their_words():
    view = seen(shopper().do(facts.DeviceFailed, device="wand", words="Plug it in."))
    assert [(one.device, one.ok, one.words) for one in view.devices] == [("wand", False, "Plug it in.")]


# --- the till


def a_line(what, **more) -> Line:
    return Line("1", what, Code("gtin", what.id, what.id), 0.0, placed=True, **more)


def test_a_piece_a_weighed_piece_and_a_label():
    assert basket_line(a_line(BREAD)).qty == 1 and basket_line(a_line(BREAD)).seen_prices == (425,)
    loose = basket_line(a_line(APPLES, gross_g=845, tare_g=5))
    assert (loose.qty, loose.grams, loose.tare, loose.seen_prices) == (None, 845, 5, (349,))
    label = basket_line(a_line(SWISS, price_cents=464))
    assert (label.embedded_price, label.qty, label.grams, label.seen_prices) == (464, None, None, ())


def test_a_label_of_zero_is_a_price():
    assert basket_line(a_line(SWISS, price_cents=0)).embedded_price == 0


def test_a_department_is_a_category_once():
    assert priced_product(MILK).categories == ("milk", "pantry")
    assert priced_product(replace(MILK, department="milk")).categories == ("milk",)


def test_only_what_is_in_the_basket_is_priced():
    basket = basket_of(shopper().put(BREAD).scan(MILK).do(facts.CouponScanned, coupon="C1").trip)
    assert [line.id for line in basket.lines] == ["1"] and set(basket.products) == {BREAD.id}
    assert basket.coupons == {"C1": 1}


@pytest.mark.parametrize(("tiers", "due"), [((), 899), (("member",), 749), (("staff",), 899)])
def test_member_prices_are_for_members(tiers: tuple[str, ...], due: int):
    one = shopper().put(COFFEE)
    if tiers:
        one.do(facts.MemberKnown, member="M1", tiers=tiers)
    assert Till().price(one.trip).receipt.due == due


@pytest.mark.parametrize(("gross_g", "cents"), [(845, 293), (5, 0), (1005, 349), (6, 0), (7, 1)])
def test_produce_is_priced_net_of_its_tare(gross_g: int, cents: int):
    assert produce_price(shopper().trip, APPLES, gross_g) == cents


def test_a_trip_without_terms_still_names_a_price():
    assert produce_price(Trip(), APPLES, 1005) == 349


# --- in words


FIELDS = {float: 1.5, int: 3, str: "word", bool: True, tuple[str, ...]: ("member",), int | None: 2,
          Product: BREAD, Code: Code("gtin", BREAD.id, "text"), Terms: TERMS,
          tuple[facts.LaneAnswer, ...]: (facts.LaneAnswer("age:21", "seen"),),
          tuple[facts.Seen, ...]: (facts.Seen(BREAD, 12.5),),
          get_type_hints(facts.HelpAnswered)["said"]: "seen"}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_fact_is_told_in_one_sentence(kind):
    fact = kind(**{field.name: FIELDS[field.type] for field in fields(kind)})
    told = tell(fact, 1.0)
    assert (kind in SENTENCES) == (len(told) == 1) == (kind is not facts.Ticked)
    assert all(words.startswith("    0.50 s  ") and "\n" not in words and len(words) > 16 for words in told)


TOLD = [
    (facts.WeightChanged(at=1, trip=1, change=2, mg=-750_400, sigma_mg=450), "-750.4 g (± 0.5)."),
    (facts.WeightChanged(at=1, trip=1, change=2, mg=0, sigma_mg=0, revises=0), "+0.0 g (± 0.0), instead of change 0."),
    (
        facts.ProduceAdded(at=1, trip=1, product=APPLES, gross_g=845, tare_g=5),
        "Added Gala apples: 845 g gross, 5 g tare.",
    ),
    (facts.ProduceAdded(at=1, trip=1, product=BREAD, quantity=3), "Added Rye bread: 3 pieces."),
    (facts.LineRemoved(at=1, trip=1, line="4"), "Line 4 taken off."),
    (facts.LineRemoved(at=1, trip=1, line="4", staff="7"), "Line 4 taken off by staff 7."),
    (facts.HelpAsked(at=1, trip=1), "Help asked for."),
    (facts.HelpAsked(at=1, trip=1, reason="price"), "Help asked for: price."),
    (facts.StoreSeen(at=1, trip=1, online=False), "Store not reached."),
    (facts.Paid(at=1, trip=1, tender="card", cents=1205, receipt="R1"), "Paid 12.05 by card, receipt R1."),
]


@pytest.mark.parametrize(("fact", "words"), TOLD, ids=lambda one: type(one).__name__)
def test_what_is_told(fact, words: str):
    assert tell(fact, 0.0) == [f"    1.00 s  {words}"]


@pytest.mark.parametrize(
    ("cents", "shown"), [(0, "0.00"), (5, "0.05"), (1205, "12.05"), (-5, "-0.05"), (-1205, "-12.05")]
)
def test_money(cents: int, shown: str):
    assert money(cents) == shown


def test_the_plain_receipt_shows_each_row_its_pieces_its_weight_and_its_savings():
    lines = receipt_lines(seen(weighed(shopper().put(BEER).put(MILK).put(MILK), 845)))
    text = "\n".join(lines)
    assert "  2 x 1.89" in text and "  840 g net x 3.49 /kg" in text and "-0.78" in text
    names = [line.split("  ")[0] for line in lines]
    assert names.index("Beer") < names.index("Whole milk") < names.index("Gala apples")
    assert {"Tax", "Deposit", "You saved"} <= set(names) and all(len(line) <= WIDTH for line in lines)


def test_a_long_name_is_cut_and_its_price_is_not():
    lines = receipt_lines(seen(shopper().put(product("A very long name " * 5, 500, 123456))))
    assert any(line.endswith(" 1234.56") and len(line) == WIDTH for line in lines)
