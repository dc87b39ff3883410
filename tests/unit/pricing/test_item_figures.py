"""Every kind of item offer on small baskets, the savings worked out by hand (tea 3.00, jam 2.50, bun 0.99)."""

import pytest

from cart.pricing.model import BasketLine, PricedProduct
from tests.unit.pricing.till import ALL, on, ring_up, rules

PERCENT = [
    ("tea*2", {"match": ALL, "bp": 1000}, 60),
    ("tea jam bun", {"match": ALL, "bp": 1000}, 30 + 25 + 10),  # 9.9 of the bun is 10
    ("bun*4", {"match": ALL, "bp": 2500}, 100),  # 24.75 is 25 a piece: rounded piece by piece, not 99 at the end
    ("tea", {"match": ALL, "bp": 3333}, 100),  # 99.99
    ("tea", {"match": ALL, "bp": 10000}, 300),
    ("bun*5", {"match": ALL, "bp": 50}, 0),  # 0.495 is nothing, however many
    ("bun*5", {"match": ALL, "bp": 51}, 5),  # 0.5049 is a cent
    ("tea jam", {"match": on("jam"), "bp": 2000}, 50),
    ("tea jam", {"match": {"categories": ["hot", "bread"]}, "bp": 2000}, 60),
    ("tea jam bun", {"match": {"all": True, "exclude_categories": ["hot"]}, "bp": 1000}, 25 + 10),
    ("tea jam bun", {"match": {"categories": ["hot", "sweet"], "exclude_products": ["tea"]}, "bp": 1000}, 25),
    ("tea*3", {"match": ALL, "bp": 1000, "max_uses": 2}, 60),
    ("bun jam tea", {"match": ALL, "bp": 1000, "max_uses": 1}, 30),  # the dearest
    ("tea card", {"match": ALL, "bp": 1000}, 30),  # a gift card is never lowered
]
AMOUNT = [
    ("tea*3", {"match": ALL, "amount": 40}, 120),
    ("tea", {"match": ALL, "amount": 400}, 300),  # never more than the piece costs
    ("bun tea", {"match": ALL, "amount": 100}, 99 + 100),
    ("bun tea", {"match": ALL, "amount": 100, "max_uses": 1}, 100),
    ("bun jam", {"match": on("jam"), "amount": 1}, 1),
    ("card", {"match": ALL, "amount": 100}, 0),
]
FIXED = [
    ("tea*2", {"match": ALL, "price": 199}, 202),
    ("tea jam bun", {"match": ALL, "price": 199}, 101 + 51),  # the bun is cheaper already
    ("tea", {"match": ALL, "price": 300}, 0),
    ("tea", {"match": ALL, "price": 301}, 0),
    ("tea", {"match": ALL, "price": 0}, 300),
    ("tea jam", {"match": ALL, "price": 100, "max_uses": 1}, 200),
]
SEVERAL = [
    ("tea", {"match": ALL, "n": 2, "price": 500}, 0),
    ("tea*2", {"match": ALL, "n": 2, "price": 500}, 100),
    ("tea*3", {"match": ALL, "n": 2, "price": 500}, 100),
    ("tea*4", {"match": ALL, "n": 2, "price": 500}, 200),
    ("tea*4", {"match": ALL, "n": 2, "price": 500, "max_uses": 1}, 100),
    ("tea jam", {"match": ALL, "n": 2, "price": 500}, 50),
    ("tea*2 jam bun", {"match": ALL, "n": 2, "price": 500}, 100),
    ("tea*2 jam", {"match": ALL, "n": 3, "price": 600}, 250),
    ("jam bun", {"match": ALL, "n": 2, "price": 349}, 0),  # just what they cost: not an application
    ("jam bun", {"match": ALL, "n": 2, "price": 348}, 1),
    ("tea", {"match": ALL, "n": 1, "price": 250}, 50),
    ("tea*2", {"match": ALL, "n": 2, "price": 0}, 600),
    ("tea jam", {"match": on("tea"), "n": 2, "price": 1}, 0),
]
SEVERAL_OFF = [
    ("tea*2", {"match": ALL, "n": 2, "amount": 100}, 100),
    ("tea*5", {"match": ALL, "n": 2, "amount": 100}, 200),
    ("tea*5", {"match": ALL, "n": 2, "amount": 100, "max_uses": 1}, 100),
    ("bun*2", {"match": ALL, "n": 2, "amount": 500}, 198),
    ("bun*5", {"match": ALL, "n": 5, "amount": 500}, 495),
    ("bun*4", {"match": ALL, "n": 5, "amount": 500}, 0),
    ("bun*2 tea*2", {"match": ALL, "n": 2, "amount": 350}, 700),  # a bun with each tea, not like with like: 350 + 198
]
BUY_GET = [
    ("tea*3", {"match": ALL, "buy": 2, "get": 1, "bp": 10000}, 300),
    ("tea*2", {"match": ALL, "buy": 2, "get": 1, "bp": 10000}, 0),
    ("tea*5", {"match": ALL, "buy": 2, "get": 1, "bp": 10000}, 300),
    ("tea*6", {"match": ALL, "buy": 2, "get": 1, "bp": 10000}, 600),
    ("tea*2 jam", {"match": ALL, "buy": 2, "get": 1, "bp": 10000}, 250),
    ("tea*2 jam*2", {"match": ALL, "buy": 1, "get": 1, "bp": 10000}, 550),  # like with like
    ("tea jam bun", {"match": ALL, "buy": 1, "get": 2, "bp": 10000}, 349),
    ("bun*2", {"match": ALL, "buy": 1, "get": 1, "bp": 5000}, 50),  # 49.5
    ("tea jam", {"match": ALL, "buy": 1, "get": 1, "bp": 4000}, 100),
    ("tea*4", {"match": ALL, "buy": 1, "get": 1, "bp": 10000, "max_uses": 1}, 300),
    ("tea*3 jam*3", {"match": ALL, "buy": 2, "get": 1, "bp": 10000}, 550),
]
BUY_THIS = {"buy_match": on("tea"), "buy": 1, "get_match": on("jam"), "get": 1, "bp": 5000}
BUY_OTHER = [
    ("tea jam", BUY_THIS, 125),
    ("tea", BUY_THIS, 0),
    ("jam*2", BUY_THIS, 0),
    ("tea*2 jam", BUY_THIS, 125),
    ("tea jam*2", BUY_THIS, 125),
    ("tea*2 jam*2", BUY_THIS, 250),
    ("tea jam*2", BUY_THIS | {"get": 2}, 250),
    ("tea*2 jam", BUY_THIS | {"buy": 2, "bp": 10000}, 250),
    ("tea jam", BUY_THIS | {"buy": 2, "bp": 10000}, 0),
    ("tea*2", BUY_THIS | {"get_match": ALL, "bp": 10000}, 300),  # another piece of tea is "any"
    ("tea", BUY_THIS | {"get_match": ALL, "bp": 10000}, 0),  # the same piece is not
    ("tea bun jam", BUY_THIS | {"get_match": ALL, "bp": 10000}, 250),
]
PAIR = {"slots": [{"match": on("tea"), "n": 1}, {"match": on("jam"), "n": 1}], "price": 400}
BUNDLE = [
    ("tea jam", PAIR, 150),
    ("tea", PAIR, 0),
    ("tea*2 jam", PAIR, 150),
    ("tea*2 jam*2", PAIR, 300),
    ("tea*2 jam*2", PAIR | {"max_uses": 1}, 150),
    ("tea jam", PAIR | {"price": 550}, 0),
    ("tea*2 bun", {"slots": [{"match": on("tea"), "n": 2}, {"match": on("bun"), "n": 1}], "price": 500}, 199),
    ("tea bun", {"slots": [{"match": on("tea"), "n": 2}, {"match": on("bun"), "n": 1}], "price": 1}, 0),
    ("jam*2", {"slots": [{"match": ALL, "n": 1}, {"match": on("jam"), "n": 1}], "price": 400}, 100),
    ("jam*2 tea", {"slots": [{"match": ALL, "n": 1}, {"match": on("jam"), "n": 1}], "price": 400}, 150),
    ("tea*3", {"slots": [{"match": on("tea"), "n": 3}], "price": 700}, 200),
]
STEPS = {"match": ALL, "tiers": [{"n": 2, "bp": 500}, {"n": 4, "amount": 50}]}
TIERED = [
    ("tea", STEPS, 0),
    ("tea*2", STEPS, 30),
    ("tea*3", STEPS, 45),
    ("tea*4", STEPS, 200),
    ("tea*7", STEPS, 350),
    ("tea*3 bun", STEPS, 200),
    ("tea jam", {"match": ALL, "tiers": [{"n": 2, "bp": 1000}]}, 55),
    ("tea*2 bun", {"match": ALL, "tiers": [{"n": 3, "price": 190}]}, 220),  # the bun counts, though it saves nothing
    ("tea*2", {"match": ALL, "tiers": [{"n": 3, "price": 190}]}, 0),
    ("bun*3", {"match": ALL, "tiers": [{"n": 3, "amount": 200}]}, 297),
    ("tea*4 jam", {"match": on("tea"), "tiers": [{"n": 5, "bp": 9000}]}, 0),
]
TABLE = [
    (kind, *row)
    for kind, some in {
        "percent_off": PERCENT,
        "amount_off": AMOUNT,
        "fixed_price": FIXED,
        "n_for_price": SEVERAL,
        "n_amount_off": SEVERAL_OFF,
        "buy_n_get_m": BUY_GET,
        "buy_x_get_y": BUY_OTHER,
        "bundle": BUNDLE,
        "tiered_qty": TIERED,
    }.items()
    for row in some
]
COSTS = {"tea": 300, "jam": 250, "bun": 99, "card": 500}


