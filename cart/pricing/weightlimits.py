"""Special prices by weight from, or up to, some weight in one basket: which weighed units they meet, and how many.

From a weight: all the weighed units that the offer is on must weigh so much together, whichever it then takes. Up to a
weight: whole units, the heaviest first, while they fit; a unit that does not fit is passed over.
"""

from collections.abc import Iterable

from cart.pricing.offers import Offer

Weighed = tuple[int, int, int]
"""(class number, net grams of a unit, units)."""


def within(offer: Offer, units: Iterable[Weighed]) -> tuple[tuple[int, ...], int | None]:
    """(the classes that the offer may take, the most units of them; None: all).

    Where only some units of a class fit, no lighter class is taken: whatever units of those classes are chosen, they
    weigh no more than the limit.
    """
    known = sorted((one for one in units if one[1]), key=lambda one: (-one[1], one[0]))
    if sum(grams * count for _, grams, count in known) < offer.min_grams:
        return (), None
    if offer.max_grams is None:
        return tuple(sorted(number for number, _, _ in known)), None
    left, taken, many = offer.max_grams, [], 0
    for number, grams, count in known:
        fit = min(count, left // grams)
        if fit:
            taken.append(number)
            many, left = many + fit, left - fit * grams
        if 0 < fit < count:
            break
    return tuple(sorted(taken)), many
