"""The checker's own reading of a case: units and their prices, which offers are open and how often, and roundings.

None of it is the engine's: a mistake in the one is not in the other.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import Offer
from cart.pricing.selectors import Match, Valid

WHOLE = 10_000
GRAMS_OF_100_000_POUNDS = 45_359_237


class Case(Protocol):
    """What is checked: a basket at a moment, under a store's offers and rules."""

    @property
    def basket(self) -> Basket: ...  # noqa: D102
    @property
    def offers(self) -> tuple[Offer, ...]: ...  # noqa: D102
    @property
    def rules(self) -> Rules: ...  # noqa: D102
    @property
    def context(self) -> Context: ...  # noqa: D102


class Goods(NamedTuple):
    """A line's `size` equal units: what one costs this customer, what the shelf asks, the taxes that it bears, and
    whether offers may use it. `grams`: what a weighed one weighs without its tare (0: not weighed).
    """

    line: BasketLine
    product: str
    base: int
    regular: int
    size: int
    taxes: tuple[str, ...]
    free: bool
    grams: int


def goods_of(case: Case) -> list[Goods]:
    """Every line that counts and is no returned empty."""
    return [
        _goods(case, line, case.basket.products[line.product])
        for line in case.basket.lines
        if line.product is not None and not line.void
    ]


def _goods(case: Case, line: BasketLine, product: PricedProduct) -> Goods:
    back = -1 if line.refund else 1
    regular, base = _prices(case, line, product)
    free = not (line.refund or product.no_discount) and line.override_price is None
    weighed = line.grams is not None and product.unit != "ea" and line.embedded_price is None
    grams = max(0, (line.grams or 0) - line.tare) if weighed else 0
    taxes = taxes_on(case, str(line.product), base)
    return Goods(line, str(line.product), back * base, back * regular, line.qty or 1, taxes, free, grams)


def taxes_on(case: Case, name: str, base: int) -> tuple[str, ...]:
    """The taxes that a unit of a product bears at this price, in ascending order."""
    product, rules, context = case.basket.products[name], case.rules, case.context
    left = set(rules.taxes[product.tax]) if product.tax in rules.taxes else {product.tax}
    for free in rules.tax_free:
        closed = (
            not hits(free.match, name, product),
            free.up_to is not None and base > free.up_to,
            free.customer_tiers is not None and not set(free.customer_tiers).intersection(context.tiers),
            free.tenders is not None and context.tender not in free.tenders,
            free.valid is not None and not _runs(free.valid, context.now),
        )
        if not any(closed):
            left = left.difference(free.taxes) if free.taxes else set()
    return tuple(sorted(left))


def _prices(case: Case, line: BasketLine, product: PricedProduct) -> tuple[int, int]:
    fixed = line.override_price if line.embedded_price is None else line.embedded_price
    if fixed is not None:
        return fixed, fixed
    each = [product.price]
    if "member" in case.context.tiers and product.member_price is not None:
        each.append(product.member_price)
    if case.rules.price_lock == "lowest_seen":
        each.extend(line.seen_prices)
    return _by_weight(case, line, product, product.price), _by_weight(case, line, product, min(each))


def _by_weight(case: Case, line: BasketLine, product: PricedProduct, price: int) -> int:
    if product.unit == "ea" or line.grams is None:
        return price
    net = max(line.grams - line.tare, 0)
    top, bottom = (price * net, 1000) if product.unit == "kg" else (price * net * 100_000, GRAMS_OF_100_000_POUNDS)
    return rounded(top, bottom, case.rules.rounding)


def by_weight(offer: Offer, grams: int, way: str) -> int:
    """What a weight costs at an offer's price of so many kilograms or pounds."""
    pounds = offer.per == "lb"
    top = offer.price * grams * (100_000 if pounds else 1)
    return rounded(top, offer.n * (GRAMS_OF_100_000_POUNDS if pounds else 1000), way)


def rounded(top: int, bottom: int, way: str) -> int:
    """`top` / `bottom` by the rule: down, or to the nearest with halves up or to the even one."""
    floor, rest = top // bottom, top % bottom
    if way == "down" or 2 * rest < bottom:
        return floor
    if 2 * rest == bottom and way == "half_even":
        return floor + floor % 2
    return floor + 1


def part(cents: int, bp: int, way: str) -> int:
    """So many basis points of an amount."""
    return rounded(cents * bp, WHOLE, way)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """`total` over weights: each gets what its end lies above its beginning, both floored."""
    whole = sum(weights)
    ends = [total * sum(weights[: k + 1]) // whole if whole else 0 for k in range(len(weights))]
    return [end - start for end, start in zip(ends, [0, *ends], strict=False)]


def hits(match: Match, name: str, product: PricedProduct) -> bool:
    """Whether a selector selects the product."""
    if name in match.exclude_products or set(product.categories) & set(match.exclude_categories):
        return False
    return match.all or name in match.products or bool(set(product.categories) & set(match.categories))


def is_open(case: Case, offer: Offer) -> bool:
    """Whether the customer, the coupon, the tender, the household's uses and the time let the offer be used."""
    basket, context = case.basket, case.context
    closed = (
        offer.customer_tiers is not None and not set(offer.customer_tiers).intersection(context.tiers),
        offer.coupon is not None and basket.coupons.get(offer.coupon, 0) < 1,
        offer.tenders is not None and context.tender not in offer.tenders,
        most_uses(case, offer) < 1,
        offer.valid is not None and not _runs(offer.valid, context.now),
    )
    return not any(closed)


def _runs(valid: Valid, now: str) -> bool:
    """Hours over midnight belong to the day on which they begin."""
    day, clock = now, now[11:16]
    start, end = valid.start or "00:00", valid.end or "24:00"
    if end < start:
        if end <= clock < start:
            return False
        if clock < end:
            day = (date.fromisoformat(now[:10]) - timedelta(days=1)).isoformat() + now[10:]
    elif not start <= clock < end:
        return False
    begun = valid.from_ is None or day[: len(valid.from_)] >= valid.from_
    over = valid.to is not None and day[: len(valid.to)] > valid.to
    return begun and not over and (valid.days is None or date.fromisoformat(day[:10]).weekday() in valid.days)


def most_uses(case: Case, offer: Offer) -> int:
    """How often the offer may be applied in this basket at the most."""
    limits = [1 << 40]
    copies = case.basket.coupons.get(offer.coupon or "", 0)
    if offer.max_uses is not None:
        limits.append(offer.max_uses)
    if offer.household_uses is not None:
        limits.append(max(0, offer.household_uses - case.basket.used.get(offer.id, 0)))
    if offer.kind == "mfr_coupon":
        limits.append(copies)
    if offer.kind == "tiered_qty":
        limits.append(1)
    if offer.coupon is not None and offer.uses_per_coupon is not None:
        limits.append(offer.uses_per_coupon * copies)
    return min(limits)
