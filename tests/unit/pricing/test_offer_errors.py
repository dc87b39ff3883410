"""Every way in which an offer's table can be wrong: the field is named and the reason told; and what is just right."""

import pytest

from cart.errors import ConfigError, OfferError
from cart.pricing.offer_checks import NEEDS, contradiction, known_fields
from cart.pricing.offers import Tier, parse_offer, sift_offers
from cart.pricing.rules import parse_rules
from cart.pricing.selectors import Valid
from tests.unit.pricing.till import ALL, on

SLOTS = [{"match": ALL, "n": 1}]
FULL = {
    "match": ALL, "bp": 500, "amount": 50, "price": 99, "n": 2, "buy": 1, "get": 1, "buy_match": ALL, "get_match": ALL,
    "slots": SLOTS, "min_spend": 100, "coupon": "C",
}  # fmt: skip
STEP = {"tiered_qty": [{"n": 2, "bp": 500}], "spend_tiers": [{"min_spend": 100, "amount": 50}]}


def offer(kind, **changes):
    """The smallest good table of a kind, with changes; None takes a field away."""
    table = {"id": "o", "kind": kind}
    table |= {field: STEP[kind] if field == "tiers" else FULL[field] for field in NEEDS[kind]}
    return {field: value for field, value in (table | changes).items() if value is not None}


@pytest.mark.parametrize("kind", NEEDS)
def test_the_least_that_a_kind_needs_is_enough(kind):
    parsed = parse_offer(offer(kind))
    assert parsed.kind == kind
    assert parsed.on_items + parsed.on_basket + (kind in ("mfr_coupon", "voucher")) == 1


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, fields in NEEDS.items() for field in fields])
def test_whatever_a_kind_needs_is_missed_by_its_name(kind, field):
    with pytest.raises(OfferError, match=f"^offer 'o': {field}: it is missing; {kind} needs "):
        parse_offer(offer(kind, **{field: None}))


FOREIGN = [
    ("percent_off", "amount", 5),
    ("percent_off", "tiers", []),
    ("percent_off", "n", 2),
    ("percent_off", "stackable", True),
    ("amount_off", "bp", 5),
    ("fixed_price", "bp", 5),
    ("n_for_price", "amount", 5),
    ("n_amount_off", "price", 5),
    ("buy_n_get_m", "get_match", ALL),
    ("buy_x_get_y", "match", ALL),
    ("bundle", "match", ALL),
    ("bundle", "n", 2),
    ("tiered_qty", "bp", 5),
    ("spend_amount", "bp", 5),
    ("spend_percent", "amount", 5),
    ("spend_percent", "repeat", True),
    ("spend_tiers", "min_spend", 5),
    ("spend_tiers", "repeat", True),
    ("mfr_coupon", "stackable", True),
    ("mfr_coupon", "price", 5),
]


@pytest.mark.parametrize(("kind", "field", "value"), FOREIGN)
def test_a_field_of_another_kind_is_refused(kind, field, value):
    with pytest.raises(OfferError, match=f"^offer 'o': {field}: {kind} has no such field"):
        parse_offer(offer(kind, **{field: value}))


@pytest.mark.parametrize("kind", NEEDS)
def test_every_kind_has_the_gates_that_all_share(kind):
    gates = {"words": "w", "customer_tiers": ["gold"], "valid": {"from": "2026-01-01"}, "coupon": "C", "max_uses": 2}
    gates |= {"uses_per_coupon": 3, "group": "G", "no_basket": True}
    assert set(gates) <= known_fields(kind)
    parsed = parse_offer(offer(kind, **gates))
    assert (parsed.customer_tiers, parsed.valid, parsed.max_uses) == (("gold",), Valid("2026-01-01"), 2)
    assert (parsed.coupon, parsed.uses_per_coupon, parsed.group, parsed.no_basket) == ("C", 3, "G", True)


