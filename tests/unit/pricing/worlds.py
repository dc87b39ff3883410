"""Small random stores: products, baskets and offers of every kind, small enough for the brute force."""

from dataclasses import replace

from hypothesis import strategies as st

from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules, TaxFree
from cart.pricing.offers import parse_offers
from cart.pricing.selectors import Match

NAMES = ("apple", "bread", "corn", "dill", "eggs")
CATEGORIES = ("food", "fresh", "snack")
ITEM = (
    "percent_off",
    "amount_off",
    "fixed_price",
    "n_for_price",
    "n_amount_off",
    "buy_n_get_m",
    "buy_x_get_y",
    "bundle",
    "tiered_qty",
)
BASKET = ("spend_amount", "spend_percent", "spend_tiers")
cents = st.integers(1, 400)


def some(values, most=3):
    return st.lists(st.sampled_from(values), unique=True, min_size=1, max_size=most)


matches = st.one_of(
    st.just({"all": True}),
    st.builds(lambda p: {"products": p}, some(NAMES)),
    st.builds(lambda c: {"categories": c}, some(CATEGORIES, 2)),
    st.builds(lambda c, p: {"categories": c, "exclude_products": p}, some(CATEGORIES, 2), some(NAMES, 1)),
)
bps = st.sampled_from([500, 1000, 1250, 2500, 3333, 5000, 10000])


@st.composite
def tier_lists(draw):
    field = draw(st.sampled_from(["bp", "amount", "price"]))
    low, high = sorted([draw(cents), draw(cents)], reverse=field == "price")
    if field == "bp":
        low, high = sorted([draw(bps), draw(bps)])
    first = draw(st.integers(1, 3))
    return [{"n": first, field: low}, {"n": first + draw(st.integers(1, 2)), field: high}]


@st.composite
def item_offer(draw, name):
    kind = draw(st.sampled_from(ITEM))
    table = {"id": name, "kind": kind}
    if kind == "bundle":
        slots = st.builds(lambda m, n: {"match": m, "n": n}, matches, st.integers(1, 2))
        table |= {"slots": draw(st.lists(slots, min_size=1, max_size=2)), "price": draw(cents)}
    elif kind == "buy_x_get_y":
        table |= {"buy_match": draw(matches), "get_match": draw(matches), "buy": draw(st.integers(1, 2))}
        table |= {"get": draw(st.integers(1, 2)), "bp": draw(bps)}
    else:
        table |= {"match": draw(matches)} | draw(parameters(kind))
    for field, values in (("max_uses", st.integers(1, 2)), ("group", st.just("G")), ("no_basket", st.just(True))):
        if draw(st.integers(0, 3)) == 0:
            table[field] = draw(values)
    return table


def parameters(kind):
    own = {
        "percent_off": {"bp": bps},
        "amount_off": {"amount": cents},
        "fixed_price": {"price": cents},
        "n_for_price": {"n": st.integers(1, 3), "price": st.integers(1, 700)},
        "n_amount_off": {"n": st.integers(1, 3), "amount": cents},
        "buy_n_get_m": {"buy": st.integers(1, 2), "get": st.integers(1, 2), "bp": bps},
        "tiered_qty": {"tiers": tier_lists()},
    }
    return st.fixed_dictionaries(own[kind])


@st.composite
def basket_offer(draw, name):
    kind = draw(st.sampled_from(BASKET))
    table = {"id": name, "kind": kind, "match": draw(matches)}
    if kind == "spend_tiers":
        first, low, more = draw(st.integers(0, 600)), draw(cents), draw(cents)
        table["tiers"] = [{"min_spend": first, "amount": low}, {"min_spend": first + more, "amount": low + draw(cents)}]
    else:
        table["min_spend"] = draw(st.integers(1, 1200))
        table |= {"bp": draw(bps)} if kind == "spend_percent" else {"amount": draw(cents)}
    if kind == "spend_amount" and draw(st.booleans()):
        table |= {"repeat": True, "max_uses": draw(st.integers(1, 3))}
    if draw(st.integers(0, 2)) == 0:
        table |= {"stackable": True} | ({"match": {"all": True}} if draw(st.booleans()) else {})
    return table


@st.composite
def coupon(draw, name):
    amount = draw(st.one_of(cents, st.just(100000)))
    return {
        "id": name,
        "kind": "mfr_coupon",
        "match": draw(matches),
        "n": draw(st.integers(1, 2)),
        "amount": amount,
        "coupon": name,
    }


