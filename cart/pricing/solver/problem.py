"""A basket as a problem: classes of equal units, the offers that can touch them, and the cells that totals are kept in.

A cell is what the basket stage and the tax need to know of a unit's net price apart: (the taxes it bears, the basket
offers it counts for). Units used by a no_basket offer count in the shut cell of their taxes. Where thresholds compare
regular prices, the regular prices are kept in cells of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from cart.pricing.elsewhere import is_reached, off_promotion
from cart.pricing.gates import is_open, uses_allowed
from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, Context, Rules
from cart.pricing.offers import Offer
from cart.pricing.solver.columns import UnitClass
from cart.pricing.taxes import added, group_of, taxes_of
from cart.pricing.units import LineUnits, UnitKey, units_of
from cart.pricing.weightlimits import within


class Use(NamedTuple):
    """An open item offer: its number, the most uses, and the classes that each of its selectors hits."""

    number: int
    offer: Offer
    limit: int
    hits: tuple[tuple[int, ...], ...]


class Cells:
    """Cell numbers: (taxes borne, mask) for nets, ("", mask) for regular prices that a threshold compares.

    One store's cells keep their numbers from basket to basket, so that what is remembered of a part stays valid.
    """

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, int], int] = {}
        self.keys: list[tuple[str, int]] = []

    def number(self, rate: str, mask: int) -> int:
        """The number of a cell, given when first asked for."""
        key = (rate, mask)
        if key not in self.numbers:
            self.numbers[key] = len(self.keys)
            self.keys.append(key)
        return self.numbers[key]

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

    @cached_property
    def added(self) -> Mapping[str, int]:
        """What is added to the prices of every group of taxes, basis points."""
        return {group: added(group, self.rules) for group, _ in self.cells.keys}

    @cached_property
    def bearing(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The cells that bear each tax of the store, by ascending tax."""
        borne = [taxes_of(group) for group, _ in self.cells.keys]
        return tuple(
            (tax, tuple(n for n, own in enumerate(borne) if tax in own)) for tax in sorted(self.rules.tax_rates)
        )

    def taxed_deposit(self, tax: str) -> int:
        """The deposits that bear a tax, cents."""
        return self.deposit if tax == self.rules.deposit_tax else 0


@dataclass(frozen=True)
class Shop:
    """What stays from basket to basket: the offers, the rules and the numbers of the cells."""

    index: OfferIndex
    rules: Rules
    cells: Cells


def pose(basket: Basket, shop: Shop, context: Context) -> Problem:
    """The problem of `basket` at this moment."""
    on_basket = _opened(shop.index.basket, basket, context)
    coupons = _opened(shop.index.coupons, basket, context)
    units = units_of(basket, shop.rules, context)
    draft = _Draft(basket, shop, context, on_basket, coupons)
    for unit in units:
        draft.add(unit)
    classes = draft.classes()
    uses = _uses(draft, classes, context, basket, shop)
    totals = draft.totals + [0] * (len(shop.cells.keys) - len(draft.totals))
    return Problem(
        units,
        classes,
        uses,
        tuple(on_basket.values()),
        tuple(coupons.values()),
        shop.cells,
        tuple(totals),
        shop.rules,
        _deposit(basket, units),
    )


def _opened(offers: Sequence[Offer], basket: Basket, context: Context) -> dict[int, tuple[Offer, int]]:
    return {n: (o, uses_allowed(o, basket)) for n, o in enumerate(offers) if is_open(o, basket, context)}


