"""Hints: what adding a few more of a product would make of the total. Which to try is guessed, the totals are exact.

A product is tried where an offer that needs several units, or a spend, lacks few: each try is priced in full, and told
only where the extra is less than those units would cost by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cart.pricing.gates import is_open
from cart.pricing.model import Basket, BasketLine, Context, Hint, PricedProduct
from cart.pricing.offers import Offer
from cart.pricing.rounding import BP
from cart.pricing.selectors import Match
from cart.pricing.solver.columns import unit_saving
from cart.pricing.solver.problem import Shop
from cart.pricing.units import LineUnits, prices, units_of
from cart.pricing.words import Speech

WORTH_CENTS, WORTH_BP = 20, 500
"""What a step to the shelf must save at least: 20 cents, and 5 % of what the pieces cost by themselves."""

MOST_MORE = 3
MOST_TRIES = 16
SINGLE = frozenset({"percent_off", "amount_off", "fixed_price"})


@dataclass(frozen=True)
class Try:
    """`more` pieces of a product, which by themselves cost `alone` cents before tax."""

    product: str
    more: int
    alone: int


def candidates(basket: Basket, shop: Shop, context: Context) -> list[Try]:
    """What is worth trying, fewest pieces first: no more than MOST_TRIES."""
    units = [unit for unit in units_of(basket, shop.rules, context) if unit.open]
    offers = [
        o for o in (*shop.index.items, *shop.index.basket) if o.kind not in SINGLE and is_open(o, basket, context)
    ]
    names = {
        u.key.product for u in units if basket.products[u.key.product].unit == "ea" and u.line.embedded_price is None
    }
    reach = {name: _offers_of(name, basket, shop) for name in names}
    tries = set()
    for offer in offers:
        met = [name for name in sorted(names) if offer.id in reach[name]]
        tries |= {
            _try(name, more, basket, shop, context) for name in met for more in _missing(offer, name, basket, units)
        }
    return sorted(tries, key=lambda one: (one.more, -one.alone, one.product))[:MOST_TRIES]


def _offers_of(name: str, basket: Basket, shop: Shop) -> set[str]:
    met = shop.index.met_by(name, basket.products[name])
    return {shop.index.items[n].id for n, _ in met.items} | {shop.index.basket[n].id for n in met.basket}


def _try(name: str, more: int, basket: Basket, shop: Shop, context: Context) -> Try:
    product = basket.products[name]
    base = prices(BasketLine("", name, qty=1), product, shop.rules, context)[1]
    met = {number for number, _ in shop.index.met_by(name, product).items}
    singles = [shop.index.items[n] for n in met if shop.index.items[n].kind in SINGLE]
    saved = [unit_saving(o, base, shop.rules.rounding) for o in singles if is_open(o, basket, context)]
    return Try(name, more, more * (base - max(saved, default=0)))


def _missing(offer: Offer, name: str, basket: Basket, units: Sequence[LineUnits]) -> set[int]:
    """How many more pieces of the product the offer's next step may need."""
    product = basket.products[name]
    if offer.on_basket:
        return _missing_spend(offer, product, basket, units)
    wanted = set()
    for match, step in _steps(offer):
        if match.hits(name, product):
            have = sum(u.size for u in units if match.hits(u.key.product, basket.products[u.key.product]))
            wanted.add(step - have if offer.kind == "tiered_qty" else -have % step)
    if offer.kind in ("bundle", "buy_x_get_y"):
        wanted.add(1)
    return {more for more in wanted if 0 < more <= MOST_MORE}


def _steps(offer: Offer) -> list[tuple[Match, int]]:
    if offer.kind == "bundle":
        return [(slot.match, slot.n) for slot in offer.slots]
    if offer.kind == "buy_x_get_y":
        return [(offer.buy_match, offer.buy), (offer.get_match, offer.get)]
    if offer.kind == "tiered_qty":
        return [(offer.match, tier.n) for tier in offer.tiers]
    return [(offer.match, offer.buy + offer.get if offer.kind == "buy_n_get_m" else offer.n)]


def _missing_spend(offer: Offer, product: PricedProduct, basket: Basket, units: Sequence[LineUnits]) -> set[int]:
    met = [u for u in units if offer.match.hits(u.key.product, basket.products[u.key.product])]
    spend = sum(u.key.base * u.size for u in met)
    steps = [tier.min_spend for tier in offer.tiers] or [offer.min_spend]
    lacking = [step - spend for step in steps if step > spend]
    return {more for lack in lacking for more in [-(-lack // max(1, product.price))] if more <= MOST_MORE}


def with_more(basket: Basket, one: Try) -> Basket:
    """The basket with the try's pieces on a line of their own."""
    return replace(basket, lines=(*basket.lines, BasketLine("more", one.product, qty=one.more)))


def ranked(tried: Sequence[tuple[Try, int]], now: int, speech: Speech) -> tuple[Hint, ...]:
    """One hint a product: free pieces first, then what saves most; none that is not worth a step to the shelf."""
    best: dict[str, tuple[tuple[bool, int], Hint]] = {}
    for one, due in tried:
        extra = due - now
        rank = (extra > 0, extra - one.alone)
        if _worth(one, extra) and (one.product not in best or rank < best[one.product][0]):
            best[one.product] = (rank, Hint(one.product, one.more, due, extra, _words(one.more, extra, speech)))
    order = sorted(best.values(), key=lambda pair: (*pair[0], pair[1].product))
    return tuple(hint for _, hint in order)


def _worth(one: Try, extra: int) -> bool:
    saved = one.alone - extra
    return saved >= WORTH_CENTS and saved * BP >= one.alone * WORTH_BP


def _words(more: int, extra: int, speech: Speech) -> str:
    phrase = "more_free" if extra == 0 else "more_pays" if extra > 0 else "more_less"
    return speech.say(phrase, more=speech.number(more), extra=speech.money(abs(extra)))
