"""A basket as a problem: classes of equal units, the offers that can touch them, and the cells that totals are kept in.

A cell is what the basket stage and the tax need to know of a unit's net price apart: (tax rate, the basket offers it
counts for). Units used by a no_basket offer count in the shut cell of their rate. Where thresholds compare regular
prices, the regular prices are kept in cells of their own.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from cart.pricing.columns import UnitClass
from cart.pricing.gates import open_offers
from cart.pricing.model import Basket, Context, Rules
from cart.pricing.offers import Match, Offer
from cart.pricing.units import LineUnits, units_of


@dataclass(frozen=True)
class Use:
    """An open item offer: its number, the most uses, and the classes that each of its selectors hits."""

    number: int
    offer: Offer
    limit: int
    hits: tuple[tuple[int, ...], ...]

    @property
    def touched(self) -> frozenset[int]:
        """Every class that it may use."""
        return frozenset(number for hits in self.hits for number in hits)


@dataclass(frozen=True)
class Cells:
    """Cell numbers: (rate, mask) for nets, ("", mask) for regular prices that a threshold compares."""

    keys: tuple[tuple[str, int], ...]

    def of_mask(self, bit: int) -> tuple[int, ...]:
        """The net cells that basket offer number `bit` counts."""
        return tuple(i for i, (rate, mask) in enumerate(self.keys) if rate and mask >> bit & 1)

    def spend_of_mask(self, bit: int) -> tuple[int, ...]:
        """The regular-price cells that basket offer number `bit` counts."""
        return tuple(i for i, (rate, mask) in enumerate(self.keys) if not rate and mask >> bit & 1)


@dataclass(frozen=True)
class Problem:
    """What has to be decided. `start` holds every cell's total before any offer."""

    units: tuple[LineUnits, ...]
    classes: tuple[UnitClass, ...]
    uses: tuple[Use, ...]
    on_basket: tuple[tuple[Offer, int], ...]
    coupons: tuple[tuple[Offer, int], ...]
    cells: Cells
    start: tuple[int, ...]
    rules: Rules
    deposit: int


def pose(basket: Basket, offers: tuple[Offer, ...], rules: Rules, context: Context) -> Problem:
    """The problem of `basket` at this moment."""
    opened = open_offers(offers, basket, context)
    on_basket = tuple(sorted((pair for pair in opened if pair[0].on_basket), key=lambda pair: pair[0].id))
    coupons = tuple(pair for pair in opened if pair[0].kind == "mfr_coupon")
    units = units_of(basket, rules, context)
    draft = _Draft(basket, rules, on_basket, coupons)
    for unit in units:
        draft.add(unit)
    classes = draft.classes()
    uses = _uses(tuple(pair for pair in opened if pair[0].on_items), classes, basket)
    start, cells = tuple(draft.totals), Cells(tuple(draft.cells))
    return Problem(units, classes, uses, on_basket, coupons, cells, start, rules, _deposit(basket, units))


class _Draft:
    """Collects classes and cells while the lines are read."""

    def __init__(
        self,
        basket: Basket,
        rules: Rules,
        on_basket: tuple[tuple[Offer, int], ...],
        coupons: tuple[tuple[Offer, int], ...],
    ) -> None:
        self.basket = basket
        self.regular_counts = rules.threshold_on == "regular" and bool(on_basket)
        self.on_basket = [offer.match for offer, _ in on_basket]
        self.coupons = [offer.match for offer, _ in coupons]
        self.cells: dict[tuple[str, int], int] = {}
        self.totals: list[int] = []
        self.counts: dict[tuple[str, int, int], int] = defaultdict(int)

    def add(self, unit: LineUnits) -> None:
        """Counts the line's units into their class, or, where offers may not use them, straight into their cell."""
        key = unit.key
        if unit.open:
            self.counts[(key.product, key.base, key.regular)] += unit.count
        else:
            self.totals[self.cell(unit.tax, 0)] += key.base * unit.count

    def cell(self, rate: str, mask: int) -> int:
        """The number of a cell, made when first asked for."""
        if (rate, mask) not in self.cells:
            self.cells[(rate, mask)] = len(self.totals)
            self.totals.append(0)
        return self.cells[(rate, mask)]

    def classes(self) -> tuple[UnitClass, ...]:
        """The classes in the order (product, base); their base prices are in the totals from here on."""
        return tuple(self._class(number, *item) for number, item in enumerate(sorted(self.counts.items())))

    def _class(self, number: int, key: tuple[str, int, int], count: int) -> UnitClass:
        name, base, regular = key
        tax = self.basket.products[name].tax
        mask = self._mask(self.on_basket, name)
        cell, shut = self.cell(tax, mask), self.cell(tax, 0)
        spend, spend_shut = (self.cell("", mask), self.cell("", 0)) if self.regular_counts else (-1, -1)
        self.totals[cell] += base * count
        if spend >= 0:
            self.totals[spend] += regular * count
        mfr = self._mask(self.coupons, name)
        return UnitClass(number, name, base, regular, count, cell, shut, spend, spend_shut, mfr)

    def _mask(self, matches: list[Match], name: str) -> int:
        product = self.basket.products[name]
        return sum(1 << bit for bit, match in enumerate(matches) if match.hits(name, product))


def _uses(opened: tuple[tuple[Offer, int], ...], classes: tuple[UnitClass, ...], basket: Basket) -> tuple[Use, ...]:
    found = []
    for number, (offer, limit) in enumerate(opened):
        hits = tuple(_hits(match, classes, basket) for match in offer.matches())
        if all(hits) and limit > 0:
            found.append(Use(number, offer, limit, hits))
    return tuple(found)


def _hits(match: Match, classes: tuple[UnitClass, ...], basket: Basket) -> tuple[int, ...]:
    return tuple(c.number for c in classes if match.hits(c.product, basket.products[c.product]))


def _deposit(basket: Basket, units: tuple[LineUnits, ...]) -> int:
    paid = sum(deposit_of(unit, basket) for unit in units)
    return paid - sum(line.deposit_return or 0 for line in basket.lines if not line.void)


def deposit_of(unit: LineUnits, basket: Basket) -> int:
    """The deposit that a line adds, cents; a refunded line gives it back."""
    cents = basket.products[unit.key.product].deposit * unit.count
    return -cents if unit.line.refund else cents


def nets_by_rate(problem: Problem, totals: tuple[int, ...]) -> Mapping[str, int]:
    """The net of every tax rate of the store, from the cells' totals."""
    nets = dict.fromkeys(sorted(problem.rules.tax_rates), 0)
    for (rate, _), cents in zip(problem.cells.keys, totals, strict=True):
        if rate:
            nets[rate] += cents
    return nets
