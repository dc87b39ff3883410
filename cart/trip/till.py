"""From the trip to the price engine and back: which lines, products and moment are priced."""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from cart.catalog.product import Product
from cart.facts import Terms
from cart.pricing.engine import Pricer
from cart.pricing.model import Basket, BasketLine, Context, Hint, PricedProduct, Receipt
from cart.pricing.offers import Offer, parse_offers
from cart.pricing.rules import parse_rules
from cart.pricing.units import prices
from cart.pricing.words import Speech
from cart.trip.coupons import offers_of
from cart.trip.state import Line, Trip


@dataclass(frozen=True)
class Priced:
    """A trip's receipt, and what a few more of a product would make of it. `adding`: the sums are still being done."""

    receipt: Receipt
    hints: tuple[Hint, ...] = ()
    adding: bool = False


class Till:
    """Prices trips; it remembers what the last one's terms and parts came to, and what the last basket came to."""

    def __init__(self) -> None:
        self._known: tuple[Terms | None, str, Mapping[str, tuple[str, ...]]] = (None, "en", {})
        self._pricer = Pricer((), parse_rules({}, {"A": 0}))
        self._asked: object = None
        self._nobody = self._priced = Priced(self._pricer.price(basket_of(Trip()), Context("")))
        self._trying: Generator[None, None, tuple[Hint, ...]] | None = None

    def price(self, trip: Trip) -> Priced:
        """The receipt of what is in the basket, its savings in the trip's language; hints, once they are all tried.

        Between trips nobody shops: there is no moment at which an offer could run.
        """
        if not trip.wall and not trip.lines:
            self._asked, self._trying = None, None
            return self._nobody
        self._learn(trip)
        basket, context = basket_of(trip), Context(trip.wall, trip.tiers, cash=True)
        asked = (basket, context.tiers, self._pricer.open_at(trip.wall))
        if asked != self._asked:
            self._asked, self._priced = asked, Priced(self._pricer.price(basket, context))
            self._trying = self._pricer.hinting(basket, context)
        return self._priced

    @property
    def trying(self) -> bool:
        """Whether there is more to try for the hints of the basket that was priced last."""
        return self._trying is not None

    def try_more(self) -> None:
        """Tries one thing more, which costs about as much as a price; after the last, `price` gives the hints."""
        try:
            if self._trying is not None:
                next(self._trying)
        except StopIteration as found:
            self._priced, self._trying = replace(self._priced, hints=found.value), None

    def _learn(self, trip: Trip) -> None:
        terms, language, printed = self._known
        if trip.terms is None or (trip.terms is terms and trip.language == language and trip.printed == printed):
            return
        speech = Speech(trip.language, trip.terms.currency)
        rules = parse_rules(trip.terms.rules, trip.terms.tax_rates)
        self._pricer, self._asked = Pricer(_offers(json.dumps(offers_of(trip))), rules, speech), None
        self._known = (trip.terms, trip.language, trip.printed)


@lru_cache(maxsize=4)
def _offers(text: str) -> tuple[Offer, ...]:
    """The offers of a table's JSON: trips of one day have the same."""
    return parse_offers(json.loads(text))


def question(trip: Trip) -> object:
    """What the sums of a trip depend on: equal questions have equal answers."""
    return basket_of(trip), trip.tiers, trip.wall, trip.language, trip.terms and trip.terms.version, trip.number


def produce_price(trip: Trip, product: Product, gross_g: int) -> int:
    """What loose produce of this displayed gross weight costs this customer before offers, as the receipt will say."""
    terms = trip.terms or Terms("", "USD", {}, {})
    line = BasketLine("", product.id, grams=gross_g, tare=product.tare_g)
    rules = parse_rules(terms.rules, terms.tax_rates)
    return prices(line, priced_product(product), rules, Context(trip.wall, trip.tiers))[1]


def basket_of(trip: Trip) -> Basket:
    """The lines in the basket as the price engine takes them."""
    products = {line.product.id: priced_product(line.product) for line in trip.placed}
    return Basket(tuple(map(basket_line, trip.placed)), products, trip.coupons)


def basket_line(line: Line) -> BasketLine:
    """A piece, a weighed piece, or a label with its price. The price at the scan, or on the shelf, is the most."""
    seen = (line.product.price_cents, *((line.shelf_cents,) if line.shelf_cents is not None else ()))
    if line.price_cents is not None:
        return BasketLine(line.id, line.product.id, embedded_price=line.price_cents)
    if line.product.sold_by_weight:
        return BasketLine(line.id, line.product.id, grams=line.gross_g or 0, tare=line.tare_g, seen_prices=seen)
    return BasketLine(line.id, line.product.id, qty=1, seen_prices=seen)


def priced_product(product: Product) -> PricedProduct:
    """What the price engine needs to know; the department counts as a category."""
    return PricedProduct(
        price=product.price_cents, unit=product.unit, member_price=product.member_price_cents,
        categories=tuple(dict.fromkeys((*product.categories, product.department))), tax=product.tax,
        deposit=product.deposit_cents, min_age=product.min_age, no_discount=product.no_discount,
    )  # fmt: skip
