"""Whole carts at random: a shop's departments and brands, goods by weight, and every kind of offer across them."""

import random

from cart.pricing.case import read_case

DEPARTMENTS, BRANDS = 6, 5
ENDS = (9, 29, 49, 79, 99)
TAXES = (
    ("inclusive", {"A": 2000, "B": 550, "C": 1000}),
    ("inclusive", {"A": 700, "B": 1900, "C": 0}),
    ("exclusive", {"A": 825, "B": 825, "C": 825}),
    ("exclusive", {"A": 1000, "B": 0, "C": 200}),
)
SPENDS = ("spend_amount", "spend_percent", "spend_tiers")


def store(seed, lines=30, offers=14):
    """A case of up to so many lines and offers."""
    dice = random.Random(seed)
    goods = {f"p{k:02d}": product(dice) for k in range(lines)}
    mode, rates = dice.choice(TAXES)
    tables = [item_offer(dice, k, goods) for k in range(dice.randint(1, offers))]
    tables += [spend(dice, k) for k in range(dice.choice((0, 0, 1, 2, 4)))]
    tables += [coupon(dice, k) for k in range(dice.choice((0, 0, 0, 1, 2)))]
    names = dice.sample(sorted(goods), dice.randint(1, lines))
    return read_case({
        "id": f"wide {seed}", "context": {"now": "2026-05-11T10:00", "tiers": ["member"]},
        "rules": {
            "price_lock": "current", "tax_mode": mode, "rounding": dice.choice(("half_up", "half_even", "down")),
            "tax_rounding": dice.choice(("half_up", "half_even")),
            "threshold_on": dice.choice(("net", "net", "regular")),
        },
        "tax_rates": rates, "products": goods, "lines": [line(dice, name, goods[name]) for name in names],
        "offers": tables, "coupons": {one["coupon"]: dice.randint(1, 3) for one in tables if "coupon" in one},
    })  # fmt: skip


def product(dice):
    row = {"price": 100 * dice.randint(0, 8) + dice.choice(ENDS), "tax": dice.choice("ABC")}
    row["categories"] = [f"d{dice.randrange(DEPARTMENTS)}", f"b{dice.randrange(BRANDS)}"]
    if dice.random() < 0.15:
        row |= {"unit": "kg", "price": 100 * dice.randint(2, 30) + 99}
    if dice.random() < 0.1:
        row["no_discount"] = True
    if dice.random() < 0.1:
        row["deposit"] = 25
    return row


def line(dice, name, row):
    return {"id": name, "product": name} | (
        {"grams": dice.randint(100, 2500)} if row.get("unit") == "kg" else {"qty": dice.choice((1, 1, 1, 2, 3, 6))}
    )


def match(dice):
    kind = dice.random()
    if kind < 0.15:
        return {"all": True}
    one = {"categories": [f"d{d}" for d in dice.sample(range(DEPARTMENTS), dice.randint(1, 2))]}
    if kind < 0.5:
        one = {"categories": [f"b{dice.randrange(BRANDS)}"]}
    return one | ({"exclude_categories": [f"b{dice.randrange(BRANDS)}"]} if kind > 0.85 else {})


def item_offer(dice, number, goods):
    table = ITEMS[dice.choice(sorted(ITEMS))](dice) | {"id": f"o{number:02d}"}
    limits = {"max_uses": dice.randint(1, 3), "group": f"G{dice.randrange(2)}", "no_basket": True}
    limits |= {"min_spend": dice.randint(500, 3000), "customer_tiers": ["member"]}
    table |= {name: value for name, value in limits.items() if dice.random() < 0.12}
    weighed = [name for name, row in goods.items() if row.get("unit") == "kg"]
    if weighed and dice.random() < 0.15:
        table = {"id": table["id"], "kind": "fixed_price", "per": "kg", "price": dice.randint(150, 2500)}
        table |= {"match": {"products": weighed}} | ({"max_grams": 3000} if dice.random() < 0.5 else {})
    return table


def steps(dice):
    first, low = dice.randint(2, 4), dice.choice((300, 500, 1000))
    return [{"n": first, "bp": low}, {"n": first + dice.randint(1, 4), "bp": low + dice.choice((500, 1000))}]


def slots(dice):
    return [{"match": match(dice), "n": dice.choice((1, 1, 2))} for _ in range(dice.randint(2, 3))]


ITEMS = {
    "percent": lambda dice: {"kind": "percent_off", "match": match(dice), "bp": dice.choice((500, 1000, 2500))},
    "amount": lambda dice: {"kind": "amount_off", "match": match(dice), "amount": dice.randint(10, 150)},
    "fixed": lambda dice: {"kind": "fixed_price", "match": match(dice), "price": dice.randint(50, 500)},
    "several": lambda dice: (
        {"kind": "n_for_price", "match": match(dice)}
        | dice.choice([{"n": n, "price": n * dice.randint(90, 350)} for n in (2, 3, 4, 10)])
    ),
    "less": lambda dice: {
        "kind": "n_amount_off",
        "match": match(dice),
        "n": dice.randint(2, 5),
        "amount": dice.randint(50, 500),
    },
    "free": lambda dice: {
        "kind": "buy_n_get_m",
        "match": match(dice),
        "buy": dice.randint(1, 3),
        "get": dice.randint(1, 2),
        "bp": dice.choice((5000, 10000)),
    },
    "with": lambda dice: {
        "kind": "buy_x_get_y",
        "buy_match": match(dice),
        "buy": dice.randint(1, 2),
        "get_match": match(dice),
        "get": 1,
        "bp": dice.choice((5000, 10000)),
    },
    "meal": lambda dice: {"kind": "bundle", "slots": slots(dice), "price": dice.randint(300, 1200)},
    "steps": lambda dice: {"kind": "tiered_qty", "match": match(dice), "tiers": steps(dice)},
}


def spend(dice, number):
    table = {"id": f"s{number}", "kind": dice.choice(SPENDS), "match": match(dice)}
    if dice.random() < 0.5:
        table |= {"stackable": True} | ({"match": {"all": True}} if dice.random() < 0.7 else {})
    if table["kind"] == "spend_tiers":
        first = dice.randint(500, 4000)
        return table | {"tiers": [{"min_spend": first, "amount": 100}, {"min_spend": first * 2, "amount": 350}]}
    table["min_spend"] = dice.randint(500, 8000)
    if table["kind"] == "spend_percent":
        return table | {"bp": dice.choice((500, 1000))}
    return table | {"amount": dice.randint(50, 500)} | ({"repeat": True} if dice.random() < 0.3 else {})


def coupon(dice, number):
    table = {"id": f"m{number}", "kind": "mfr_coupon", "coupon": f"M{number}", "match": match(dice)}
    return table | {"n": dice.randint(1, 2), "amount": dice.randint(20, 200)}
