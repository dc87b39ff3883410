"""How low any receipt could get, by another method than the solver's: integer programmes on HiGHS instead of tables.

The bound is linear (bounds.py), so it cannot tell totals apart that differ by roundings of tax alone: then it lies a
cent or so below what the exact search has proven to be the least, and `slack` says by how much.
"""

from dataclasses import dataclass

from cart.pricing.bounds import SCALE, Bound, bound_of
from cart.pricing.case import Case
from cart.pricing.index import OfferIndex
from cart.pricing.mfr import Payer, keeper
from cart.pricing.parts import split
from cart.pricing.problem import Cells, Problem, Shop, pose
from cart.pricing.solved import PartSolver
from cart.pricing.stage import choices
from cart.pricing.whole import solve_whole


@dataclass(frozen=True)
class Certificate:
    """No total below `bound` cents exists; `slack` is how far the checked due lies above it."""

    bound: int
    slack: int


def certify(case: Case, due: int) -> Certificate:
    """The lowest bound over all choices of basket offers, against `due`."""
    problem = pose(case.basket, Shop(OfferIndex(case.offers), case.rules, Cells()), case.context)
    keep = keeper(problem.coupons, sorted({c.mfr for c in problem.classes}))
    most = Payer(problem.coupons).most(keep.unused((), ((c, c.size) for c in problem.classes)))
    solvers = [PartSolver(part, keep, case.rules.rounding) for part in split(problem)]
    bound = min(_lowest(problem, solvers, bound.weights, bound.off) for bound in _bounds(problem, most))
    return Certificate(bound, due - bound)


def _bounds(problem: Problem, mfr_most: int) -> list[Bound]:
    return [bound_of(problem, choice, mfr_most) for choice in choices(problem)]


def _lowest(problem: Problem, solvers: list[PartSolver], weights: tuple[int, ...], off: int) -> int:
    start = sum(weight * cents for weight, cents in zip(weights, problem.start, strict=True))
    return -((off + sum(_most(solver, weights) for solver in solvers) - start) // SCALE)


def _most(solver: PartSolver, weights: tuple[int, ...]) -> int:
    """The most that the part can gain, by HiGHS: what it found, with what it could not rule out."""
    found = []
    for scale, steps in solver.programmes(weights):
        gains = {id(column): gain for step in steps for column, gain in zip(step.columns, step.gains, strict=True)}
        picks, missing = solve_whole(steps, solver.counts) if gains else ([], 0)
        found.append(scale * (sum(gains[id(column)] * times for column, times in picks) + missing))
    return max(found)
