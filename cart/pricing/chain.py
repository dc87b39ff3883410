"""Offers over many products, unit by unit: where whole applications are too many to list, they are built step by step.

A chain is one application as a row of places; each place takes one unit of some class and gains something. Running a
table through the places finds the best application for every count of units left, without listing any. Used where a
part's saving is one sum (one cell): then how an application's saving is split over its units does not matter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from cart.pricing.columns import Column, Field, Takes, cheapest, given, tiered, together, unit_saving
from cart.pricing.offers import Offer
from cart.pricing.rounding import share

Gains = NDArray[np.int64]
# Fewer columns than this are listed: that is faster than running chains.
FEW_COLUMNS = 150
NEVER = -(1 << 50)


@dataclass(frozen=True)
class Chain:
    """One application: what a unit of each class gains in each place, what the whole gains on top, and from which
    place on it may end.
    """

    places: tuple[Mapping[int, int], ...]
    top: int
    ends_from: int

    def less(self, alone: Sequence[int]) -> "Chain":
        """The chain against what units gain alone."""
        places = tuple({n: gain - alone[n] for n, gain in place.items()} for place in self.places)
        return Chain(places, self.top, self.ends_from)

    @property
    def most_a_unit(self) -> int:
        """No unit gains more, its share of the top included."""
        return max(0, *(gain for place in self.places for gain in place.values())) + max(0, self.top)


def chains_of(offer: Offer, field: Field) -> tuple[Chain, ...]:
    """The offer as chains, or none where it must be listed (savings that depend on which units meet)."""
    if columns_about(offer, field) <= FEW_COLUMNS:
        return ()
    bases = {number: unit.base for number, unit in field.classes.items()}
    if offer.kind == "n_for_price":
        return (Chain(({n: bases[n] for n in field.hits[0]},) * offer.n, -offer.price, offer.n),)
    if offer.kind == "n_amount_off" and offer.amount <= offer.n * min(bases[n] for n in field.hits[0]):
        return (Chain((dict.fromkeys(field.hits[0], 0),) * offer.n, offer.amount, offer.n),)
    if offer.kind == "bundle":
        slots = tuple(
            {n: bases[n] for n in hits}
            for slot, hits in zip(offer.slots, field.hits, strict=True)
            for _ in range(slot.n)
        )
        return (Chain(slots, -offer.price, len(slots)),)
    if offer.kind == "buy_x_get_y":
        gets = {n: share(bases[n], offer.bp, field.rounding) for n in field.hits[1]}
        places = (gets,) * offer.get + (dict.fromkeys(field.hits[0], 0),) * offer.buy
        return (Chain(places, 0, len(places)),)
    return _tiers(offer, field) if offer.kind == "tiered_qty" else ()


def _tiers(offer: Offer, field: Field) -> tuple[Chain, ...]:
    whole = sum(field.classes[n].size for n in field.hits[0])
    found = []
    for index, tier in enumerate(offer.tiers):
        last = min(whole, offer.tiers[index + 1].n - 1 if index + 1 < len(offer.tiers) else whole)
        if tier.n <= last:
            gains = {n: unit_saving(tier, field.classes[n].base, field.rounding) for n in field.hits[0]}
            found.append(Chain((gains,) * last, 0, tier.n))
    return tuple(found)


def columns_about(offer: Offer, field: Field) -> int:
    """About how many columns the offer has: never far below the truth."""
    if offer.kind == "tiered_qty":
        product = 1
        for number in field.hits[0]:
            product *= field.classes[number].size + 1
        return product
    sizes = {"bundle": [slot.n for slot in offer.slots], "buy_x_get_y": [offer.buy, offer.get]}
    sizes |= {"n_for_price": [offer.n], "n_amount_off": [offer.n]}
    about = 1
    for hits, size in zip(field.hits, sizes.get(offer.kind, [1]), strict=False):
        about *= comb(len(hits) + size - 1, size)
    return about


@dataclass(frozen=True)
class Passed:
    """A table before a chain and behind each of its places, for tracing the best application back."""

    chain: Chain
    tables: tuple[Gains, ...]


def run(chain: Chain, table: Gains, axes: Sequence[int]) -> tuple[Gains, Passed]:
    """The best of one application from `table` on (NEVER where there are too few units), and the way there."""
    place_of = {axis: index for index, axis in enumerate(axes)}
    tables = [table]
    best = np.full(table.shape, NEVER, dtype=np.int64)
    for number, place in enumerate(chain.places, start=1):
        grown = np.full(table.shape, NEVER, dtype=np.int64)
        for axis, gain in place.items():
            if axis in place_of:
                after, before = _shift(len(axes), place_of[axis])
                np.maximum(grown[after], tables[-1][before] + gain, out=grown[after])
        tables.append(grown)
        if number >= chain.ends_from:
            np.maximum(best, grown + chain.top, out=best)
    return best, Passed(chain, tuple(tables))


def _shift(dims: int, place: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    whole = [slice(None)] * dims
    after, before = list(whole), list(whole)
    after[place], before[place] = slice(1, None), slice(0, -1)
    return tuple(after), tuple(before)


def back(passed: Passed, axes: Sequence[int], rest: Sequence[int], worth: int) -> list[int] | None:
    """The classes of an application worth `worth` at `rest`, in the order of its places; None if there is none."""
    index = [rest[axis] for axis in axes]
    for length in range(passed.chain.ends_from, len(passed.chain.places) + 1):
        if int(passed.tables[length][tuple(index)]) + passed.chain.top == worth:
            return _steps_back(passed, axes, index, length)
    return None


def _steps_back(passed: Passed, axes: Sequence[int], index: list[int], length: int) -> list[int]:
    place_of = {axis: place for place, axis in enumerate(axes)}
    taken = []
    for number in range(length, 0, -1):
        value = int(passed.tables[number][tuple(index)])
        for axis, gain in passed.chain.places[number - 1].items():
            place = place_of.get(axis)
            if place is None or index[place] == 0:
                continue
            index[place] -= 1
            if int(passed.tables[number - 1][tuple(index)]) + gain == value:
                taken.append(axis)
                break
            index[place] += 1
    return taken[::-1]


TAKES: Mapping[str, Callable[[Offer, Field, Sequence[int]], Takes]] = {
    "n_for_price": together,
    "n_amount_off": together,
    "bundle": together,
    "buy_n_get_m": cheapest,
    "buy_x_get_y": given,
    "tiered_qty": tiered,
}


def column_of(number: int, offer: Offer, field: Field, taken: Sequence[int]) -> Column:
    """The application that takes these classes in the order of the chain's places, with every unit's own saving."""
    return Column(number, TAKES[offer.kind](offer, field, taken), offer.no_basket)