@st.composite
def stores(draw, items=3, terms=None):
    """(basket, offers, rules, context); `terms` draws the rules."""
    tables = [draw(item_offer(f"i{k}")) for k in range(draw(st.integers(0, items)))]
    tables += [draw(basket_offer(f"s{k}")) for k in range(draw(st.integers(0, 2)))]
    tables += [draw(coupon(f"m{k}")) for k in range(draw(st.sampled_from([0, 0, 0, 1, 2])))]
    copies = {table["id"]: draw(st.integers(1, 2)) for table in tables if "coupon" in table}
    return draw(baskets(copies)), parse_offers(tables), draw(rules() if terms is None else terms), draw(contexts())


@st.composite
def stacked_stores(draw):
    """(basket, offers, rules, context): basket offers that stack, each on goods of its own."""
    tables = [draw(item_offer(f"i{k}")) for k in range(draw(st.integers(1, 2)))]
    spends = [draw(basket_offer(f"s{k}")) | {"stackable": True} for k in range(draw(st.integers(2, 3)))]
    near = [{"min_spend": min(one["min_spend"], 300)} if "min_spend" in one else {} for one in spends]
    tables += [one | less for one, less in zip(spends, near, strict=True)]
    return draw(baskets({})), parse_offers(tables), draw(st.one_of(rules(), several_taxes())), draw(contexts())


@st.composite
def rules(draw):
    return Rules(
        tax_rates=draw(st.sampled_from([{"A": 825, "B": 200}, {"A": 1900, "B": 700}, {"A": 2000, "B": 550}])),
        rounding=draw(st.sampled_from(["half_up", "half_even", "down"])),
        tax_mode=draw(st.sampled_from(["exclusive", "inclusive"])),
        tax_rounding=draw(st.sampled_from(["half_up", "half_even"])),
        price_lock=draw(st.sampled_from(["current", "lowest_seen"])),
        threshold_on=draw(st.sampled_from(["net", "regular"])),
    )


@st.composite
def several_taxes(draw):
    """Rules under which a product may bear two taxes, or, as a customer or at its price, less."""
    free = st.builds(
        TaxFree,
        st.sampled_from([(), ("A",), ("B",)]),
        st.builds(Match, categories=some(CATEGORIES, 2).map(tuple)),
        st.sampled_from([None, ("member",)]),
        up_to=st.sampled_from([None, 200]),
    )
    return replace(
        draw(rules()),
        tax_mode="exclusive",
        taxes=draw(st.sampled_from([{"A": ("A", "B")}, {"A": ("A", "B"), "B": ()}, {}])),
        tax_free=tuple(draw(st.lists(free, max_size=1))),
    )


@st.composite
def contexts(draw):
    return Context("2026-05-11T10:00", draw(st.sampled_from([(), ("member",)])))


@st.composite
def wide_stores(draw):
    """(basket, offers, rules, context) too large for the brute force: item offers only, prices that hold their tax."""
    tables = [draw(item_offer(f"i{k}")) for k in range(draw(st.integers(3, 8)))]
    lines = draw(st.integers(5, 9))
    return (
        draw(baskets({}, lines, 4)),
        parse_offers(tables),
        replace(draw(rules()), tax_mode="inclusive"),
        draw(contexts()),
    )


@st.composite
def baskets(draw, copies, most=4, qty=2):
    products = {name: draw(product()) for name in NAMES}
    lines = [draw(line(f"L{k}", products, qty)) for k in range(draw(st.integers(1, most)))]
    return Basket(tuple(lines), products, copies)


@st.composite
def product(draw):
    price = draw(cents)
    return PricedProduct(
        price=price,
        unit=draw(st.sampled_from(["ea", "ea", "ea", "kg", "lb"])),
        member_price=draw(st.one_of(st.none(), st.integers(1, price))),
        categories=tuple(draw(some(CATEGORIES))),
        tax=draw(st.sampled_from("AB")),
        no_discount=draw(st.integers(0, 8)) == 8,
    )


@st.composite
def line(draw, name, products, qty):
    chosen = draw(st.sampled_from(NAMES))
    special = draw(st.integers(0, 15))
    seen = (draw(cents),) if special == 0 else ()
    if products[chosen].unit != "ea":
        return BasketLine(name, chosen, grams=draw(st.integers(50, 1500)), tare=10, seen_prices=seen)
    if special == 1:
        return BasketLine(name, chosen, qty=1, refund=True)
    if special == 2:
        return BasketLine(name, chosen, qty=1, override_price=draw(cents))
    if special == 3:
        return BasketLine(name, chosen, embedded_price=draw(cents))
    return BasketLine(name, chosen, qty=draw(st.integers(1, qty)), seen_prices=seen)
