"""Basket offers, manufacturer coupons and gates on small baskets, worked out by hand (tea 3.00, jam 2.50, bun 0.99)."""

from dataclasses import replace

import pytest

from cart.pricing.model import BasketLine, Context, PricedProduct
from tests.unit.pricing.till import ALL, SHELF, on, ring_up, rules

HALF_OFF_TEA = {"id": "cut", "kind": "percent_off", "match": on("tea"), "bp": 5000}
AMOUNT = {"kind": "spend_amount", "match": ALL}
PERCENT = {"kind": "spend_percent", "match": ALL}
STEPS = {"kind": "spend_tiers", "match": ALL}

ALONE = [
    ("tea*2", AMOUNT | {"min_spend": 600, "amount": 100}, 100),
    ("tea*2", AMOUNT | {"min_spend": 601, "amount": 100}, 0),
    ("tea*2 card", AMOUNT | {"min_spend": 601, "amount": 100}, 0),  # a gift card reaches no threshold
    ("tea*2 jam", AMOUNT | {"match": on("tea"), "min_spend": 601, "amount": 100}, 0),
    ("tea*2 jam", AMOUNT | {"match": on("jam"), "min_spend": 250, "amount": 400}, 250),  # no more than the jam
    ("tea*2", AMOUNT | {"min_spend": 0, "amount": 1}, 1),
    ("tea*4", AMOUNT | {"min_spend": 500, "amount": 60}, 60),  # once, unless it says every time
    ("tea*4", AMOUNT | {"min_spend": 500, "amount": 60, "repeat": True}, 120),
    ("tea*5", AMOUNT | {"min_spend": 500, "amount": 60, "repeat": True}, 180),
    ("tea*5", AMOUNT | {"min_spend": 500, "amount": 60, "repeat": True, "max_uses": 2}, 120),
    ("bun*3", AMOUNT | {"min_spend": 100, "amount": 200, "repeat": True}, 297),
    ("tea*2 jam", PERCENT | {"min_spend": 0, "bp": 1000}, 85),
    ("bun", PERCENT | {"min_spend": 0, "bp": 5000}, 50),  # 49.5
    ("bun*5", PERCENT | {"min_spend": 0, "bp": 5000}, 248),  # 247.5 once, not five times 50
    ("bun*5", PERCENT | {"min_spend": 496, "bp": 5000}, 0),
    ("tea jam", PERCENT | {"match": {"categories": ["sweet"]}, "min_spend": 250, "bp": 2000}, 50),
    ("tea", STEPS | {"tiers": [{"min_spend": 301, "amount": 10}]}, 0),
    ("tea", STEPS | {"tiers": [{"min_spend": 300, "amount": 10}, {"min_spend": 600, "amount": 50}]}, 10),
    ("tea*2", STEPS | {"tiers": [{"min_spend": 300, "amount": 10}, {"min_spend": 600, "amount": 50}]}, 50),
    ("tea*9", STEPS | {"tiers": [{"min_spend": 300, "amount": 10}, {"min_spend": 600, "amount": 50}]}, 50),
    ("bun", STEPS | {"tiers": [{"min_spend": 50, "amount": 120}]}, 99),
]


@pytest.mark.parametrize(("lines", "table", "saved"), ALONE)
def test_what_a_basket_offer_saves(lines, table, saved):
    receipt = ring_up(lines, [table])
    assert receipt.offer_savings == saved
    assert receipt.net_total == receipt.regular_total - saved
    assert [use.stage for use in receipt.applications] == ["basket"] * (saved > 0)


@pytest.mark.parametrize(("way", "saved"), [("half_up", 248), ("half_even", 248), ("down", 247)])
def test_a_percentage_of_the_basket_is_rounded_the_stores_way(way, saved):
    assert ring_up("bun*5", [PERCENT | {"min_spend": 0, "bp": 5000}], house=rules(rounding=way)).offer_savings == saved


@pytest.mark.parametrize(("way", "saved"), [("half_up", 150), ("half_even", 150), ("down", 149)])
def test_half_of_299_tells_the_ways_apart(way, saved):
    shelf = {"mug": PricedProduct(299)}
    table = PERCENT | {"min_spend": 0, "bp": 5000}
    assert ring_up("mug", [table], house=rules(rounding=way), shelf=shelf).offer_savings == saved


