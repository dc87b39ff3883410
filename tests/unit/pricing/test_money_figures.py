"""Prices, weights, taxes, deposits, points and cash of whole receipts, worked out by hand."""

import pytest

from cart.pricing.model import BasketLine, Context, PointsRule, PricedProduct
from tests.unit.pricing.till import ALL, MONDAY, on, ring_up, rules

WEIGHED = [
    # price a kg or lb, grams, tare: half_up, half_even, down
    ("kg", 900, 540, 0, (486, 486, 486)),
    ("kg", 349, 1250, 5, (435, 435, 434)),  # 434.505
    ("kg", 500, 101, 0, (51, 50, 50)),  # 50.5
    ("kg", 500, 103, 0, (52, 52, 51)),  # 51.5
    ("kg", 300, 5, 0, (2, 2, 1)),  # 1.5
    ("kg", 100, 5, 0, (1, 0, 0)),  # 0.5
    ("kg", 999, 1, 0, (1, 1, 0)),  # 0.999
    ("kg", 900, 12, 12, (0, 0, 0)),
    ("kg", 1, 999, 0, (1, 1, 0)),
    ("lb", 199, 454, 0, (199, 199, 199)),  # 1.0009 lb: 199.18
    ("lb", 349, 1000, 0, (769, 769, 769)),  # 2.20462 lb: 769.41
    ("lb", 899, 680, 0, (1348, 1348, 1347)),  # 1.49914 lb: 1347.73
    ("lb", 100, 520, 20, (110, 110, 110)),  # 1.10231 lb
    ("lb", 100, 453, 0, (100, 100, 99)),  # 99.87
]


@pytest.mark.parametrize("number", range(3), ids=["half_up", "half_even", "down"])
@pytest.mark.parametrize(("unit", "price", "grams", "tare", "cents"), WEIGHED)
def test_the_price_of_a_weight(unit, price, grams, tare, cents, number):
    way = ("half_up", "half_even", "down")[number]
    line = BasketLine("1", "ham", grams=grams, tare=tare)
    receipt = ring_up([line], house=rules(rounding=way), shelf={"ham": PricedProduct(price, unit)})
    assert (receipt.regular_total, receipt.due) == (cents[number], cents[number])


HAM = PricedProduct(900, "kg", member_price=800)
MEMBER = Context(MONDAY, ("member",))
ON_A_WEIGHT = [
    # 540 g: 486 by the shelf, 432 for members.
    ({"kind": "percent_off", "bp": 1000}, Context(MONDAY), 49),  # 48.6
    ({"kind": "percent_off", "bp": 1000}, MEMBER, 54 + 43),  # 43.2 of 432
    ({"kind": "amount_off", "amount": 100}, MEMBER, 154),
    ({"kind": "fixed_price", "price": 400}, Context(MONDAY), 86),  # the price of the piece, whatever it weighs
    ({"kind": "n_for_price", "n": 2, "price": 900}, Context(MONDAY), 0),  # one weighing is one unit
    ({"kind": "spend_percent", "min_spend": 0, "bp": 500}, MEMBER, 54 + 22),  # 21.6
]


@pytest.mark.parametrize(("table", "context", "saved"), ON_A_WEIGHT)
def test_offers_on_a_weight(table, context, saved):
    receipt = ring_up("ham@540", [{"match": ALL} | table], shelf={"ham": HAM}, context=context)
    assert (receipt.regular_total, receipt.offer_savings, receipt.due) == (486, saved, 486 - saved)


def test_two_weighings_of_one_product_make_a_pair():
    """540 g and 300 g: 486 and 270."""
    table = {"kind": "buy_n_get_m", "match": ALL, "buy": 1, "get": 1, "bp": 5000}
    assert ring_up("ham@540 ham@300", [table], shelf={"ham": HAM}).offer_savings == 135


