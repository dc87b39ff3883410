"""Large pieces as an integer programme on HiGHS: how often each column is used, within units and limits.

HiGHS computes in floats; its answer is rounded to whole uses, checked and counted again in integers, and its bound is
only trusted down to the next whole gain above what was found. It is bounded by nodes, never by time: cart, lane and
store must come to the same total on machines of any speed.
"""

from collections.abc import Sequence
from math import floor, isfinite

import highspy
import numpy as np

from cart.pricing.columns import Column
from cart.pricing.tableau import Step

MOST_NODES = 200
# HiGHS compares columns in pairs before it solves; beyond this many that takes longer than solving.
MOST_PRESOLVED = 2_000


def solve_whole(steps: Sequence[Step], counts: Sequence[int]) -> tuple[list[tuple[Column, int]], int]:
    """(columns with how often each is used, gain that may still be missing). 0 missing: proven best."""
    columns = [column for step in steps for column in step.columns]
    gains = [gain for step in steps for gain in step.gains]
    solver = _programme(steps, columns, gains, counts)
    solver.run()
    uses = [round(value) for value in solver.getSolution().col_value]
    picks = [(column, times) for column, times in zip(columns, uses, strict=True) if times > 0]
    _check(picks, counts)
    found = sum(gain * times for gain, times in zip(gains, uses, strict=True))
    dual = solver.getInfo().mip_dual_bound
    if not isfinite(dual):
        return picks, sum(max(0, gain) for gain in gains) * max(counts)
    bound = floor(dual * _scale(gains) + 1e-6)
    return picks, max(0, bound - found)


def _scale(gains: Sequence[int]) -> int:
    """Weighted cents can be huge; HiGHS works on figures of at most a million or so."""
    return max(1, max(gains) // 1_000_000)


def _programme(
    steps: Sequence[Step], columns: Sequence[Column], gains: Sequence[int], counts: Sequence[int]
) -> "highspy.Highs":
    rows = sorted({number for column in columns for number, _ in column.need})
    place = {number: row for row, number in enumerate(rows)}
    starts, index, value = [0], list[int](), list[float]()
    owner = [k for k, step in enumerate(steps) for _ in step.columns]
    for column, step in zip(columns, owner, strict=True):
        index += [place[number] for number, _ in column.need] + [len(rows) + step]
        value += [float(units) for _, units in column.need] + [1.0]
        starts.append(len(index))
    upper = [float(counts[number]) for number in rows] + [float(min(step.limit, sum(counts))) for step in steps]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(columns), len(upper)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(gains, dtype=np.float64) / _scale(gains)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(columns)), np.full(len(columns), float(max(counts)))
    lp.row_lower_, lp.row_upper_ = np.zeros(len(upper)), np.array(upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = np.array(starts), np.array(index)
    lp.a_matrix_.value_ = np.array(value)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    limits = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_max_nodes": MOST_NODES}
    for option, setting in limits.items():
        solver.setOptionValue(option, setting)
    if len(columns) > MOST_PRESOLVED:
        solver.setOptionValue("presolve", "off")
    solver.passModel(lp)
    return solver


def _check(picks: Sequence[tuple[Column, int]], counts: Sequence[int]) -> None:
    left = list(counts)
    for column, times in picks:
        for number, units in column.need:
            left[number] -= units * times
    if any(units < 0 for units in left):
        raise ArithmeticError("HiGHS used more units than there are; its answer cannot be trusted.")
