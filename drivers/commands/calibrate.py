"""`dashcart calibrate`: walks a person through the calibration of the basket's scale."""

import argparse
import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from cart.clock import Clock, SystemClock
from cart.config import load
from cart.errors import CalibrationRefused, ConfigError, DeviceError
from cart.weighing.audit import Trail
from cart.weighing.calibration import Calibration
from cart.weighing.procedure import Scheme, conclude, numbered, residuals, steps
from drivers.ports import CountSource
from drivers.registry import open_scale

EXAMPLE = """examples:
  dashcart calibrate cart.toml --who "R. Diaz" --loads 2000 5000 10000
  dashcart calibrate cart.toml --trail                               shows who calibrated, and when
"""
SAMPLES, TRIES = 80, 5
STILL = 12.0


@dataclass(frozen=True)
class Walk:
    """What a calibration needs: the scale, the person (a stream of Enter keys, a stream to read from), and what for."""

    source: CountSource
    keys: TextIO
    screen: TextIO
    clock: Clock
    scheme: Scheme
    folder: Path


def main(argv: list[str]) -> int:
    """Calibrates the scale that the config names, with known weights."""
    parser = argparse.ArgumentParser(
        prog="dashcart calibrate",
        description=main.__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("config", type=Path, help="the cart's config file")
    parser.add_argument("--who", default="", help="who calibrates; it goes into the audit trail")
    parser.add_argument(
        "--loads", type=float, nargs="+", default=[], metavar="G", help="known weights in grams, rising"
    )
    parser.add_argument("--rule", default="r76-service", choices=RULES, help="which tolerances (default: r76-service)")
    parser.add_argument("--trail", action="store_true", help="only show the audit trail")
    args = parser.parse_args(argv)
    try:
        return _trail(args) if args.trail else _run(args)
    except (ConfigError, DeviceError, CalibrationRefused) as error:
        print(error, file=sys.stderr)
        return 2


RULES = ("r76-initial", "r76-service", "hb44-acceptance", "hb44-maintenance")


def _trail(args: argparse.Namespace) -> int:
    for entry in Trail(Path(load(args.config).cart.data) / "calibrations.jsonl").entries():
        print(f"{entry.event}  {entry.wall}  {entry.who}  {entry.new['counts_per_gram']:.4f} counts/g")
    return 0


def _run(args: argparse.Namespace) -> int:
    config, clock = load(args.config), SystemClock()
    scheme = Scheme(config.weighing.interval_g, config.weighing.max_g, args.rule)
    source = open_scale(config.scale, clock)
    try:
        walk = Walk(source, sys.stdin, sys.stdout, clock, scheme, Path(config.cart.data))
        calibrate(walk, args.who, args.loads)
    finally:
        source.close()
    return 0


def calibrate(walk: Walk, who: str, loads_g: list[float]) -> Calibration:
    """Walks through all steps, then judges, records and saves. Raises CalibrationRefused; nothing is then changed."""
    if not who.strip():
        raise CalibrationRefused("A calibration needs the name of who does it. Say --who NAME.")
    todo = steps(loads_g)
    counts = [_ask(walk, f"{n} of {len(todo)}: {step.words}") for n, step in enumerate(todo, 1)]
    line = conclude(todo, counts, walk.scheme)
    target = walk.folder / "calibration.json"
    old = asdict(Calibration.load(target)) if target.exists() else None
    new = {**asdict(line), "residuals_g": dict(residuals(line, todo, counts))}
    entry = Trail(walk.folder / "calibrations.jsonl").append(walk.clock.wall(), who, old, new)
    calibration = numbered(line, entry.event)
    calibration.save(target)
    print(f"Saved as calibration {entry.event}: {line.counts_per_gram:.4f} counts per gram.", file=walk.screen)
    return calibration


def _ask(walk: Walk, words: str) -> float:
    print(f"{words} Then press Enter.", file=walk.screen, flush=True)
    if not walk.keys.readline():
        raise CalibrationRefused("The calibration was left before its end. Nothing was changed; start it again.")
    return _mean_at_rest(walk.source, lambda: print("The basket moves: hold still.", file=walk.screen, flush=True))


def _mean_at_rest(source: CountSource, moves: Callable[[], None]) -> float:
    """The mean of a second of samples, once neither half of them differs from the other by more than noise."""
    for _ in range(TRIES):
        words = [source.read().counts for _ in range(SAMPLES)]
        middle = statistics.median(words)
        spread = statistics.median(abs(word - middle) for word in words) or 1.0
        good = [word for word in words if abs(word - middle) <= STILL * spread]
        half = len(good) // 2
        if abs(statistics.fmean(good[:half]) - statistics.fmean(good[half:])) < spread:
            return statistics.fmean(good)
        moves()
    raise CalibrationRefused("The basket does not come to rest. Put the cart on level ground, let go, and start again.")