BASES = [
    # price lock, seen prices, member: base price of 300 (member price 270), and whose price it is
    ("current", (250,), (), 300, None),
    ("lowest_seen", (250,), (), 250, "seen"),
    ("lowest_seen", (320, 310), (), 300, None),
    ("lowest_seen", (), ("member",), 270, "member"),
    ("lowest_seen", (250, 260), ("member",), 250, "seen"),
    ("lowest_seen", (280,), ("member",), 270, "member"),
    ("current", (250,), ("member",), 270, "member"),
    ("lowest_seen", (270,), ("member",), 270, "member"),
    ("current", (), ("gold",), 300, None),
]


@pytest.mark.parametrize(("lock", "seen", "tiers", "base", "why"), BASES)
def test_the_lowest_price_that_the_shopper_may_have(lock, seen, tiers, base, why):
    line = BasketLine("1", "tea", qty=2, seen_prices=seen)
    shelf = {"tea": PricedProduct(300, member_price=270)}
    receipt = ring_up([line], house=rules(price_lock=lock), shelf=shelf, context=Context(MONDAY, tiers))
    assert (receipt.regular_total, receipt.due) == (600, 2 * base)
    assert [(s.offer, s.cents) for s in receipt.lines[0].savings] == ([(why, 600 - 2 * base)] if why else [])


def test_a_lower_base_is_what_offers_reckon_with():
    """A member's 270: a tenth is 27, and a special price of 2.80 saves nothing."""
    shelf = {"tea": PricedProduct(300, member_price=270)}
    tenth = {"kind": "percent_off", "match": ALL, "bp": 1000}
    special = {"kind": "fixed_price", "match": ALL, "price": 280}
    assert ring_up("tea", [tenth], shelf=shelf, context=MEMBER).offer_savings == 30 + 27
    assert ring_up("tea", [special], shelf=shelf, context=MEMBER).offer_savings == 30
    assert ring_up("tea", [special], shelf=shelf).offer_savings == 20


NO_OFFERS = PricedProduct(300, member_price=270, no_discount=True)


def test_what_is_never_discounted_still_has_its_members_price():
    assert ring_up("tea", shelf={"tea": NO_OFFERS}, context=MEMBER).due == 270


def test_a_refund_gives_back_what_a_member_paid():
    shelf = {"tea": PricedProduct(300, member_price=270)}
    line = BasketLine("1", "tea", qty=2, refund=True)
    receipt = ring_up([line], shelf=shelf, context=MEMBER)
    assert (receipt.regular_total, receipt.net_total, receipt.due) == (-600, -540, -540)


LABELLED = [
    (BasketLine("1", "ham", embedded_price=512), 512, 51),  # 51.2
    (BasketLine("1", "tea", embedded_price=99), 99, 10),
    (BasketLine("1", "tea", qty=3, override_price=120), 360, 0),
    (BasketLine("1", "ham", grams=540, override_price=120), 120, 0),  # staff's price is of the piece
    (BasketLine("1", "tea", embedded_price=200, seen_prices=(1,)), 200, 20),
    (BasketLine("1", "tea", qty=1, override_price=0), 0, 0),
]


@pytest.mark.parametrize(("line", "regular", "saved"), LABELLED)
def test_prices_on_labels_and_from_staff(line, regular, saved):
    shelf = {"ham": HAM, "tea": PricedProduct(300, member_price=1)}
    table = {"kind": "percent_off", "match": ALL, "bp": 1000}
    receipt = ring_up([line], [table], house=rules(price_lock="lowest_seen"), shelf=shelf, context=MEMBER)
    assert (receipt.regular_total, receipt.offer_savings) == (regular, saved)


