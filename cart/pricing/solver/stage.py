"""The basket stage and the tax: what a choice of basket offers makes of the cells' totals, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import NamedTuple

from cart.pricing.model import Rules
from cart.pricing.offers import Offer
from cart.pricing.rounding import BP, quotient, running_split, share
from cart.pricing.solver.problem import Problem, net_of


@dataclass(frozen=True)
class Basis:
    """A basket offer in this basket: most uses, the net cells it counts, and its regular-price cells."""

    offer: Offer
    limit: int
    cells: tuple[int, ...]
    spend: tuple[int, ...]


Choice = tuple[Basis, ...]
# Sets of so many are all looked at: 128.
MOST_STACKED = 7


@dataclass(frozen=True)
class Settled:
    """After the basket stage, before manufacturer coupons. `nets`: what each tax is on; `cuts`: (offer, by taxes)."""

    nets: tuple[tuple[str, int], ...]
    tax: tuple[tuple[str, int], ...]
    net_total: int
    payable: int
    cuts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


class Choices(NamedTuple):
    """The choices of basket offers that are looked at; where they are too many, all that the others are part of."""

    each: tuple[Choice, ...]
    beyond: Choice | None


def choices(problem: Problem) -> Choices:
    """No basket offer, each that stands alone, every set of stackable ones by their ids; none out of reach.

    Of more than MOST_STACKED stackable ones, those that save most on the basket as it stands.
    """
    every = [_basis(problem, bit) for bit in range(len(problem.on_basket))]
    bases = [basis for basis in every if _in_reach(problem, basis)]
    stackable = [basis for basis in bases if basis.offer.stackable]
    alone = [(basis,) for basis in bases if not basis.offer.stackable]
    kept = sorted(stackable, key=lambda basis: -_saves(problem, basis))[:MOST_STACKED]
    stacked = [basis for basis in stackable if basis in kept]
    sets = chain.from_iterable(combinations(stacked, size) for size in range(len(stacked) + 1))
    each = tuple([choice for choice in (*sets, *alone) if _together_in_reach(problem, choice)])
    return Choices(each, tuple(stackable) if len(stacked) < len(stackable) else None)


def _saves(problem: Problem, basis: Basis) -> int:
    base, spend = (sum(problem.start[cell] for cell in cells) for cells in (basis.cells, basis.spend))
    return saved(basis, base, spend, problem.rules)


def _together_in_reach(problem: Problem, choice: Choice) -> bool:
    """Whether each could be reached behind those before it: the dearer the goods the more is left to spend, where what
    the earlier ones save does not go by steps.
    """
    steps = any(basis.offer.repeat or basis.offer.tiers for basis in choice[:-1])
    if len(choice) < 2 or steps or not on_the_same(choice):
        return True
    return settle(problem, problem.start, choice) is not None


def _in_reach(problem: Problem, basis: Basis) -> bool:
    """Whether the basket could reach the offer at all: offers on items only ever lower what is spent."""
    least = min((tier.min_spend for tier in basis.offer.tiers), default=basis.offer.min_spend)
    return sum(problem.start[cell] for cell in basis.spend) >= least


def _basis(problem: Problem, bit: int) -> Basis:
    offer, limit = problem.on_basket[bit]
    regular = problem.rules.threshold_on == "regular"
    spend = problem.cells.spend_of_mask(bit) if regular else problem.cells.of_mask(bit)
    return Basis(offer, limit, problem.cells.of_mask(bit), spend)


def settle(problem: Problem, totals: Sequence[int], choice: Choice) -> Settled | None:
    """What the basket comes to under `choice`, or None where a threshold is not reached."""
    running = list(totals)
    cuts = []
    for basis in choice:
        base = sum(running[cell] for cell in basis.cells)
        spend = sum(running[cell] for cell in basis.spend)
        saving = saved(basis, base, spend, problem.rules)
        if saving <= 0:
            return None
        cuts.append((basis.offer.id, _cut(problem, running, (choice, basis), saving)))
    taxed = [(tax, sum([running[cell] for cell in own]) + problem.taxed_deposit(tax)) for tax, own in problem.bearing]
    taxes = tuple([(tax, tax_on(base, problem.rules.tax_rates[tax], problem.rules)) for tax, base in taxed])
    net = net_of(problem, running)
    added = sum([cents for _, cents in taxes]) if problem.rules.tax_mode == "exclusive" else 0
    return Settled(tuple(taxed), taxes, net, net + added + problem.deposit, tuple(cuts))


def saved(basis: Basis, base: int, spend: int, rules: Rules) -> int:
    """What one basket offer saves at this base and spend, 0 where it is not reached."""
    offer = basis.offer
    if offer.kind == "spend_tiers":
        reached = [tier.amount or 0 for tier in offer.tiers if spend >= tier.min_spend]
        return min(reached[-1], base) if reached else 0
    if spend < offer.min_spend:
        return 0
    if offer.kind == "spend_percent":
        return share(base, offer.bp, rules.rounding)
    times = min(spend // offer.min_spend, basis.limit) if offer.repeat else 1
    return min(offer.amount * times, base)


def on_the_same(choice: Choice) -> bool:
    """Whether all offers of the choice count the same goods."""
    return len({basis.cells for basis in choice}) < 2


def _cut(
    problem: Problem, running: list[int], in_choice: tuple[Choice, Basis], saving: int
) -> tuple[tuple[str, int], ...]:
    """Takes `saving` off the running nets, over groups of taxes in ascending order; within one over what the same
    offers of the choice count, goods that the earlier offers leave out first.
    """
    choice, basis = in_choice
    rates = sorted({problem.cells.keys[cell][0] for cell in basis.cells})
    by_rate = [_alike(choice, [cell for cell in basis.cells if problem.cells.keys[cell][0] == rate]) for rate in rates]
    parts = running_split(saving, [sum(running[cell] for alike in own for cell in alike) for own in by_rate])
    for own, part in zip(by_rate, parts, strict=True):
        shares = running_split(part, [sum(running[cell] for cell in alike) for alike in own])
        for alike, share_of in zip(own, shares, strict=True):
            for cell, cents in zip(alike, running_split(share_of, [running[cell] for cell in alike]), strict=True):
                running[cell] -= cents
    return tuple(zip(rates, parts, strict=True))


def _alike(choice: Choice, cells: Sequence[int]) -> list[list[int]]:
    """The cells by which offers of the choice count them."""
    found: dict[tuple[bool, ...], list[int]] = {}
    for cell in cells:
        found.setdefault(tuple([cell in basis.cells for basis in choice]), []).append(cell)
    return [found[key] for key in sorted(found)]


def tax_on(net: int, bp: int, rules: Rules) -> int:
    """The tax of one rate, added to `net` or contained in it, rounded once; what is given back rounds as its sale."""
    bottom = BP if rules.tax_mode == "exclusive" else BP + bp
    rounded = quotient(abs(net) * bp, bottom, rules.tax_rounding)
    return -rounded if net < 0 else rounded
