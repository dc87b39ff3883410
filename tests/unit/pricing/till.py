"""A small till for tests: a shelf, lines in short form, and the receipt that the engine makes of them."""

from cart.pricing import Pricer
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offers
from cart.pricing.words import Speech

ALL = {"all": True}
MONDAY = "2026-05-11T10:00"
SHELF = {
    "tea": PricedProduct(300, categories=("hot",)),
    "jam": PricedProduct(250, categories=("sweet",)),
    "bun": PricedProduct(99, categories=("bread",)),
    "ham": PricedProduct(900, "kg", categories=("meat",)),
    "figs": PricedProduct(349, "lb", categories=("sweet",)),
    "card": PricedProduct(500, no_discount=True),
}


def on(*products):
    """A selector of products."""
    return {"products": list(products)}


def line(number, short):
    """A line from "tea", "tea*3" (pieces) or "ham@540" (grams); a BasketLine as it is."""
    if isinstance(short, BasketLine):
        return short
    if "@" in short:
        name, grams = short.split("@")
        return BasketLine(str(number), name, grams=int(grams))
    name, _, count = short.partition("*")
    return BasketLine(str(number), name, qty=int(count or 1))


def basket(lines, coupons=None, shelf=None):
    """A basket from lines in short form: one text with spaces between, or a list."""
    parts = lines.split() if isinstance(lines, str) else lines
    return Basket(tuple(line(k, short) for k, short in enumerate(parts)), shelf or SHELF, coupons or {})


def rules(**changes):
    """Rules that add nothing: no tax, prices of now."""
    return Rules(**({"tax_rates": {"A": 0}, "price_lock": "current"} | changes))


def pricer(offers=(), house=None, speech=None):
    """A price engine over offers as tables; ids are made for those that have none."""
    tables = [{"id": f"o{k}"} | table for k, table in enumerate(offers)]
    return Pricer(parse_offers(tables), house or rules(), speech or Speech())


def ring_up(lines, offers=(), *, house=None, coupons=None, shelf=None, context=None):
    """The receipt of a basket."""
    bought = lines if isinstance(lines, Basket) else basket(lines, coupons, shelf)
    return pricer(offers, house).price(bought, context or Context(MONDAY))
