"""A linear lower bound on the due of a choice of basket offers: a weight for every cell, and what may come off at most.

For every way to use the item offers, due x SCALE >= sum(weight x total of the cell) - off, so the smallest weighted sum
bounds what the choice can reach. The bound errs by roundings and by how thresholds are met, never to the high side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cart.pricing.rounding import BP
from cart.pricing.solver.problem import Problem
from cart.pricing.solver.stage import Basis, Choice, on_the_same

FINE = 1_000_000
SCALE = FINE * BP


@dataclass(frozen=True)
class Bound:
    """Cell weights, and the greatest deduction (cents x SCALE)."""

    weights: tuple[int, ...]
    off: int


def bound_of(problem: Problem, choice: Choice, mfr_most: int, lowest: Sequence[int] = ()) -> Bound:
    """The bound for `choice` when manufacturer coupons pay at most `mfr_most` cents.

    `lowest` are cell totals that no outcome falls below (none: nothing is known); they tighten it.
    """
    added = problem.added
    factors = [FINE] * len(problem.cells.keys)
    flat = 0
    for basis in choice:
        percent, amount = _relief(problem, basis)
        flat += amount * (SCALE + _tax_most(problem, basis, added, lowest if len(choice) == 1 else ()))
        for cell in basis.cells:
            factors[cell] = factors[cell] * (BP - percent) // BP
    weights = tuple(
        factor * (BP + added[rate]) if rate else 0
        for factor, (rate, _) in zip(factors, problem.cells.keys, strict=True)
    )
    noise = _roundings(problem, choice, added, max(added.values(), default=0))
    off = flat + noise + (mfr_most - problem.deposit) * SCALE - _on_deposits(problem)
    return Bound(weights, off)


def _on_deposits(problem: Problem) -> int:
    """The tax (x SCALE) that is added to deposits, before it is rounded with that of the goods."""
    tax = problem.rules.deposit_tax
    if tax is None or problem.rules.tax_mode == "inclusive":
        return 0
    return problem.deposit * problem.rules.tax_rates[tax] * FINE


def _tax_most(problem: Problem, basis: Basis, added: Mapping[str, int], lowest: Sequence[int]) -> int:
    """The most tax (x SCALE) that a cent of an amount off can save: it is spread over the rates as their nets stand.

    A mean of rates whose nets lie between two limits is greatest with the higher rates at most, the lower at least.
    """
    ranges: dict[int, list[int]] = {}
    for cell in basis.cells:
        low = max(0, lowest[cell]) if lowest else 0
        limits = ranges.setdefault(added[problem.cells.keys[cell][0]], [0, 0])
        limits[0] += low
        limits[1] += max(low, problem.start[cell])
    rates = sorted(ranges, reverse=True)
    means = [0]
    for most in range(1, len(rates) + 1):
        nets = [ranges[rate][place < most] for place, rate in enumerate(rates)]
        if sum(nets):
            means.append(-(-FINE * sum(rate * net for rate, net in zip(rates, nets, strict=True)) // sum(nets)))
    return max(means)


def _roundings(problem: Problem, choice: Choice, added: Mapping[str, int], highest: int) -> int:
    """Half a cent for each rate's tax and each percentage with its tax; up to a cent moved between an offer's rates."""
    taxed = problem.rules.tax_rates.values() if problem.rules.tax_mode == "exclusive" else ()
    taxes = sum([SCALE // 2 for bp in taxed if bp])
    percents = sum([1 for basis in choice if basis.offer.kind == "spend_percent"])
    if problem.rules.rounding == "down":
        percents = 0
    moved = sum([_moved(problem, basis, added) for basis in choice])
    apart = 0 if on_the_same(choice) else _crossed(choice) * (SCALE + FINE * highest)
    return taxes + percents * (SCALE + FINE * highest) // 2 + moved + apart


def _crossed(choice: Choice) -> int:
    """How many cents the floors of the shares may move to goods that a later percentage counts, or off them."""
    percents = [at for at, basis in enumerate(choice) if at and basis.offer.kind == "spend_percent"]
    return sum([len(basis.cells) for basis in choice[: max(percents, default=0)]])


def _moved(problem: Problem, basis: Basis, added: Mapping[str, int]) -> int:
    """What the floors of the shares, each less than a cent, can move between rates, as tax."""
    rates = sorted({problem.cells.keys[cell][0] for cell in basis.cells})
    steps = [added[rate] - added[before] for before, rate in pairwise(rates)]
    return FINE * max(sum([step for step in steps if step > 0]), -sum([step for step in steps if step < 0]))


def _relief(problem: Problem, basis: Basis) -> tuple[int, int]:
    """(basis points, cents): together no less than what the offer can save."""
    offer = basis.offer
    most = sum(problem.start[cell] for cell in basis.spend)
    if offer.kind == "spend_percent":
        return offer.bp, 0
    if offer.kind == "spend_tiers":
        return 0, max((tier.amount or 0 for tier in offer.tiers if tier.min_spend <= most), default=0)
    if not offer.repeat:
        return 0, offer.amount
    times = most // offer.min_spend
    if problem.rules.threshold_on == "net" and times < basis.limit and offer.amount < offer.min_spend:
        return -(-offer.amount * BP // offer.min_spend), 0
    return 0, offer.amount * min(times, basis.limit)
