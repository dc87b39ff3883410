"""`dashcart weigh`: the weight changes in a recording of raw counts, as JSON Lines, and a picture of them."""

import argparse
import csv
import importlib
import json
import math
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

from cart.errors import BadInput, CalibrationRefused
from cart.weighing.calibration import Calibration
from cart.weighing.change import WeightChange
from cart.weighing.steps import StepDetector

EXAMPLE = """examples:
  dashcart weigh trace.csv --counts-per-gram 107.4 --zero 26019      columns: seconds, counts
  dashcart weigh trace.csv --calibration var/calibration.json --plot out.png
"""


@dataclass(frozen=True)
class Trace:
    """A recording: times (s), raw words, and the level after each word (g)."""

    t: list[float]
    counts: list[int]


def main(argv: list[str]) -> int:
    """Finds the weight changes in a recording (CSV: seconds, counts)."""
    parser = argparse.ArgumentParser(
        prog="dashcart weigh", description=main.__doc__, epilog=EXAMPLE, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("trace", type=Path, help="the recording: two columns, seconds and counts")
    parser.add_argument("--calibration", type=Path, help="the scale's calibration file")
    parser.add_argument("--counts-per-gram", type=float, help="without a calibration file: counts for one gram")
    parser.add_argument("--zero", type=float, default=0.0, help="without a calibration file: counts when empty")
    parser.add_argument("--rate", type=float, default=80.0, help="samples a second (default: 80)")
    parser.add_argument("--plot", type=Path, metavar="OUT.png", help="draw counts, levels and changes")
    args = parser.parse_args(argv)
    try:
        return _weigh(args)
    except (BadInput, CalibrationRefused) as error:
        print(error, file=sys.stderr)
        return 2


def _weigh(args: argparse.Namespace) -> int:
    calibration, trace = _calibration(args), read_trace(args.trace)
    if not 0 < args.rate < math.inf:
        raise BadInput(f"{args.rate:g} samples a second cannot be. Say --rate 80, or what the recording has.")
    levels, changes = weigh(trace, calibration, args.rate)
    for change in changes:
        print(json.dumps(asdict(change)))
    if args.plot:
        grams = [calibration.grams(word) for word in trace.counts]
        _plot().save(args.plot, trace.t, grams, levels, changes)
    return 0


def _plot() -> ModuleType:
    """What draws: its package is an extra, which a cart does not need."""
    try:
        return importlib.import_module("cart.commands.weigh_plot")
    except ModuleNotFoundError as error:
        raise BadInput(f"--plot needs {error.name}: .venv/bin/python -m pip install 'dash-cart[plot]'") from error


def _calibration(args: argparse.Namespace) -> Calibration:
    if args.calibration:
        return Calibration.load(args.calibration)
    if not args.counts_per_gram or not math.isfinite(args.counts_per_gram):
        raise BadInput("How many counts are a gram? Say --calibration FILE, or --counts-per-gram N --zero N.")
    return Calibration(args.counts_per_gram, args.zero)


def read_trace(path: Path) -> Trace:
    """Reads a recording; a first line of names is passed over. Raises BadInput with the line that cannot be read."""
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read ({error}). Give a CSV file of seconds and counts.") from error
    body = rows[1:] if rows and not _number(rows[0][:1]) else rows
    try:
        return Trace([float(row[0]) for row in body], [int(row[1]) for row in body])
    except (ValueError, IndexError) as error:
        raise BadInput(f"{path}: a line is not 'seconds,counts' ({error}). Correct it and try again.") from error


def _number(cells: list[str]) -> bool:
    try:
        return bool(cells) and float(cells[0]) == float(cells[0])
    except ValueError:
        return False


def weigh(trace: Trace, calibration: Calibration, rate_hz: float) -> tuple[list[float], list[WeightChange]]:
    """The level after each sample and all changes, in order."""
    detector = StepDetector(
        counts_per_gram=calibration.counts_per_gram, tare_counts=calibration.zero_counts, rate_hz=rate_hz
    )
    levels, changes = [], []
    for at, counts in zip(trace.t, trace.counts, strict=True):
        changes += detector.push(at, counts)
        levels.append(detector.level_g)
    return levels, changes
