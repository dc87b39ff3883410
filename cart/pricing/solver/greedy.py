"""What a plain till gives: one application after another, always the one that saves most on what is left.

The most in all, for each unit, or for each cent of the goods. Dearest goods first; nothing is ever taken back. It is
there at once whatever the basket.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from math import inf

from cart.pricing.offers import Offer
from cart.pricing.solver.columns import Column, Field, Takes, cheapest, given, single_saving, tiered, together
from cart.pricing.solver.problem import Use

Picks = tuple[tuple[Column, int], ...]
Order = Callable[[Column, Field], float]


def _in_all(column: Column, _: Field) -> float:
    return column.saving


def _a_unit(column: Column, _: Field) -> float:
    return column.saving / len(column.takes)


def _a_cent(column: Column, field: Field) -> float:
    return column.saving / sum(field.classes[number].base for number, _ in column.takes)


ORDERS: tuple[Order, ...] = (_in_all, _a_unit, _a_cent)


def greedy(uses: Sequence[Use], fields: Mapping[int, Field], counts: Sequence[int], order: Order) -> Picks:
    """The applications, as columns and how often each; `counts` are the units of each class.

    What an offer saves falls while units go, so an offer is looked at again only when it would be next.
    """
    rest, picks = list(counts), list[tuple[Column, int]]()
    left = {use.number: use.limit for use in uses}
    chosen: dict[str, int] = {}
    heap = [(-inf, place) for place in range(len(uses))]
    while heap:
        promised, place = heappop(heap)
        use = uses[place]
        if not left[use.number] or chosen.get(use.offer.group or "", use.number) != use.number:
            continue
        column = _next(use, fields[use.number], rest)
        if column is None:
            continue
        worth = -order(column, fields[use.number])
        if worth > promised:
            heappush(heap, (worth, place))
            continue
        times = min(left[use.number], *(rest[n] // units for n, units in column.need))
        for n, units in column.need:
            rest[n] -= units * times
        left[use.number] -= times
        picks.append((column, times))
        if use.offer.group is not None:
            chosen[use.offer.group] = use.number
        heappush(heap, (worth, place))
    return tuple(picks)


def _next(use: Use, field: Field, rest: Sequence[int]) -> Column | None:
    """The application that saves most with the dearest goods left; None where none saves."""
    takes = _takes(use.offer, field, rest)
    column = Column(use.number, tuple(sorted(takes)), use.offer.no_basket) if takes else None
    return column if column is not None and column.saving > 0 else None


def _takes(offer: Offer, field: Field, rest: Sequence[int]) -> Takes | None:
    if offer.kind in ("percent_off", "amount_off", "fixed_price"):
        saved = [(single_saving(offer, field.classes[n], field.rounding), n) for n in field.hits[0] if rest[n]]
        return ((max(saved)[1], max(saved)[0]),) if saved else None
    if offer.kind == "tiered_qty":
        units = [n for n in field.hits[0] for _ in range(rest[n])]
        return tiered(offer, field, units) if len(units) >= offer.tiers[0].n else None
    dealt = _dealt(offer, field, list(rest))
    if dealt is None:
        return None
    if offer.kind == "buy_n_get_m":
        return cheapest(offer, field, dealt)
    return given(offer, field, dealt) if offer.kind == "buy_x_get_y" else together(offer, field, dealt)


def _dealt(offer: Offer, field: Field, rest: list[int]) -> list[int] | None:
    """Units for every place of one application: what is given first, the dearest first, what is bought the cheapest."""
    dealt: list[int] = []
    for hits, size, dearest in _places(offer, field):
        order = sorted(hits, key=lambda n: (field.classes[n].base, n), reverse=dearest)
        found = _first(order, rest, size)
        if found is None:
            return None
        dealt += found
    return dealt


def _places(offer: Offer, field: Field) -> Iterator[tuple[Sequence[int], int, bool]]:
    if offer.kind == "bundle":
        yield from ((hits, slot.n, True) for hits, slot in zip(field.hits, offer.slots, strict=True))
    elif offer.kind == "buy_x_get_y":
        yield field.hits[1], offer.get, True
        yield field.hits[0], offer.buy, False
    else:
        yield field.hits[0], offer.buy + offer.get if offer.kind == "buy_n_get_m" else offer.n, True


def _first(order: Sequence[int], rest: list[int], size: int) -> list[int] | None:
    """The first `size` units in this order, taken off the rest."""
    found: list[int] = []
    for n in order:
        times = min(rest[n], size - len(found))
        found += [n] * times
        rest[n] -= times
    return found if len(found) == size else None