AFTER_ITEMS = [
    # Tea at half, 150 + 250 = 400, a tenth of that is 40.
    ("net", PERCENT | {"min_spend": 0, "bp": 1000}, 150 + 40),
    # 400 is left: 401 is reached only at shelf prices or without the half (30 off beats no 150).
    ("net", AMOUNT | {"min_spend": 401, "amount": 30}, 150),
    ("regular", AMOUNT | {"min_spend": 401, "amount": 30}, 180),
    ("regular", AMOUNT | {"min_spend": 550, "amount": 30}, 180),
    ("regular", AMOUNT | {"min_spend": 551, "amount": 30}, 150),
    # 200 off is worth more than the half price: the half is left, 550 stays.
    ("net", AMOUNT | {"min_spend": 401, "amount": 200}, 200),
    # A percentage is of what is paid, also where the threshold is of shelf prices.
    ("regular", PERCENT | {"min_spend": 550, "bp": 1000}, 150 + 40),
    ("net", STEPS | {"tiers": [{"min_spend": 400, "amount": 20}, {"min_spend": 500, "amount": 25}]}, 170),
    ("regular", STEPS | {"tiers": [{"min_spend": 400, "amount": 20}, {"min_spend": 500, "amount": 25}]}, 175),
]


@pytest.mark.parametrize(("threshold", "table", "saved"), AFTER_ITEMS)
def test_a_basket_offer_comes_after_the_item_offers(threshold, table, saved):
    receipt = ring_up("tea jam", [HALF_OFF_TEA, table], house=rules(threshold_on=threshold))
    assert receipt.offer_savings == saved


def stack(*tables):
    return [{"match": ALL, "stackable": True} | table for table in tables]


def lone(name, amount):
    return AMOUNT | {"id": name, "min_spend": 1, "amount": amount}


TENTH = {"kind": "spend_percent", "min_spend": 0, "bp": 1000}
HUNDRED = {"kind": "spend_amount", "min_spend": 500, "amount": 100}
STACKED = [
    # In the order of ids, each on what is left: 60 + 100, or 100 + 50.
    (stack(TENTH | {"id": "a"}, HUNDRED | {"id": "b"}), "net", 160),
    (stack(TENTH | {"id": "b"}, HUNDRED | {"id": "a"}), "net", 150),
    # After 100 off, 500 is left: 550 is not reached, so one of them stands alone.
    (stack(TENTH | {"id": "b", "min_spend": 550}, HUNDRED | {"id": "a"}), "net", 100),
    (stack(TENTH | {"id": "b", "min_spend": 550}, HUNDRED | {"id": "a"}), "regular", 150),
    # One that is not stackable is used alone or not at all.
    ([*stack(TENTH | {"id": "a"}), HUNDRED | {"id": "b", "match": ALL}], "net", 100),
    ([*stack(TENTH | {"id": "a"}, HUNDRED | {"id": "b"}), lone("c", 159)], "net", 160),
    ([*stack(TENTH | {"id": "a"}, HUNDRED | {"id": "b"}), lone("c", 161)], "net", 161),
    # Two that are not stackable: the better.
    ([lone("a", 70), lone("b", 71)], "net", 71),
    # Three together; nothing is left for the third.
    (stack(*({"id": i, "kind": "spend_amount", "min_spend": 0, "amount": 250} for i in "abc")), "net", 600),
]


@pytest.mark.parametrize(("tables", "threshold", "saved"), STACKED)
def test_stacked_basket_offers(tables, threshold, saved):
    house = rules(threshold_on=threshold)
    assert ring_up("tea*2", tables, house=house).offer_savings == saved
    assert ring_up("tea*2", tables[::-1], house=house).offer_savings == saved


NO_BASKET = [
    # 150 for the tea is out of it; a tenth of the jam.
    ("tea jam", PERCENT | {"min_spend": 0, "bp": 1000}, 150 + 25),
    # The jam alone reaches 250, not 251: the half price beats 100 off.
    ("tea jam", AMOUNT | {"min_spend": 250, "amount": 100}, 250),
    ("tea jam", AMOUNT | {"min_spend": 251, "amount": 100}, 150),
    ("tea jam", AMOUNT | {"min_spend": 251, "amount": 160}, 160),
]


@pytest.mark.parametrize("threshold", ["net", "regular"])
@pytest.mark.parametrize(("lines", "table", "saved"), NO_BASKET)
def test_what_an_exclusive_offer_used_is_out_of_basket_offers(lines, table, saved, threshold):
    offers = [HALF_OFF_TEA | {"no_basket": True}, table]
    assert ring_up(lines, offers, house=rules(threshold_on=threshold)).offer_savings == saved