@pytest.mark.parametrize(("kind", "lines", "table", "saved"), TABLE, ids=lambda v: v if isinstance(v, str) else "")
def test_what_an_offer_saves(kind, lines, table, saved):
    receipt = ring_up(lines, [{"kind": kind} | table])
    regular = sum(COSTS[part.partition("*")[0]] * int(part.partition("*")[2] or 1) for part in lines.split())
    assert (receipt.regular_total, receipt.offer_savings) == (regular, saved)
    assert (receipt.net_total, receipt.due) == (regular - saved, regular - saved)
    assert receipt.proven
    assert sum(use.saving for use in receipt.applications) == saved
    assert all(use.saving > 0 for use in receipt.applications)


@pytest.mark.parametrize(
    ("way", "saved"),
    [("half_up", 23), ("half_even", 22), ("down", 22)],
)
@pytest.mark.parametrize(
    "table",
    [
        {"kind": "percent_off", "match": ALL, "bp": 5000, "max_uses": 1},
        {"kind": "buy_n_get_m", "match": ALL, "buy": 1, "get": 1, "bp": 5000},
        {"kind": "buy_x_get_y", "buy_match": ALL, "buy": 1, "get_match": ALL, "get": 1, "bp": 5000},
    ],
    ids=lambda table: table["kind"],
)
def test_half_of_45_cents_is_rounded_the_stores_way(table, way, saved):
    receipt = ring_up("gum*2", [table], house=rules(rounding=way), shelf={"gum": PricedProduct(45)})
    assert receipt.offer_savings == saved


