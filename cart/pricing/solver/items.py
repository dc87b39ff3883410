"""The item stage as an integer programme that lists no application. This file is the model.

Lots i are units that no offer, price or cell tells apart. For every offer o, place p of it and lot i that fits there

    y[o,p,i]  units of lot i that offer o uses in place p          k[o]  how often offer o is used

    sum over o, p of y[o,p,i]  <=  units of lot i                  a unit is used once
    sum over i of y[o,p,i]  =  (units of place p) x k[o]           one row a place: a slot, the bought, the given
    k[o]  <=  most uses                                            and one row a group: one of its offers is used

    one unit a use      the unit saves its own cents; no k is needed
    so many for a price, bundle     the units leave their cells, k x price comes back
    so many, amount off             k x amount goes, but never more than the units cost
    buy n, get m        with the lots from the dearest on: what is given among the first lots needs n bought for every m
                        given, before it: one inequality a price step
    quantity steps      a step taken (0 or 1) x its quantity  <=  units that use it  <=  step taken x units

Once every k (and step, and what is given of one choice of goods) is whole, the y are a flow from lots to places, and so
whole by themselves: only the former are branched on (highs.py).

What a count moves is kept by cell (tax rate, basket offers): the weights of the cells make the gain of it, and rows on
cells can ask for a spend. Where the units of one application lie in cells apart, a saving is split by prices, which no
linear row says exactly: the shares then are counts of their own between the least and the most that a price can ask.
So a bound always holds, and what is found is counted anew, cent by cent (dealing.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cart.pricing.model import Rounding
from cart.pricing.offers import Offer
from cart.pricing.rounding import share
from cart.pricing.solver.columns import Column, Field, UnitClass, columns, single_saving, unit_saving
from cart.pricing.solver.highs import Programme, Term
from cart.pricing.solver.outcomes import effect, moves
from cart.pricing.solver.problem import Use

Change = Mapping[int, float]
SINGLE = frozenset({"percent_off", "amount_off", "fixed_price"})
SPLIT = frozenset({"n_for_price", "n_amount_off", "bundle"})


class Lot(NamedTuple):
    """Classes whose units are alike, and one of them to stand for all; `size` units together."""

    numbers: tuple[int, ...]
    unit: UnitClass
    size: int


class Taken(NamedTuple):
    """Count number `number` of the programme: units of lot `lot` in place `place` of an offer's use."""

    place: int
    lot: int
    number: int