MFR = {"kind": "mfr_coupon", "coupon": "C", "match": ALL, "n": 1}
PAID = [
    ("tea", MFR | {"amount": 100}, 0, 0),  # not presented
    ("tea", MFR | {"amount": 100}, 1, 100),
    ("tea*3", MFR | {"amount": 100}, 2, 200),  # a use a copy
    ("tea*3", MFR | {"amount": 100, "max_uses": 1}, 2, 100),
    ("tea", MFR | {"amount": 100}, 2, 100),  # one piece serves one coupon
    ("tea jam", MFR | {"amount": 100_000}, 1, 300),  # "free": the dearest
    ("tea*3", MFR | {"n": 2, "amount": 700}, 5, 600),  # two of three; no more than they cost
    ("tea*4", MFR | {"n": 2, "amount": 150}, 5, 300),
    ("tea", MFR | {"n": 2, "amount": 100}, 1, 0),
    ("tea jam", MFR | {"match": on("jam"), "amount": 300}, 1, 250),
]


@pytest.mark.parametrize(("lines", "table", "copies", "paid"), PAID)
def test_what_a_manufacturers_coupon_pays(lines, table, copies, paid):
    receipt = ring_up(lines, [table], coupons={"C": copies})
    assert (receipt.mfr_savings, receipt.offer_savings, receipt.total_savings) == (paid, 0, paid)
    assert receipt.due == receipt.net_total - paid


def test_a_coupon_pays_on_what_offers_left():
    """Tea at half is 150; a coupon of 2.00 pays 150 and no more."""
    receipt = ring_up("tea", [HALF_OFF_TEA, MFR | {"amount": 200}], coupons={"C": 1})
    assert (receipt.offer_savings, receipt.mfr_savings, receipt.due) == (150, 150, 0)


def test_all_coupons_together_pay_no_more_than_the_goods_cost():
    """50 off the basket leaves 250 of the tea, so its coupon of 3.00 pays 250."""
    offers = [AMOUNT | {"min_spend": 1, "amount": 50}, MFR | {"amount": 300}]
    receipt = ring_up("tea", offers, coupons={"C": 1})
    assert (receipt.net_total, receipt.mfr_savings, receipt.due) == (250, 250, 0)


def test_a_coupon_pays_nothing_back_for_a_refund():
    receipt = ring_up([BasketLine("r", "tea", qty=2, refund=True), "jam"], [MFR | {"amount": 250}], coupons={"C": 1})
    assert (receipt.net_total, receipt.mfr_savings, receipt.due) == (-350, 0, -350)


GATED = {"kind": "amount_off", "match": ALL, "amount": 50}
GATES = [
    ({"customer_tiers": ["member"]}, (), {}, 0),
    ({"customer_tiers": ["member"]}, ("member",), {}, 150),
    ({"customer_tiers": ["gold", "senior"]}, ("member", "senior"), {}, 150),
    ({"coupon": "K"}, (), {}, 0),
    ({"coupon": "K"}, (), {"K": 0}, 0),
    ({"coupon": "K"}, (), {"K": 1}, 150),  # no limit a copy: for every piece
    ({"coupon": "K"}, (), {"k": 1}, 0),
    ({"coupon": "K", "uses_per_coupon": 1}, (), {"K": 1}, 50),
    ({"coupon": "K", "uses_per_coupon": 1}, (), {"K": 2}, 100),
    ({"coupon": "K", "uses_per_coupon": 2}, (), {"K": 1}, 100),
    ({"coupon": "K", "uses_per_coupon": 2, "max_uses": 1}, (), {"K": 9}, 50),
    ({"coupon": "K", "uses_per_coupon": 5, "max_uses": 2}, (), {"K": 1}, 100),
    ({"max_uses": 2}, (), {}, 100),
    ({"max_uses": 4}, (), {}, 150),
    ({"customer_tiers": ["member"], "coupon": "K"}, ("member",), {}, 0),
    ({"customer_tiers": ["member"], "coupon": "K"}, (), {"K": 1}, 0),
]


@pytest.mark.parametrize(("gate", "tiers", "coupons", "saved"), GATES)
def test_gates(gate, tiers, coupons, saved):
    context = Context("2026-05-11T10:00", tiers)
    assert ring_up("tea*3", [GATED | gate], coupons=coupons, context=context).offer_savings == saved