@pytest.mark.parametrize(("way", "saved"), [("half_up", 3 * 8), ("half_even", 3 * 8), ("down", 3 * 7)])
def test_a_steps_percentage_is_rounded_the_stores_way(way, saved):
    """5 % of 1.50 is 7.5 cents a piece."""
    table = {"kind": "tiered_qty", "match": ALL, "tiers": [{"n": 3, "bp": 500}]}
    shelf = {"gum": PricedProduct(150)}
    assert ring_up("gum*3", [table], house=rules(rounding=way), shelf=shelf).offer_savings == saved


COMPETING = [
    # 2 for 5.00 on two of them and a tenth off the third.
    ("tea*3", [{"kind": "n_for_price", "match": ALL, "n": 2, "price": 500}, {"kind": "percent_off", "bp": 1000}], 130),
    # A tenth off each of three is 90, three for 8.20 is 80.
    ("tea*3", [{"kind": "n_for_price", "match": ALL, "n": 3, "price": 820}, {"kind": "percent_off", "bp": 1000}], 90),
    # The jam is either the free one or part of the bundle, never both.
    (
        "tea*2 jam",
        [
            {"kind": "buy_x_get_y", "buy_match": on("tea"), "buy": 1, "get_match": on("jam"), "get": 1, "bp": 10000},
            {"kind": "bundle", "slots": [{"match": on("tea"), "n": 2}, {"match": on("jam"), "n": 1}], "price": 620},
        ],
        250,
    ),
    # Two amounts: the higher one once, then the lower.
    ("tea*2", [{"kind": "amount_off", "amount": 90, "max_uses": 1}, {"kind": "amount_off", "amount": 20}], 110),
    # What is bought for a gift pays its full price: 250 free and nothing else, or 60 and 50 off both.
    (
        "tea jam",
        [
            {"kind": "buy_x_get_y", "buy_match": on("tea"), "buy": 1, "get_match": on("jam"), "get": 1, "bp": 4000},
            {"kind": "percent_off", "bp": 2000},
        ],
        110,
    ),
]


@pytest.mark.parametrize(("lines", "tables", "saved"), COMPETING)
def test_a_piece_serves_one_offer_and_the_best_mix_is_found(lines, tables, saved):
    offers = [({"match": ALL} if "slots" not in t and "buy_match" not in t else {}) | t for t in tables]
    assert ring_up(lines, offers).offer_savings == saved
    assert ring_up(lines, offers[::-1]).offer_savings == saved


