"""Lines become units of one price: what the shelf asks, what this customer's base price is, what may be discounted."""

from typing import Literal, NamedTuple

from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rounding, Rules
from cart.pricing.rounding import GRAMS_PER_KG, POUND, quotient
from cart.pricing.taxes import group_of


class UnitKey(NamedTuple):
    """What makes two units alike for every offer: product, base and regular price (cents), net grams (0: a piece)."""

    product: str
    base: int
    regular: int
    grams: int = 0


class LineUnits(NamedTuple):
    """A line as `size` equal units. `open`: offers and coupons may use them. A refund's prices are negative. `tax` is
    the group by the taxes that they bear (taxes.py).
    """

    line: BasketLine
    key: UnitKey
    size: int
    tax: str
    open: bool


def units_of(basket: Basket, rules: Rules, context: Context) -> tuple[LineUnits, ...]:
    """Every line that is neither void nor a deposit return, in scan order."""
    return tuple(
        _line_units(line, basket.products[line.product], rules, context)
        for line in basket.lines
        if not line.void and line.product is not None
    )


def _line_units(line: BasketLine, product: PricedProduct, rules: Rules, context: Context) -> LineUnits:
    regular, base = prices(line, product, rules, context)
    sign = -1 if line.refund else 1
    barred = line.refund or product.no_discount or line.override_price is not None
    key = UnitKey(str(line.product), sign * base, sign * regular, 0 if barred else net_grams(line, product))
    tax = group_of(key.product, product, base, rules, context)
    return LineUnits(line, key, line.qty or 1, tax, not barred)


def prices(line: BasketLine, product: PricedProduct, rules: Rules, context: Context) -> tuple[int, int]:
    """(regular, base) of one unit of the line, in cents."""
    if line.embedded_price is not None:
        return line.embedded_price, line.embedded_price
    if line.override_price is not None:
        return line.override_price, line.override_price
    lowest = product.price
    if product.member_price is not None and "member" in context.tiers:
        lowest = min(lowest, product.member_price)
    if rules.price_lock == "lowest_seen":
        lowest = min((lowest, *line.seen_prices))
    return weighed(product.price, line, product, rules), weighed(lowest, line, product, rules)


def weighed(price: int, line: BasketLine, product: PricedProduct, rules: Rules) -> int:
    """`price` for one unit of the line: as it is for pieces, times the net weight for what is sold by weight."""
    if line.grams is None or product.unit == "ea":
        return price
    return of_weight(price, net_grams(line, product), product.unit, rules.rounding)


def net_grams(line: BasketLine, product: PricedProduct) -> int:
    """The net weight that prices the line; 0 for pieces and for labels with their own price."""
    weighed_here = line.grams is not None and product.unit != "ea" and line.embedded_price is None
    return max(0, (line.grams or 0) - line.tare) if weighed_here else 0


def of_weight(price: int, grams: int, per: Literal["kg", "lb"], way: Rounding, count: int = 1) -> int:
    """What `grams` cost where `count` kg or lb cost `price`."""
    if per == "kg":
        return quotient(price * grams, GRAMS_PER_KG * count, way)
    return quotient(price * grams * POUND[0], POUND[1] * count, way)