WHEN = [
    ({"from": "2026-05-11"}, "2026-05-10T23:59", False),
    ({"from": "2026-05-11"}, "2026-05-11T00:00", True),
    ({"to": "2026-05-11"}, "2026-05-11T23:59", True),
    ({"to": "2026-05-11"}, "2026-05-12T00:00", False),
    ({"from": "2026-05-11", "to": "2026-05-11"}, "2026-05-11T12:00", True),
    ({"days": [0]}, "2026-05-11T12:00", True),  # a Monday
    ({"days": [0]}, "2026-05-12T12:00", False),
    ({"days": [5, 6]}, "2026-05-16T12:00", True),
    ({"days": [5, 6]}, "2026-05-17T12:00", True),
    ({"days": []}, "2026-05-17T12:00", False),
    ({"start": "16:00"}, "2026-05-11T15:59", False),
    ({"start": "16:00"}, "2026-05-11T16:00", True),
    ({"end": "18:00"}, "2026-05-11T17:59", True),
    ({"end": "18:00"}, "2026-05-11T18:00", False),
    ({"start": "16:00", "end": "18:00", "days": [1]}, "2026-05-11T17:00", False),
    ({"start": "16:00", "end": "18:00", "days": [1]}, "2026-05-12T17:00", True),
    ({"days": [3]}, "2024-02-29T12:00", True),  # a leap day, a Thursday
]


@pytest.mark.parametrize("table", [GATED, AMOUNT | {"min_spend": 1, "amount": 150}], ids=["item", "basket"])
@pytest.mark.parametrize(("valid", "now", "runs"), WHEN)
def test_the_hours_in_which_an_offer_runs(valid, now, runs, table):
    receipt = ring_up("tea*3", [table | {"valid": valid}], context=Context(now))
    assert receipt.offer_savings == 150 * runs


def test_of_a_group_one_offer_is_used_however_often():
    tenth = {"kind": "percent_off", "match": on("tea"), "bp": 1000, "group": "G"}
    pairs = {"kind": "n_for_price", "match": on("jam"), "n": 2, "price": 460, "group": "G"}
    assert ring_up("tea*2 jam*2", [tenth, pairs]).offer_savings == 60
    assert ring_up("tea*2 jam*4", [tenth, pairs]).offer_savings == 80
    assert ring_up("tea*2 jam*4", [tenth, pairs | {"group": "H"}]).offer_savings == 140


def test_a_group_bars_no_basket_offer():
    tenth = {"kind": "percent_off", "match": ALL, "bp": 1000, "group": "G"}
    assert ring_up("tea*2", [tenth, AMOUNT | {"min_spend": 1, "amount": 5}]).offer_savings == 65


def test_a_coupon_for_the_basket_needs_its_code_as_well():
    table = AMOUNT | {"min_spend": 200, "amount": 10, "repeat": True, "coupon": "K", "uses_per_coupon": 1}
    assert ring_up("tea*2", [table]).offer_savings == 0
    assert ring_up("tea*2", [table], coupons={"K": 1}).offer_savings == 10
    assert ring_up("tea*2", [table], coupons={"K": 2}).offer_savings == 20
    assert ring_up("tea*2", [table], coupons={"K": 5}).offer_savings == 30  # 600 holds 200 three times


def test_a_members_price_lowers_what_a_spend_counts():
    shelf = SHELF | {"tea": replace(SHELF["tea"], member_price=240)}
    table = AMOUNT | {"min_spend": 300, "amount": 40}
    member = Context("2026-05-11T10:00", ("member",))
    assert ring_up("tea", [table], shelf=shelf, context=member).offer_savings == 60  # 240 is no 300
    assert ring_up("tea", [table], shelf=shelf).offer_savings == 40
    on_regular = rules(threshold_on="regular")
    assert ring_up("tea", [table], house=on_regular, shelf=shelf, context=member).offer_savings == 100


@pytest.mark.parametrize(
    ("first", "second", "due"),
    [
        ({"kind": "spend_percent", "match": on("jam"), "bp": 1000, "min_spend": 0}, 300, 250 - 25 + 600 - 300),
        ({"kind": "spend_amount", "match": on("jam"), "amount": 100, "min_spend": 100}, 300, 150 + 600 - 300),
        ({"kind": "spend_amount", "match": on("tea"), "amount": 100, "min_spend": 601}, 300, 850 - 300),
    ],
    ids=["percent", "amount", "not reached"],
)
def test_an_offer_of_a_department_stacks_with_one_of_the_basket(first, second, due):
    whole = {"kind": "spend_amount", "match": ALL, "min_spend": 700, "amount": second}
    receipt = ring_up("jam tea*2", [first | {"stackable": True}, whole | {"stackable": True}])
    assert (receipt.due, receipt.proven) == (due, True)


def test_what_one_department_saves_lowers_what_another_sees_of_it():
    """Half off all (425 of 850) leaves 125 of the jam and 300 of the tea; a tenth off the jam is 13 more."""
    half = {"kind": "spend_percent", "match": ALL, "min_spend": 100, "bp": 5000, "stackable": True}
    tenth = {"kind": "spend_percent", "match": on("jam"), "min_spend": 100, "bp": 1000, "stackable": True}
    assert ring_up("jam tea*2", [half, tenth]).due == 850 - 425 - 13