NUMBERS = [
    ("percent_off", "bp", 0, "bp: it is 0, the least is 1"),
    ("percent_off", "bp", 10_001, "bp: it is 10001, more than 10000"),
    ("percent_off", "bp", "5", "bp: a whole number is needed, '5' is given"),
    ("amount_off", "amount", 0, "amount: it is 0, the least is 1"),
    ("amount_off", "amount", 2.5, "amount: a whole number is needed, 2.5 is given"),
    ("fixed_price", "price", -1, "price: it is -1, the least is 0"),
    ("n_for_price", "n", 0, "n: it is 0, the least is 1"),
    ("n_for_price", "n", True, "n: a whole number is needed, True is given"),
    ("buy_n_get_m", "buy", 0, "buy: it is 0, the least is 1"),
    ("buy_n_get_m", "get", -2, "get: it is -2, the least is 1"),
    ("buy_x_get_y", "get", 0, "get: it is 0, the least is 1"),
    ("bundle", "price", [], r"price: a whole number is needed, \[\] is given"),
    ("spend_amount", "min_spend", -1, "min_spend: it is -1, the least is 0"),
    ("mfr_coupon", "amount", 0, "amount: it is 0, the least is 1"),
    ("percent_off", "max_uses", 0, "max_uses: it is 0, the least is 1"),
    ("percent_off", "max_uses", 1.0, "max_uses: a whole number is needed, 1.0 is given"),
    ("mfr_coupon", "uses_per_coupon", 0, "uses_per_coupon: it is 0, the least is 1"),
]


@pytest.mark.parametrize(("kind", "field", "value", "words"), NUMBERS)
def test_numbers_out_of_their_range(kind, field, value, words):
    with pytest.raises(OfferError, match=f"^offer 'o': {words}"):
        parse_offer(offer(kind, **{field: value}))


JUST_RIGHT = [
    ("percent_off", "bp", 1),
    ("percent_off", "bp", 10_000),
    ("amount_off", "amount", 1),
    ("fixed_price", "price", 0),
    ("n_for_price", "n", 1),
    ("n_for_price", "price", 0),
    ("spend_amount", "min_spend", 0),
    ("spend_percent", "min_spend", 0),
    ("percent_off", "max_uses", 1),
]


@pytest.mark.parametrize(("kind", "field", "value"), JUST_RIGHT)
def test_numbers_at_the_ends_of_their_range(kind, field, value):
    assert getattr(parse_offer(offer(kind, **{field: value})), field) == value