@dataclass
class Items:
    """The programme of some classes under some offers. `weights`: what a cent in each cell is worth (none: nothing).

    An offer whose saving no row says exactly is listed after all if it has `most_listed` applications or fewer.
    """

    classes: Sequence[UnitClass]
    weights: Mapping[int, float]
    uses: Sequence[Use]
    rounding: Rounding
    most_listed: int = 0

    def __post_init__(self) -> None:
        self.programme = Programme()
        self.listed = self._listed()
        self.by_cell: dict[int, list[Term]] = {}
        self.taken: dict[int, list[Taken]] = {}
        self.columns: list[tuple[Column, int]] = []
        self.lots, hits = lots_of(self.classes, self.uses, self._told_apart())
        self._of = {number: index for index, lot in enumerate(self.lots) for number in lot.numbers}
        self._used: list[list[Term]] = [[] for _ in self.lots]
        self._groups: dict[str, list[Term]] = {}
        for use, places in zip(self.uses, hits, strict=True):
            self._offer(use, places)
        for lot, terms in zip(self.lots, self._used, strict=True):
            if terms:
                self.programme.row(terms, most=lot.size)
        for terms in self._groups.values():
            self.programme.row(terms, most=1)

    def _listed(self) -> dict[int, list[Column]]:
        """The applications of offers of which no row says exactly what they save, where they are few."""
        classes, found = dict(enumerate(self.classes)), {}
        for use in self.uses:
            if self.most_listed and use.offer.kind in SPLIT and not self._plain(use):
                field = Field(classes, use.hits, self.rounding)
                found[use.number] = columns(use.number, use.offer, field, self.most_listed)
        return {number: listed for number, listed in found.items() if listed is not None}

    def _plain(self, use: Use) -> bool:
        """Whether all of a saving stays in one cell, and an amount off is never more than the units cost."""
        units = [self.classes[number] for hits in use.hits for number in hits]
        reached = use.offer.amount <= use.offer.n * min(unit.base for unit in units)
        return len({_home(unit, use.offer) for unit in units}) == 1 and (reached or use.offer.kind != "n_amount_off")

    def _told_apart(self) -> bool:
        """Whether products of one price differ: where applications are listed, and where the cheapest are given in
        cells of different weight.
        """
        several = len(set(self.weights.values())) > 1
        return bool(self.listed) or (several and any(use.offer.kind == "buy_n_get_m" for use in self.uses))

    def _offer(self, use: Use, places: Sequence[Sequence[int]]) -> None:
        """The counts and rows of one offer."""
        most = min(use.limit, min(sum(self.lots[i].size for i in place) for place in places))
        if use.number in self.listed:
            self._list(use, most)
        elif use.offer.kind in SINGLE:
            self._singles(use, places[0], most)
        elif use.offer.kind == "tiered_qty":
            self._steps(use, places[0])
        elif use.offer.kind in ("buy_n_get_m", "buy_x_get_y"):
            self._given(use, places, most)
        else:
            self._together(use, places, most)
        if use.offer.group is not None:
            self._group(use)

    def _singles(self, use: Use, lots: Sequence[int], most: int) -> None:
        saved = {i: single_saving(use.offer, self.lots[i].unit, self.rounding) for i in lots}
        taken = [self._take(use, 0, i, saved[i]) for i in lots if saved[i] > 0]
        if most < sum(self.lots[i].size for i in lots):
            self.programme.row(_sum(taken), most=most)

    def _steps(self, use: Use, lots: Sequence[int]) -> None:
        """At most one step is taken; its units are as many as it asks, and too few for the next."""
        units = sum(self.lots[i].size for i in lots)
        ends = [tier.n - 1 for tier in use.offer.tiers[1:]] + [units]
        steps = []
        for place, (tier, end) in enumerate(zip(use.offer.tiers, ends, strict=True)):
            if tier.n <= units and use.limit:
                step = self.programme.count(1)
                steps.append((step, 1.0))
                taken = [
                    self._take(use, place, i, unit_saving(tier, self.lots[i].unit.base, self.rounding)) for i in lots
                ]
                self.programme.row([*_sum(taken), (step, -tier.n)], least=0)
                self.programme.row([*_sum(taken), (step, -min(end, units))], most=0)
                for one in taken:
                    self.programme.row([(one.number, 1), (step, -self.lots[one.lot].size)], most=0)
        self.programme.row(steps, most=1)

    def _given(self, use: Use, places: Sequence[Sequence[int]], most: int) -> None:
        """What is bought, and what is given: of one choice of goods the cheapest, else of a choice of its own."""
        offer = use.offer
        cheapest = offer.kind == "buy_n_get_m"
        buys = sorted(places[0], key=lambda i: (-self.lots[i].unit.base, -self.lots[i].numbers[0]))
        gets = buys if cheapest else places[1]
        saved = {i: share(self.lots[i].unit.base, offer.bp, self.rounding) for i in gets}
        uses = self.programme.count(
            min(most, sum(self.lots[i].size for i in buys) // (offer.buy + offer.get * cheapest))
        )
        bought = [self._take(use, 0, i, 0) for i in buys]
        given = [self._take(use, 1, i, saved[i], flow=not cheapest) for i in gets]
        self.programme.row([*_sum(bought), (uses, -offer.buy)], 0, 0)
        self.programme.row([*_sum(given), (uses, -offer.get)], 0, 0)
        if cheapest:
            self._price_steps(offer, bought, given, most)

    def _price_steps(self, offer: Offer, bought: Sequence[Taken], given: Sequence[Taken], most: int) -> None:
        """Whatever is given among the dearest lots follows what was bought for it: lots of one unit are not both."""
        units = 0
        for upto, one in enumerate(given, start=1):
            size = self.lots[one.lot].size
            units += size
            before = bought[: upto - (size == 1)]
            whole, rest = divmod(units, offer.buy + offer.get)
            room = whole * offer.get + max(0, rest - offer.buy)
            self.programme.row(_sum(given[:upto]), most=min(room, most * offer.get))
            if upto == len(given) and size > 1:
                continue
            if offer.get == 1:
                self.programme.row([*_sum(before), *_sum(given[:upto], -offer.buy)], least=0)
                continue
            begun = self.programme.count(most)
            self.programme.row([*_sum(before), (begun, -offer.buy)], least=0)
            self.programme.row([(begun, offer.get), *_sum(given[:upto], -1)], least=0)

    def _together(self, use: Use, places: Sequence[Sequence[int]], most: int) -> None:
        """Units sold together: for a price, or with an amount off."""
        offer = use.offer
        sizes = [slot.n for slot in offer.slots] if offer.kind == "bundle" else [offer.n]
        rooms = [sum(self.lots[i].size for i in place) // n for place, n in zip(places, sizes, strict=True)]
        uses = min([most, *rooms])
        if uses < 1:
            return
        priced = offer.kind != "n_amount_off"
        units = [self.lots[i].unit for place in places for i in place]
        cells = sorted({_home(unit, offer) for unit in units})
        amount, sign = (offer.price, 1) if priced else (offer.amount, -1)
        certain = priced or offer.amount <= offer.n * min(unit.base for unit in units)
        plain = len(cells) == 1 and certain
        taken = [
            self._take(use, p, i, self.lots[i].unit.base if priced else 0, flow=plain)
            for p, place in enumerate(places)
            for i in place
        ]
        if plain:
            count = self._count(uses, {cells[0]: sign * amount})
        else:
            count = self.programme.count(uses)
            self._shares(offer, taken, (count, amount, sign), certain, cells)
        for place, n in enumerate(sizes):
            self.programme.row([*_sum([one for one in taken if one.place == place]), (count, -n)], 0, 0)

    def _shares(
        self, offer: Offer, taken: Sequence[Taken], money: tuple[int, int, int], certain: bool, cells: Sequence[int]
    ) -> None:
        """What `money` (count, cents a use, sign) comes to in each cell: shares by price, to a cent a use."""
        count, amount, sign = money
        bases = {one.lot: self.lots[one.lot].unit.base for one in taken}
        n = sum(slot.n for slot in offer.slots) or offer.n
        low, high = n * min(bases.values()), n * max(bases.values())
        most = amount * max(1, sum(self.lots[one.lot].size for one in taken))
        shares = [self._count(most, {cell: sign}) for cell in cells]
        for cell, part in zip(cells, shares, strict=True):
            own = [one for one in taken if _home(self.lots[one.lot].unit, offer) == cell]
            dear = amount / max(1, low, amount if sign > 0 else 1)
            self.programme.row(
                [(part, 1), (count, -1), *((o.number, -bases[o.lot] * min(1, dear)) for o in own)], most=0
            )
            if certain:
                least = amount / max(1, high)
                self.programme.row([(part, 1), (count, 1), *((o.number, -bases[o.lot] * least) for o in own)], least=0)
        all_of = [(part, 1.0) for part in shares]
        self.programme.row([*all_of, (count, -amount)], 0 if certain else -most, 0)
        if not certain:
            self.programme.row([*all_of, *((one.number, -bases[one.lot]) for one in taken)], most=0)

    def _list(self, use: Use, most: int) -> None:
        """Every application as a count of its own; only the uses in all are branched on."""
        counts = []
        for column in self.listed[use.number]:
            sizes: dict[int, int] = {}
            for number, units in column.need:
                sizes[self._of[number]] = sizes.get(self._of[number], 0) + units
            room = min(self.lots[i].size // units for i, units in sizes.items())
            count = self._count(min(most, room), dict(effect(column, self.classes)[0]), flow=True)
            self.columns.append((column, count))
            counts.append((count, 1.0))
            for i, units in sizes.items():
                self._used[i].append((count, units))
        self.programme.row([*counts, (self.programme.count(most), -1)], 0, 0)

    def _group(self, use: Use) -> None:
        """Whether the offer is used at all: of a group only one is."""
        chosen = self.programme.count(1)
        self._groups.setdefault(str(use.offer.group), []).append((chosen, 1))
        for one in self.taken.get(use.number, ()):
            self.programme.row([(one.number, 1), (chosen, -self.lots[one.lot].size)], most=0)
        for column, count in self.columns:
            if column.offer == use.number:
                self.programme.row([(count, 1), (chosen, -max(lot.size for lot in self.lots))], most=0)

    def _take(self, use: Use, place: int, lot: int, saving: int, flow: bool = True) -> Taken:
        """A count of units of a lot in a place of the offer, of which each saves so much."""
        change: dict[int, float] = {}
        for cell, cents in moves(self.lots[lot].unit, saving, use.offer.no_basket):
            change[cell] = change.get(cell, 0) + cents
        one = Taken(place, lot, self._count(self.lots[lot].size, change, flow))
        self.taken.setdefault(use.number, []).append(one)
        self._used[lot].append((one.number, 1))
        return one

    def _count(self, most: int, change: Change, flow: bool = False) -> int:
        """A count of which each one moves so many cents in some cells."""
        gain = -sum(self.weights.get(cell, 0) * cents for cell, cents in change.items())
        count = self.programme.count(most, gain, flow)
        for cell, cents in change.items():
            if cents:
                self.by_cell.setdefault(cell, []).append((count, cents))
        return count


def aliased(
    classes: Sequence[UnitClass], weights: Mapping[int, float], told: Mapping[int, object] | None = None
) -> tuple[list[UnitClass], dict[int, float]]:
    """The classes with cells of one weight made one (unless `told` tells them apart), and the weights that are left."""
    first: dict[object, int] = {}
    names = {cell: first.setdefault((weight, (told or {}).get(cell)), cell) for cell, weight in weights.items()}
    names[-1] = -1
    named = [
        unit._replace(cell=names.get(unit.cell, unit.cell), shut=names.get(unit.shut, unit.shut),
                      spend=names.get(unit.spend, unit.spend), spend_shut=names.get(unit.spend_shut, unit.spend_shut))
        for unit in classes
    ]  # fmt: skip
    return named, {cell: weights[cell] for cell in first.values()}


def _home(unit: UnitClass, offer: Offer) -> int:
    """The cell in which the unit's price counts once the offer has used it."""
    return unit.shut if offer.no_basket else unit.cell


def _sum(taken: Iterable[Taken], factor: float = 1) -> list[Term]:
    return [(one.number, factor) for one in taken]


def lots_of(
    classes: Sequence[UnitClass], uses: Sequence[Use], single: bool
) -> tuple[tuple[Lot, ...], list[list[list[int]]]]:
    """Alike classes made one (unless `single`), and the lots of every selector of every use."""
    met: list[list[tuple[int, int]]] = [[] for _ in classes]
    for index, use in enumerate(uses):
        for place, hits in enumerate(use.hits):
            for number in hits:
                met[number].append((index, place))
    alike: dict[object, list[int]] = {}
    for number, unit in enumerate(classes):
        regular = unit.regular if unit.spend >= 0 else 0
        lying = (unit.base, regular, unit.cell, unit.shut, unit.spend, unit.spend_shut, unit.mfr)
        alike.setdefault((lying, tuple(met[number]), number if single else 0), []).append(number)
    lots = [Lot(tuple(own), classes[own[0]], sum(classes[n].size for n in own)) for own in alike.values()]
    hits_of: list[list[list[int]]] = [[[] for _ in use.hits] for use in uses]
    for index, lot in enumerate(lots):
        for which, place in met[lot.numbers[0]]:
            hits_of[which][place].append(index)
    return tuple(lots), hits_of
