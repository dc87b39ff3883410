"""An integer programme on HiGHS: whole counts, rows of sums between limits, a gain to maximize.

Counts that come out whole by themselves once the others are whole (units dealt to places: a flow) are not asked to be
so at first: then only the others are branched on. Where one of them is not whole after all, all are asked.

HiGHS computes in floats; counts are rounded to whole ones, and what they gain is counted again in integers by who
asked. Its bound is only trusted to a hundredth of a cent. It is bounded by nodes, never by time, on one thread with a
fixed seed: cart, lane and store must come to the same total on machines of any speed.
"""

from collections.abc import Iterable, Sequence
from math import inf, isfinite
from typing import NamedTuple

import highspy
import numpy as np

# Nodes times factors of the rows, at the most; and the steps (work.py) of a run, of a factor, and of an iteration.
MOST_NODES = 150_000
RUN, FACTOR, ITERATION = 2_000, 5, 200
# Below this a difference in the gain, cents, is noise of the floats.
NOISE = 0.005
# A count that lies nearer to a whole number than this is whole.
WHOLE = 1e-6
Term = tuple[int, float]
INTEGER, CONTINUOUS = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
# One thread, so that every machine takes the same steps; of the heuristics none: they cost more than they find here.
SETTINGS = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


class Solved(NamedTuple):
    """The best counts found, and a gain that no counts exceed (minus infinity where no counts keep the rows); `values`
    None: none found within the nodes, or none that is above what was asked.
    """

    values: list[int] | None
    bound: float


class _Found(NamedTuple):
    values: list[float] | None
    bound: float


class Programme:
    """Collects counts and rows, then solves."""

    def __init__(self) -> None:
        self._gains: list[float] = []
        self._most: list[float] = []
        self._whole: list[bool] = []
        self._starts, self._index, self._value = [0], list[int](), list[float]()
        self._limits: list[tuple[float, float]] = []
        self.steps = 0

    def count(self, most: float, gain: float = 0, flow: bool = False) -> int:
        """A whole number from 0 to `most`; each one of it gains `gain` cents. Gives its number. `flow`: it can be
        expected to be whole if those are that are no flow.
        """
        self._gains.append(gain)
        self._most.append(most)
        self._whole.append(not flow)
        return len(self._gains) - 1

    def row(self, terms: Iterable[Term], least: float = -inf, most: float = inf) -> None:
        """The sum of (count, factor) lies from `least` to `most`; what is named twice is added up."""
        factors: dict[int, float] = {}
        for number, factor in terms:
            factors[number] = factors.get(number, 0) + factor
        self._index += factors
        self._value += factors.values()
        self._starts.append(len(self._index))
        self._limits.append((least, most))

    def solve(self, step: float, above: float = -inf) -> Solved:
        """The counts that gain the most; gains come in steps of `step` cents, so closer bounds are not sought, and none
        that is not `above` some gain. `steps` says what it cost.
        """
        if not self._gains:
            return Solved([], 0.0)
        values, bound = self._solved(self._whole, step)
        if values is None or _are_whole(values):
            return Solved(_rounded(values), bound)
        if bound <= above:
            return Solved(None, bound)
        strict = self._solved([True] * len(self._gains), step)
        return Solved(_rounded(strict.values), min(bound, strict.bound))

    def relaxed(self) -> Solved:
        """A gain that no counts exceed, at once: that of the counts in parts; their values where they are whole."""
        if not self._gains:
            return Solved([], 0.0)
        values, bound = self._solved([False] * len(self._gains), 0.0)
        return Solved(_rounded(values) if values is not None and _are_whole(values) else None, bound)

    def _solved(self, whole: Sequence[bool], step: float) -> _Found:
        solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        nodes = max(1, MOST_NODES // max(1, len(self._index)))
        limits = {"mip_max_nodes": nodes, "mip_abs_gap": max(2 * NOISE, step - 2 * NOISE)}
        for option, setting in (SETTINGS | limits).items():
            solver.setOptionValue(option, setting)
        solver.passModel(self._model(whole))
        solver.run()
        info = solver.getInfo()
        self.steps += RUN + FACTOR * len(self._index) + ITERATION * max(0, info.simplex_iteration_count)
        if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return _Found(None, -inf)
        bound = info.mip_dual_bound if any(whole) else info.objective_function_value
        bound = bound if isfinite(bound) else inf
        if not isfinite(info.objective_function_value) or info.primal_solution_status != 2:
            return _Found(None, bound)
        return _Found(list(solver.getSolution().col_value), bound + NOISE)

    def _model(self, whole: Sequence[bool]) -> "highspy.HighsLp":
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._gains), len(self._limits)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.array(self._gains, dtype=np.float64)
        lp.col_lower_, lp.col_upper_ = np.zeros(len(self._gains)), np.array(self._most, dtype=np.float64)
        limits = np.array(self._limits, dtype=np.float64).reshape(-1, 2)
        lp.row_lower_, lp.row_upper_ = limits[:, 0], limits[:, 1]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(self._starts), np.array(self._index)
        lp.a_matrix_.value_ = np.array(self._value, dtype=np.float64)
        lp.integrality_ = [INTEGER if one else CONTINUOUS for one in whole]
        return lp


def _are_whole(values: Sequence[float]) -> bool:
    return all(abs(value - round(value)) < WHOLE for value in values)


def _rounded(values: Sequence[float] | None) -> list[int] | None:
    return None if values is None else [round(value) for value in values]