WRONG = [
    ("percent_off", {"match": {"all": False}}, "match: it selects nothing"),
    ("percent_off", {"match": {"products": []}}, "match: it selects nothing"),
    ("percent_off", {"match": {"exclude_products": ["a"]}}, "match: it selects nothing"),
    ("buy_x_get_y", {"buy_match": {}}, "buy_match: it selects nothing"),
    ("buy_x_get_y", {"get_match": {"categories": []}}, "get_match: it selects nothing"),
    ("percent_off", {"match": {"products": "tea"}}, "match.products"),
    ("percent_off", {"match": {"products": [5]}}, r"match.products\[0\]: str is needed, 5 is given"),
    ("percent_off", {"match": {"product": ["tea"], "all": True}}, "unknown key 'product'. Did you mean 'products'"),
    ("bundle", {"slots": []}, "slots: a bundle needs at least one"),
    ("bundle", {"slots": [*SLOTS, {"n": 1}]}, r"slots\[1\]: a match that selects something"),
    ("bundle", {"slots": [{"match": ALL}]}, r"slots\[0\]: a match that selects something and n of at least 1"),
    ("bundle", {"slots": [{"match": ALL, "n": "2"}]}, r"slots\[0\]"),
    ("tiered_qty", {"tiers": [{"n": 2, "bp": 500}, {"n": 1, "bp": 600}]}, "tiers: n must rise, 1 follows 2"),
    ("tiered_qty", {"tiers": [{"n": 2, "bp": 500}, {"n": 3, "bp": 499}]}, "tiers: a higher step must not give less"),
    ("tiered_qty", {"tiers": [{"n": 2, "amount": 5}, {"n": 3, "amount": 4}]}, "tiers: a higher step must not give"),
    ("tiered_qty", {"tiers": [{"n": 2, "min_spend": 5, "bp": 5}]}, r"tiers\[0\]: n and one of amount, bp, price"),
    ("tiered_qty", {"tiers": [{"bp": 5}]}, r"tiers\[0\]: n and one of amount, bp, price are needed"),
    ("tiered_qty", {"tiers": [{"n": 2, "bp": 5}, {"n": 3, "amount": 0}]}, r"tiers\[1\]: amount: 0 must be a whole"),
    ("tiered_qty", {"tiers": [{"n": True, "bp": 5}]}, r"tiers\[0\]: n: True must be a whole number of at least 1"),
    ("tiered_qty", {"tiers": [{"n": 2, "price": -1}]}, r"tiers\[0\]: price: -1 must be a whole number of at least 0"),
    ("spend_tiers", {"tiers": [{"min_spend": 5, "bp": 5}]}, r"tiers\[0\]: min_spend and one of amount are needed"),
    ("spend_tiers", {"tiers": [{"n": 5, "amount": 5}]}, r"tiers\[0\]: min_spend"),
    ("spend_tiers", {"tiers": [{"min_spend": 5, "amount": 5}] * 2}, "tiers: min_spend must rise, 5 follows 5"),
    ("spend_amount", {"repeat": True, "min_spend": 0}, "min_spend: a repeated amount needs a spend above zero"),
    ("spend_amount", {"repeat": "yes"}, "repeat"),
    ("percent_off", {"uses_per_coupon": 1}, "uses_per_coupon: it needs a coupon"),
    ("percent_off", {"customer_tiers": "member"}, "customer_tiers"),
    ("percent_off", {"no_basket": 1}, "no_basket: bool is needed, 1 is given"),
    ("percent_off", {"valid": {"from": "1.5.2026"}}, "valid.from: '1.5.2026' is not of the form YYYY-MM-DD"),
    ("percent_off", {"valid": {"to": "2026-5-1"}}, "valid.to: '2026-5-1' is not of the form YYYY-MM-DD"),
    ("percent_off", {"valid": {"start": "8:00"}}, "valid.start: '8:00' is not of the form HH:MM"),
    ("percent_off", {"valid": {"end": "18:00:00"}}, "valid.end: '18:00:00' is not of the form HH:MM"),
    ("percent_off", {"valid": {"start": "08:00", "end": "08:00"}}, "valid.end: it ends"),
    ("percent_off", {"valid": {"from": "2026-02-02", "to": "2026-02-01"}}, "valid.to: it ends"),
    ("percent_off", {"valid": {"days": [-1]}}, "valid.days: days are 0"),
    ("percent_off", {"valid": {"until": "2026-02-02"}}, "unknown key 'until'"),
]


@pytest.mark.parametrize(("kind", "changes", "words"), WRONG)
def test_what_contradicts_itself(kind, changes, words):
    with pytest.raises(OfferError, match=f"^offer 'o'.*{words}"):
        parse_offer(offer(kind, **changes))


RIGHT = [
    ("percent_off", {"valid": {"from": "2026-02-01", "to": "2026-02-01"}}),
    ("percent_off", {"valid": {"start": "08:00", "end": "08:01", "days": [0, 6]}}),
    ("percent_off", {"uses_per_coupon": 1, "coupon": "C"}),
    ("spend_amount", {"stackable": True}),
    ("spend_percent", {"stackable": True}),
    ("spend_tiers", {"stackable": True}),
    ("spend_amount", {"repeat": True}),
    ("tiered_qty", {"tiers": [{"n": 2, "bp": 500}, {"n": 3, "bp": 500}]}),
    ("tiered_qty", {"tiers": [{"n": 2, "price": 90}, {"n": 3, "price": 80}]}),
    ("tiered_qty", {"tiers": [{"n": 2, "bp": 900}, {"n": 3, "amount": 1}]}),  # no telling which of them gives less
    ("spend_tiers", {"tiers": [{"min_spend": 0, "amount": 1}, {"min_spend": 1, "amount": 1}]}),
]