def test_the_greedy_choice_is_not_taken_where_it_costs_more():
    """Three for 5.00 looks best (400 of 900), but two pairs save 2 x 220 = 440 on the same four pieces."""
    offers = [
        {"kind": "n_for_price", "match": ALL, "n": 3, "price": 500},
        {"kind": "n_for_price", "match": ALL, "n": 2, "price": 380},
    ]
    assert ring_up("tea*4", offers).offer_savings == 440
    assert ring_up("tea*5", offers).offer_savings == 400 + 220


SPLITS = [
    # 850 for 6.00: 250 saved, by running floors over jam 250, tea 300, tea 300: 73, 161 - 73, 250 - 161.
    ("tea*2 jam", {"kind": "n_for_price", "match": ALL, "n": 3, "price": 600}, {"tea": 88 + 89, "jam": 73}),
    # 100 over bun 99 and tea 300: 24 (24.8 floored), the rest on the tea.
    ("tea bun", {"kind": "n_amount_off", "match": ALL, "n": 2, "amount": 100}, {"bun": 24, "tea": 76}),
    # 150 over jam 250 (68.18) and tea 300.
    ("tea jam", {"kind": "bundle"} | PAIR, {"jam": 68, "tea": 82}),
    # A gift's saving stands on the gift alone.
    ("tea jam", {"kind": "buy_x_get_y"} | BUY_THIS, {"jam": 125, "tea": 0}),
    ("tea*2 jam", {"kind": "buy_n_get_m", "match": ALL, "buy": 2, "get": 1, "bp": 10000}, {"jam": 250, "tea": 0}),
    ("tea jam", {"kind": "tiered_qty", "match": ALL, "tiers": [{"n": 2, "bp": 1000}]}, {"jam": 25, "tea": 30}),
]


@pytest.mark.parametrize(("lines", "table", "shares"), SPLITS, ids=lambda v: v.get("kind") if type(v) is dict else None)
def test_a_joint_saving_is_split_over_its_lines(lines, table, shares):
    receipt = ring_up(lines, [table])
    saved = {row.product: sum(saving.cents for saving in row.savings) for row in receipt.lines}
    assert saved == shares
    assert {row.product: row.regular - row.net for row in receipt.lines} == shares


CLOSED = [
    BasketLine("x", "tea", qty=2, refund=True),
    BasketLine("x", "tea", qty=2, override_price=280),
    BasketLine("x", "tea", qty=2, void=True),
    BasketLine("x", "card", qty=2),
]
KINDS = [
    {"kind": "percent_off", "match": ALL, "bp": 5000},
    {"kind": "amount_off", "match": ALL, "amount": 50},
    {"kind": "fixed_price", "match": ALL, "price": 1},
    {"kind": "n_for_price", "match": ALL, "n": 2, "price": 1},
    {"kind": "n_amount_off", "match": ALL, "n": 2, "amount": 50},
    {"kind": "buy_n_get_m", "match": ALL, "buy": 1, "get": 1, "bp": 10000},
    {"kind": "buy_x_get_y", "buy_match": ALL, "buy": 1, "get_match": ALL, "get": 1, "bp": 10000},
    {"kind": "bundle", "slots": [{"match": ALL, "n": 2}], "price": 1},
    {"kind": "tiered_qty", "match": ALL, "tiers": [{"n": 2, "amount": 9}]},
    {"kind": "spend_amount", "match": ALL, "min_spend": 1, "amount": 50},
    {"kind": "spend_percent", "match": ALL, "min_spend": 0, "bp": 5000},
    {"kind": "spend_tiers", "match": ALL, "tiers": [{"min_spend": 1, "amount": 50}]},
    {"kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 50, "coupon": "C"},
]


@pytest.mark.parametrize("shut", CLOSED, ids=["refund", "override", "void", "no_discount"])
@pytest.mark.parametrize("table", KINDS, ids=lambda table: table["kind"])
def test_no_offer_touches_what_is_shut_to_offers(table, shut):
    bare = ring_up([shut])
    receipt = ring_up([shut], [table], coupons={"C": 9})
    assert receipt.applications == ()
    assert (receipt.due, receipt.total_savings) == (bare.due, 0)


@pytest.mark.parametrize("shut", CLOSED, ids=["refund", "override", "void", "no_discount"])
@pytest.mark.parametrize("table", KINDS[3:8], ids=lambda table: table["kind"])
def test_what_is_shut_is_no_condition_either(table, shut):
    """One open piece beside two shut ones completes nothing."""
    assert ring_up([shut, "jam"], [table]).offer_savings == 0