TAXES = [
    # mode, bp, net, half_up, half_even
    ("exclusive", 825, 200, 17, 16),  # 16.5
    ("exclusive", 825, 600, 50, 50),  # 49.5
    ("exclusive", 825, 300, 25, 25),  # 24.75
    ("exclusive", 1900, 99, 19, 19),  # 18.81
    ("exclusive", 0, 300, 0, 0),
    ("exclusive", 10000, 300, 300, 300),
    ("inclusive", 2000, 300, 50, 50),
    ("inclusive", 2000, 3, 1, 0),  # 0.5
    ("inclusive", 2000, 9, 2, 2),  # 1.5
    ("inclusive", 2000, 15, 3, 2),  # 2.5
    ("inclusive", 1900, 119, 19, 19),
    ("inclusive", 1900, 1000, 160, 160),  # 159.66
    ("inclusive", 700, 107, 7, 7),
    ("inclusive", 0, 300, 0, 0),
    # Refunds round as their sale.
    ("exclusive", 825, -200, -17, -16),
    ("exclusive", 825, -600, -50, -50),
    ("inclusive", 2000, -3, -1, 0),
    ("inclusive", 2000, -9, -2, -2),
    ("inclusive", 1900, -119, -19, -19),
]


@pytest.mark.parametrize("way", ["half_up", "half_even"])
@pytest.mark.parametrize(("mode", "bp", "net", "up", "even"), TAXES)
def test_tax_is_rounded_once_a_rate(mode, bp, net, up, even, way):
    house = rules(tax_rates={"A": bp}, tax_mode=mode, tax_rounding=way)
    line = BasketLine("1", "it", qty=1, refund=net < 0)
    receipt = ring_up([line], house=house, shelf={"it": PricedProduct(abs(net))})
    tax = up if way == "half_up" else even
    assert receipt.tax == (("A", tax),)
    assert receipt.due == net + (tax if mode == "exclusive" else 0)
    assert receipt.nets == (("A", net),)


def test_the_ways_to_round_prices_and_taxes_are_two():
    """Ham 50.5 down to 50; a tax of 50 x 5 % = 2.5 up to 3."""
    house = rules(tax_rates={"A": 500}, tax_mode="exclusive", rounding="down")
    receipt = ring_up("ham@101", house=house, shelf={"ham": PricedProduct(500, "kg")})
    assert (receipt.net_total, receipt.tax, receipt.due) == (50, (("A", 3),), 53)


FOUR = {
    "milk": PricedProduct(110, tax="B"),
    "beer": PricedProduct(189, tax="A", deposit=8),
    "book": PricedProduct(1000, tax="C"),
}
RATES = {"A": 1900, "B": 700, "C": 0}
SEVERAL = [
    # milk*3 330: 23.1 of 7 %; beer*2 378: 71.82 of 19 %.
    ("exclusive", "milk*3 beer*2 book", (72, 23, 0), 1708 + 95 + 16),
    # 330 x 700/10700 = 21.59; 378 x 1900/11900 = 60.35.
    ("inclusive", "milk*3 beer*2 book", (60, 22, 0), 1708 + 16),
    ("exclusive", "milk", (0, 8, 0), 118),  # 7.7
    ("inclusive", "book", (0, 0, 0), 1000),
]


@pytest.mark.parametrize(("mode", "lines", "taxes", "due"), SEVERAL)
def test_several_rates_on_one_receipt(mode, lines, taxes, due):
    receipt = ring_up(lines, house=rules(tax_rates=RATES, tax_mode=mode), shelf=FOUR)
    assert receipt.tax == tuple(zip("ABC", taxes, strict=True))
    assert receipt.due == due


def test_lines_of_one_rate_are_taxed_together_not_one_by_one():
    """Three at 0.05: 5 % of 15 is 0.75, a cent; of 5 alone 0.25, nothing."""
    house = rules(tax_rates={"A": 500}, tax_mode="exclusive")
    shelf = {"a": PricedProduct(5), "b": PricedProduct(5), "c": PricedProduct(5)}
    assert ring_up("a b c", house=house, shelf=shelf).tax == (("A", 1),)