class _Draft:
    """Collects classes and cells while the lines are read."""

    def __init__(
        self,
        basket: Basket,
        shop: Shop,
        context: Context,
        on_basket: Mapping[int, tuple[Offer, int]],
        coupons: Mapping[int, tuple[Offer, int]],
    ) -> None:
        self.basket, self.shop, self.context = basket, shop, context
        self.regular_counts = shop.rules.threshold_on == "regular" and bool(on_basket)
        self.basket_bits = {number: bit for bit, number in enumerate(on_basket)}
        self.coupon_bits = {number: bit for bit, number in enumerate(coupons)}
        self.totals = [0] * len(shop.cells.keys)
        self.counts: dict[UnitKey, int] = {}
        self.selected: dict[int, dict[int, list[int]]] = {}

    def add(self, unit: LineUnits) -> None:
        """Counts the line's units into their class, or, where offers may not use them, straight into their cell."""
        if unit.open:
            self.counts[unit.key] = self.counts.get(unit.key, 0) + unit.size
        else:
            self._total(self.shop.cells.number(unit.tax, 0), unit.key.base * unit.size)

    def _total(self, cell: int, cents: int) -> None:
        self.totals += [0] * (cell + 1 - len(self.totals))
        self.totals[cell] += cents

    def spent(self) -> Iterator[tuple[str, int, tuple[int, ...]]]:
        """(product, what its open units cost, the item offers that it meets)."""
        for key, count in self.counts.items():
            met = self.shop.index.met_by(key.product, self.basket.products[key.product]).items
            yield key.product, key.base * count, tuple(number for number, _ in met)

    def classes(self) -> tuple[UnitClass, ...]:
        """The classes in the order (product, base); their base prices are in the totals from here on."""
        return tuple(self._class(number, *item) for number, item in enumerate(sorted(self.counts.items())))

    def _class(self, number: int, key: UnitKey, count: int) -> UnitClass:
        product = self.basket.products[key.product]
        met = self.shop.index.met_by(key.product, product)
        for offer, selector in met.items:
            self.selected.setdefault(offer, {}).setdefault(selector, []).append(number)
        mask = sum(1 << self.basket_bits[n] for n in met.basket if n in self.basket_bits)
        mfr = sum(1 << self.coupon_bits[n] for n in met.coupons if n in self.coupon_bits)
        cells = self.shop.cells
        tax = group_of(key.product, product, key.base, self.shop.rules, self.context)
        cell, shut, spend, spend_shut = cells.number(tax, mask), cells.number(tax, 0), -1, -1
        self._total(cell, key.base * count)
        if self.regular_counts:
            spend, spend_shut = cells.number("", mask), cells.number("", 0)
            self._total(spend, key.regular * count)
        worth = (key.product, key.base, key.regular)
        return UnitClass(*worth, count, cell, shut, spend, spend_shut, mfr, met.items, key.grams)


def _uses(draft: _Draft, classes: Sequence[UnitClass], context: Context, basket: Basket, shop: Shop) -> tuple[Use, ...]:
    opened = [number for number in sorted(draft.selected) if is_open(shop.index.items[number], basket, context)]
    spent = off_promotion(draft.spent(), frozenset(opened))
    found = []
    for number in opened:
        offer, selected = shop.index.items[number], draft.selected[number]
        hits = tuple(tuple(selected.get(k, ())) for k in range(len(offer.matches())))
        use = _by_weight(Use(number, offer, uses_allowed(offer, basket), hits), classes)
        if all(use.hits) and is_reached(offer, spent, basket.products):
            found.append(use)
    return tuple(found)


def _by_weight(use: Use, classes: Sequence[UnitClass]) -> Use:
    """The use within the offer's limits by weight, if it has any."""
    if not use.offer.min_grams and use.offer.max_grams is None:
        return use
    numbers, most = within(use.offer, [(n, classes[n].grams, classes[n].size) for n in use.hits[0]])
    return use._replace(hits=(numbers,), limit=use.limit if most is None else min(use.limit, most))


def _deposit(basket: Basket, units: tuple[LineUnits, ...]) -> int:
    paid = sum(deposit_of(unit, basket) for unit in units)
    return paid - sum(line.deposit_return or 0 for line in basket.lines if not line.void)


def deposit_of(unit: LineUnits, basket: Basket) -> int:
    """The deposit that a line adds, cents; a refunded line gives it back."""
    cents = basket.products[unit.key.product].deposit * unit.size
    return -cents if unit.line.refund else cents


def net_of(problem: Problem, totals: Sequence[int]) -> int:
    """What the goods cost, from the cells' totals."""
    return sum([cents for (group, _), cents in zip(problem.cells.keys, totals, strict=True) if group])
