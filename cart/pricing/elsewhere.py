"""Item offers that need a spend elsewhere: what of a basket counts is what no open item offer is on.

"The sum does not include goods on promotion", as the stores' own feeds say: a unit counts with its base price where no
item offer that is open in this basket could be used on its product, whether or not one is. So no choice of offers can
change the sum, and the condition is settled before anything is solved.
"""

from collections.abc import Collection, Iterable, Mapping

from cart.pricing.model import PricedProduct
from cart.pricing.offers import Offer

Spent = tuple[tuple[str, int], ...]


def off_promotion(spent: Iterable[tuple[str, int, Collection[int]]], opened: Collection[int]) -> Spent:
    """(product, cents) of what no open item offer is on, of (product, cents, the item offers that it meets)."""
    return tuple((name, cents) for name, cents, met in spent if not any(number in opened for number in met))


def is_reached(offer: Offer, spent: Spent, products: Mapping[str, PricedProduct]) -> bool:
    """Whether the spend that the offer needs elsewhere is there."""
    if not offer.min_spend:
        return True
    counted = sum(cents for name, cents in spent if offer.spend_match.hits(name, products[name]))
    return counted >= offer.min_spend