def test_a_refund_lowers_its_rates_base():
    """Beer 378 less milk at its own rate: the bases do not mix."""
    house = rules(tax_rates=RATES, tax_mode="inclusive")
    receipt = ring_up(["beer*2", BasketLine("r", "milk", qty=1, refund=True)], house=house, shelf=FOUR)
    assert receipt.nets == (("A", 378), ("B", -110), ("C", 0))
    assert receipt.tax == (("A", 60), ("B", -7), ("C", 0))  # -7.196
    assert receipt.due == 378 - 110 + 16


def test_where_tax_is_added_a_saving_goes_to_the_dearer_rate():
    """One Euro off one piece: at 20 % it saves 1.20, at 0 % only 1.00."""
    shelf = {"pie": PricedProduct(1000, tax="A"), "tin": PricedProduct(1000, tax="B")}
    table = {"kind": "amount_off", "match": ALL, "amount": 100, "max_uses": 1}
    house = rules(tax_rates={"A": 2000, "B": 0}, tax_mode="exclusive")
    receipt = ring_up("pie tin", [table], house=house, shelf=shelf)
    assert [row.net for row in receipt.lines] == [900, 1000]
    assert (receipt.tax, receipt.due) == ((("A", 180), ("B", 0)), 2080)


def test_where_dues_are_equal_less_net_and_then_less_tax_is_taken():
    """Prices hold their tax: 1.00 off costs the shopper the same on both, so the least tax by rate decides."""
    shelf = {"pie": PricedProduct(1000, tax="A"), "tin": PricedProduct(1000, tax="B")}
    table = {"kind": "amount_off", "match": ALL, "amount": 100, "max_uses": 1}
    house = rules(tax_rates={"A": 2000, "B": 500}, tax_mode="inclusive")
    receipt = ring_up("pie tin", [table], house=house, shelf=shelf)
    assert receipt.tax == (("A", 150), ("B", 48))  # 900/6 and 1000/21


def test_a_basket_saving_is_split_over_the_rates_by_running_floors():
    """1.00 off 110 (B) and 189 (A), in ascending rate: A floor(100 x 189 / 299) = 63, B 37."""
    shelf = {"milk": PricedProduct(110, tax="B"), "beer": PricedProduct(189, tax="A")}
    table = {"kind": "spend_amount", "match": ALL, "min_spend": 1, "amount": 100}
    house = rules(tax_rates=RATES, tax_mode="inclusive")
    receipt = ring_up("milk beer", [table], house=house, shelf=shelf)
    assert receipt.nets == (("A", 126), ("B", 73), ("C", 0))
    assert receipt.tax == (("A", 20), ("B", 5), ("C", 0))  # 20.1 and 4.8


