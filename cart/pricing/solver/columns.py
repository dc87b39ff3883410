"""Every legal single application of an item offer, as a column: which units it takes and what each of them saves.

Units of one class (same product, base and regular price) are alike, so a column is a multiset of classes. Classes are
numbered in the order (product id, base), the order in which savings are split and ties are broken.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from cart.pricing.model import Rounding
from cart.pricing.offers import Offer, Tier
from cart.pricing.rounding import running_split, share
from cart.pricing.units import of_weight

Takes = tuple[tuple[int, int], ...]


class UnitClass(NamedTuple):
    """`size` equal open units. `cell` and `shut`: where their nets count with and without basket offers; `spend` and
    `spend_shut` the same for regular prices, -1 where no threshold compares them; `met` the offers of the product;
    `grams` the net weight of each (0: a piece).
    """

    product: str
    base: int
    regular: int
    size: int
    cell: int
    shut: int
    spend: int
    spend_shut: int
    mfr: int
    met: tuple[tuple[int, int], ...]
    grams: int = 0


class Column:
    """One application of offer number `offer`: (class, saving) of each unit; `shuts` them out of the basket offers.

    `need` is (class, units) that it uses up, `saving` what it saves in all, cents.
    """

    __slots__ = ("need", "offer", "saving", "shuts", "takes")

    def __init__(self, offer: int, takes: Takes, shuts: bool = False) -> None:
        self.offer, self.takes, self.shuts = offer, takes, shuts
        needed: dict[int, int] = {}
        for number, _ in takes:
            needed[number] = needed.get(number, 0) + 1
        self.need = tuple(needed.items())
        self.saving = sum([cents for _, cents in takes])


@dataclass(frozen=True)
class Field:
    """The classes that an offer may use, by the offer's selectors, and the store's rounding."""

    classes: Mapping[int, UnitClass]
    hits: tuple[tuple[int, ...], ...]
    rounding: Rounding


def columns(number: int, offer: Offer, field: Field, most: int) -> list[Column] | None:
    """All legal applications, or None where there are more than `most`."""
    found: dict[Takes, None] = {}
    for seen, takes in enumerate(MAKERS[offer.kind](offer, field)):
        if seen > 4 * most or len(found) > most:
            return None
        if sum(cents for _, cents in takes) > 0:
            found[tuple(sorted(takes))] = None
    return None if len(found) > most else [Column(number, takes, offer.no_basket) for takes in found]


def multisets(numbers: Sequence[int], field: Field, size: int) -> Iterator[tuple[int, ...]]:
    """Every way to take `size` units of the classes, each class no more often than it has units."""
    if size == 0:
        yield ()
        return
    for index, number in enumerate(numbers):
        for times in range(min(size, field.classes[number].size), 0, -1):
            for rest in multisets(numbers[index + 1 :], field, size - times):
                yield (number,) * times + rest


def _each(offer: Offer, field: Field) -> Iterator[Takes]:
    for number in field.hits[0]:
        yield ((number, single_saving(offer, field.classes[number], field.rounding)),)


def single_saving(offer: Offer, unit: UnitClass, rounding: Rounding) -> int:
    """What an offer on single units saves on one of these. A price of a kg or lb meets what is weighed only."""
    if offer.per is None:
        return unit_saving(offer, unit.base, rounding)
    if not unit.grams:
        return 0
    return max(0, unit.base - of_weight(offer.price, unit.grams, offer.per, rounding, offer.n))


def unit_saving(offer: Offer | Tier, base: int, rounding: Rounding) -> int:
    """What a percent, an amount or a price saves on one unit of `base` cents, never below zero."""
    if offer.bp:
        return share(base, offer.bp, rounding)
    if offer.amount:
        return min(offer.amount, base)
    return max(0, base - (offer.price or 0))


def _split(saving: int, numbers: Sequence[int], field: Field) -> Takes:
    ordered = sorted(numbers)
    return tuple(zip(ordered, running_split(saving, [field.classes[n].base for n in ordered]), strict=True))


def together(offer: Offer, field: Field, numbers: Sequence[int]) -> Takes:
    """Units that are sold together for a price, or with an amount off."""
    whole = sum([field.classes[n].base for n in numbers])
    saving = min(offer.amount, whole) if offer.kind == "n_amount_off" else max(0, whole - offer.price)
    return _split(saving, numbers, field)


def _several(offer: Offer, field: Field) -> Iterator[Takes]:
    for numbers in multisets(field.hits[0], field, offer.n):
        yield together(offer, field, numbers)


def _bundle(offer: Offer, field: Field) -> Iterator[Takes]:
    slots = [multisets(hits, field, slot.n) for slot, hits in zip(offer.slots, field.hits, strict=True)]
    seen: set[tuple[int, ...]] = set()
    for filled in product(*slots):
        numbers = tuple(sorted(n for slot in filled for n in slot))
        if numbers not in seen and _enough(numbers, field):
            seen.add(numbers)
            yield together(offer, field, numbers)


def _enough(numbers: Sequence[int], field: Field) -> bool:
    return all(times <= field.classes[n].size for n, times in Counter(numbers).items())


def cheapest(offer: Offer, field: Field, numbers: Sequence[int]) -> Takes:
    """The `get` cheapest of the units are reduced; of equal ones those of the smaller product id."""
    return given(offer, field, sorted(numbers, key=lambda n: (field.classes[n].base, n)))


def _buy_n_get_m(offer: Offer, field: Field) -> Iterator[Takes]:
    for numbers in multisets(field.hits[0], field, offer.buy + offer.get):
        yield cheapest(offer, field, numbers)


def given(offer: Offer, field: Field, numbers: Sequence[int]) -> Takes:
    """The first `get` units are reduced, the others are bought."""
    reduced = [(n, share(field.classes[n].base, offer.bp, field.rounding)) for n in numbers[: offer.get]]
    return (*reduced, *((n, 0) for n in numbers[offer.get :]))


def _buy_x_get_y(offer: Offer, field: Field) -> Iterator[Takes]:
    for gets in multisets(field.hits[1], field, offer.get):
        for buys in multisets(field.hits[0], field, offer.buy):
            if _enough(gets + buys, field):
                yield given(offer, field, gets + buys)


def tiered(offer: Offer, field: Field, numbers: Sequence[int]) -> Takes:
    """Units that share the tier that their number reaches."""
    tier = [tier for tier in offer.tiers if tier.n <= len(numbers)][-1]
    return tuple((n, unit_saving(tier, field.classes[n].base, field.rounding)) for n in numbers)


def _tiered(offer: Offer, field: Field) -> Iterator[Takes]:
    whole = sum(field.classes[n].size for n in field.hits[0])
    for size in range(offer.tiers[0].n, whole + 1):
        for numbers in multisets(field.hits[0], field, size):
            yield tiered(offer, field, numbers)


MAKERS: Mapping[str, Callable[[Offer, Field], Iterator[Takes]]] = {
    "percent_off": _each,
    "amount_off": _each,
    "fixed_price": _each,
    "n_for_price": _several,
    "n_amount_off": _several,
    "bundle": _bundle,
    "buy_n_get_m": _buy_n_get_m,
    "buy_x_get_y": _buy_x_get_y,
    "tiered_qty": _tiered,
}