@pytest.mark.parametrize(("kind", "changes"), RIGHT)
def test_what_is_just_within_bounds(kind, changes):
    assert contradiction(offer(kind, **changes)) is None
    assert parse_offer(offer(kind, **changes)).id == "o"


NAMELESS = [({}, "offer '?': id"), ({"id": 7}, "offer 7: id"), ({"id": "x"}, "offer 'x': kind: None is not one of")]


@pytest.mark.parametrize(("table", "words"), NAMELESS)
def test_an_offer_without_name_or_kind(table, words):
    with pytest.raises(OfferError) as caught:
        parse_offer(table)
    assert str(caught.value).startswith(words)


def test_what_is_parsed_is_what_was_written():
    parsed = parse_offer(offer("tiered_qty", tiers=[{"n": 2, "bp": 500}, {"n": 4, "price": 99}]))
    assert parsed.tiers == (Tier(n=2, bp=500), Tier(n=4, price=99))
    slots = [{"match": on("tea"), "n": 2}, {"match": {"categories": ["sweet"]}, "n": 1}]
    bundle = parse_offer(offer("bundle", slots=slots))
    assert [(m.products, m.categories) for m in bundle.matches()] == [(("tea",), ()), ((), ("sweet",))]
    assert [m.products for m in parse_offer(offer("buy_x_get_y", buy_match=on("a"), get_match=on("b"))).matches()] == [
        ("a",),
        ("b",),
    ]


def test_the_good_are_kept_in_order_and_each_bad_one_is_told():
    tables = [
        offer("percent_off", id="b"),
        offer("percent_off", bp=0),
        offer("bundle", id="a"),
        offer("bundle", id="b"),
    ]
    good, problems = sift_offers(tables)
    assert [o.id for o in good] == ["b", "a"]
    assert [p.split(":")[:2] for p in problems] == [["offer 'o'", " bp"], ["offer 'b'", " id"]]
    assert good[0].kind == "percent_off", "the first of a name stays"


RULES = [
    ({"rounding": "up"}, {"A": 0}, "rules.rounding: 'up' is not one of 'half_up', 'half_even', 'down'"),
    ({"tax_rounding": "down"}, {"A": 0}, "rules.tax_rounding: 'down' is not one of"),
    ({"tax_mode": "vat"}, {"A": 0}, "rules.tax_mode: 'vat' is not one of 'exclusive', 'inclusive'"),
    ({"price_lock": "seen"}, {"A": 0}, "rules.price_lock: 'seen' is not one of"),
    ({"threshold_on": "gross"}, {"A": 0}, "rules.threshold_on: 'gross' is not one of"),
    ({"cash_rounding": 3}, {"A": 0}, "rules.cash_rounding: 3 is not 0, 5, 10, 50 or 100"),
    ({"cash": 5}, {"A": 0}, "rules: unknown key 'cash'"),
    ({"points": {"per_cents": 0, "points": 1}}, {"A": 0}, "rules.points.per_cents: it must be at least 1"),
    ({"points": {"points": 1}}, {"A": 0}, "the key 'per_cents' is missing"),
    ({}, {"A": -1}, "tax_rates.A: -1 is not a rate of 0 to 10000"),
    ({}, {"A": 0, "B": 10_001}, "tax_rates.B: 10001 is not a rate"),
    ({}, {"A": True}, "tax_rates.A"),
    ({}, {"A": 8.25}, "tax_rates.A"),
]


@pytest.mark.parametrize(("table", "rates", "words"), RULES)
def test_rules_that_cannot_be(table, rates, words):
    with pytest.raises(ConfigError) as caught:
        parse_rules(table, rates)
    assert words in str(caught.value)