def test_a_manufacturers_coupon_leaves_the_tax_as_it_is():
    """10.00 at 20 % is 12.00; a coupon of 10.00 leaves the tax to pay."""
    table = {"kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 100_000, "coupon": "C"}
    house = rules(tax_rates={"A": 2000}, tax_mode="exclusive")
    receipt = ring_up("pie", [table], house=house, coupons={"C": 1}, shelf={"pie": PricedProduct(1000)})
    assert (receipt.tax, receipt.mfr_savings, receipt.due) == ((("A", 200),), 1000, 200)


CAN = PricedProduct(100, deposit=25)
DEPOSITS = [
    (["can*3"], 75, 375),
    ([BasketLine("r", "can", qty=2, refund=True)], -50, -250),
    ([BasketLine("v", "can", qty=2, void=True)], 0, 0),
    ([BasketLine("e", deposit_return=50)], -50, -50),
    (["can", BasketLine("e", deposit_return=50)], -25, 75),
    ([BasketLine("v", deposit_return=50, void=True)], 0, 0),
    ([BasketLine("o", "can", qty=2, override_price=10)], 50, 70),
]


@pytest.mark.parametrize(("lines", "deposit", "due"), DEPOSITS)
def test_deposits_come_on_top(lines, deposit, due):
    receipt = ring_up(lines, shelf={"can": CAN})
    assert (receipt.deposit, receipt.due) == (deposit, due)


def test_a_deposit_is_not_taxed_not_discounted_and_reaches_no_threshold():
    """100 off 100 at 10 % added; 125 with the deposit is not 101 of goods."""
    house = rules(tax_rates={"A": 1000}, tax_mode="exclusive")
    half = {"kind": "percent_off", "match": ALL, "bp": 5000}
    spend = {"kind": "spend_amount", "match": ALL, "min_spend": 101, "amount": 90}
    assert ring_up("can", [half], house=house, shelf={"can": CAN}).due == 50 + 5 + 25
    assert ring_up("can", [spend], house=house, shelf={"can": CAN}).due == 100 + 10 + 25


CASH = [
    (5, 300, 300),
    (5, 301, 300),
    (5, 302, 300),
    (5, 303, 305),
    (5, 307, 305),
    (5, 308, 310),
    (10, 304, 300),
    (10, 305, 310),  # a half up
    (10, 309, 310),
    (0, 301, 301),
]


@pytest.mark.parametrize(("coin", "price", "paid"), CASH)
def test_cash_is_rounded_to_the_nearest_coin(coin, price, paid):
    shelf, house = {"it": PricedProduct(price)}, rules(cash_rounding=coin)
    in_cash = ring_up("it", house=house, shelf=shelf, context=Context(MONDAY, cash=True))
    assert (in_cash.due, in_cash.cash_due) == (price, paid)
    assert ring_up("it", house=house, shelf=shelf).cash_due == price


POINTS = [
    (None, (), 899, 0),
    (PointsRule(100, 1), (), 899, 8),
    (PointsRule(100, 1), (), 99, 0),
    (PointsRule(100, 3), (), 250, 6),
    (PointsRule(1, 1), (), 250, 250),
    (PointsRule(100, 1, "member"), (), 899, 0),
    (PointsRule(100, 1, "member"), ("member",), 899, 8),
]


@pytest.mark.parametrize(("rule", "tiers", "price", "points"), POINTS)
def test_points_are_given_for_full_steps(rule, tiers, price, points):
    context = Context(MONDAY, tiers)
    assert ring_up("it", house=rules(points=rule), shelf={"it": PricedProduct(price)}, context=context).points == points


def test_points_count_what_offers_left_and_not_what_coupons_paid():
    """5.00 less 1.01 is 3.99: three points; the coupon takes none of them."""
    offers = [
        {"kind": "amount_off", "match": ALL, "amount": 101},
        {"kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 300, "coupon": "C"},
    ]
    house, shelf = rules(points=PointsRule(100, 1)), {"it": PricedProduct(500, deposit=200)}
    assert ring_up("it", offers, house=house, coupons={"C": 1}, shelf=shelf).points == 3


def test_a_refund_takes_no_points_away():
    line = BasketLine("1", "it", qty=1, refund=True)
    assert ring_up([line], house=rules(points=PointsRule(100, 1)), shelf={"it": PricedProduct(500)}).points == 0


AGES = [("gum", 0), ("gum beer", 16), ("beer gin gum", 18), ("gin beer", 18)]


@pytest.mark.parametrize(("lines", "age"), AGES)
def test_the_highest_age_of_what_is_bought(lines, age):
    shelf = {"gum": PricedProduct(5), "beer": PricedProduct(5, min_age=16), "gin": PricedProduct(5, min_age=18)}
    assert ring_up(lines, shelf=shelf).age_required == age


def test_an_empty_basket_costs_nothing():
    receipt = ring_up([], [{"kind": "percent_off", "match": on("tea"), "bp": 1000}])
    assert (receipt.due, receipt.net_total, receipt.lines, receipt.applications) == (0, 0, (), ())
    assert receipt.proven
