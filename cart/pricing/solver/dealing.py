"""From the counts of the item model to applications: which units are used together, and what each of them saves."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat

from cart.pricing.offers import Offer
from cart.pricing.solver.columns import Column, Field, Takes, cheapest, given, single_saving, tiered, together
from cart.pricing.solver.items import Items
from cart.pricing.solver.problem import Use

Places = Mapping[int, list[int]]


def deal(items: Items, values: Sequence[int]) -> list[tuple[Column, int]]:
    """The applications that the counts come to, as columns and how often; none that saves nothing."""
    picks = [(column, values[count]) for column, count in items.columns if values[count]]
    givers = [chain.from_iterable(repeat(n, items.classes[n].size) for n in lot.numbers) for lot in items.lots]
    field = Field(dict(enumerate(items.classes)), (), items.rounding)
    for use in items.uses:
        places: dict[int, list[int]] = {}
        for one in items.taken.get(use.number, ()):
            for _ in range(values[one.number]):
                places.setdefault(one.place, []).append(next(givers[one.lot]))
        picks += _columns(use, field, places)
    return picks


def _columns(use: Use, field: Field, places: Places) -> Iterator[tuple[Column, int]]:
    """The use's applications, equal ones counted together."""
    if places:
        for takes, times in Counter(DEALERS[use.offer.kind](use.offer, field, places)).items():
            column = Column(use.number, takes, use.offer.no_basket)
            if column.saving > 0:
                yield column, times


def _dearest(numbers: Iterable[int], field: Field) -> list[int]:
    return sorted(numbers, key=lambda n: (-field.classes[n].base, -n))


def _chunks(numbers: Sequence[int], size: int) -> list[Sequence[int]]:
    return [numbers[at : at + size] for at in range(0, len(numbers), size)]


def _each(offer: Offer, field: Field, places: Places) -> Iterator[Takes]:
    for number in places[0]:
        yield ((number, single_saving(offer, field.classes[number], field.rounding)),)


def _for_price(offer: Offer, field: Field, places: Places) -> Iterator[Takes]:
    for group in _chunks(_dearest(places[0], field), offer.n):
        yield together(offer, field, group)


def _amount_off(offer: Offer, field: Field, places: Places) -> Iterator[Takes]:
    """Dealt so that every group costs about the same: each should reach the amount."""
    groups: list[list[int]] = [[] for _ in range(len(places[0]) // offer.n)]
    sums = [0] * len(groups)
    for number in _dearest(places[0], field):
        at = min((g for g in range(len(groups)) if len(groups[g]) < offer.n), key=lambda g: sums[g])
        groups[at].append(number)
        sums[at] += field.classes[number].base
    for group in groups:
        yield together(offer, field, group)


def _bundle(offer: Offer, field: Field, places: Places) -> Iterator[Takes]:
    slots = [_chunks(_dearest(places[place], field), slot.n) for place, slot in enumerate(offer.slots)]
    for filled in zip(*slots, strict=True):
        yield together(offer, field, [number for part in filled for number in part])


def _cheapest(offer: Offer, field: Field, places: Places) -> Iterator[Takes]:
    bought, free = (_dearest(places[place], field) for place in (0, 1))
    for buys, gets in zip(_chunks(bought, offer.buy), _chunks(free, offer.get), strict=True):
        yield tuple(sorted(cheapest(offer, field, [*buys, *gets])))


def _x_for_y(offer: Offer, field: Field, places: Places) -> Iterator[Takes]:
    bought, free = (_dearest(places[place], field) for place in (0, 1))
    for buys, gets in zip(_chunks(bought, offer.buy), _chunks(free, offer.get), strict=True):
        yield given(offer, field, [*gets, *buys])


def _tiered(offer: Offer, field: Field, places: Places) -> Iterator[Takes]:
    yield tiered(offer, field, [number for numbers in places.values() for number in numbers])


DEALERS: Mapping[str, Callable[[Offer, Field, Places], Iterator[Takes]]] = {
    "percent_off": _each,
    "amount_off": _each,
    "fixed_price": _each,
    "n_for_price": _for_price,
    "n_amount_off": _amount_off,
    "bundle": _bundle,
    "buy_n_get_m": _cheapest,
    "buy_x_get_y": _x_for_y,
    "tiered_qty": _tiered,
}
