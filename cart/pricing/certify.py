"""How low any receipt could get, by another method than the solver's: integer programmes on HiGHS instead of tables.

The bound is linear (bounds.py), so it cannot tell totals apart that differ by roundings of tax alone: then it lies a
cent or so below what the exact search has proven to be the least, and `slack` says by how much.
"""

from dataclasses import dataclass

from cart.pricing.case import Case
from cart.pricing.index import OfferIndex
from cart.pricing.solver.bounds import SCALE, Bound, bound_of
from cart.pricing.solver.mfr import Payer, keeper
from cart.pricing.solver.parts import split
from cart.pricing.solver.problem import Cells, Problem, Shop, pose
from cart.pricing.solver.solved import PartSolver
from cart.pricing.solver.stage import choices


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
    return -((off + sum(solver.programmed(weights) for solver in solvers) - start) // SCALE)
