"""`dashcart calibrate`: walks a person through the calibration of the basket's scale, in the terminal.

The walk is `cart.weighing.procedure`, the same that the staff screens show; here are its English words and the keys.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from cart.clock import Clock, SystemClock
from cart.config import load
from cart.errors import CalibrationRefused, ConfigError, DeviceError
from cart.weighing.audit import NOBODY
from cart.weighing.bench import Accept, Begin, Bench, Order
from cart.weighing.calibration import Calibration
from cart.weighing.judgement import Fault, Scheme, Step, Verdict
from cart.weighing.logbook import Logbook
from cart.weighing.procedure import Back, Chosen, Seen, Slip, Walk, Weigh
from cart.weighing.still import Stillness
from drivers.ports import CountSource
from drivers.registry import open_scale

EXAMPLE = """examples:
  dashcart calibrate cart.toml --who "R. Diaz" --loads 2000 5000 10000
  dashcart calibrate cart.toml --trail                               shows who calibrated, and when
"""
PATIENCE_S = 8.0
LEFT = "The calibration was left before its end. Nothing was changed; start it again."
RESTLESS = "The basket does not come to rest. Put the cart on level ground, let go, and start again."
LOADS = "Three different known weights are needed, light to heavy. Say --loads 2000 5000 10000."


@dataclass(frozen=True)
class Table:
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
    parser.add_argument("--rule", choices=RULES, help="which tolerances (default: the config's)")
    parser.add_argument("--trail", action="store_true", help="only show the audit trail")
    args = parser.parse_args(argv)
    try:
        return _trail(args) if args.trail else _run(args)
    except (ConfigError, DeviceError, CalibrationRefused) as error:
        print(error, file=sys.stderr)
        return 2


RULES = ("r76-initial", "r76-service", "hb44-acceptance", "hb44-maintenance")


def _trail(args: argparse.Namespace) -> int:
    for entry in Logbook(Path(load(args.config).cart.data)).trail.entries():
        print(f"{entry.event}  {entry.wall}  {entry.who}  {entry.new['counts_per_gram']:.4f} counts/g")
    return 0


def _run(args: argparse.Namespace) -> int:
    config, clock = load(args.config), SystemClock()
    scheme = Scheme(config.weighing.interval_g, config.weighing.max_g, args.rule or config.weighing.rule)
    source = open_scale(config.scale, clock)
    try:
        table = Table(source, sys.stdin, sys.stdout, clock, scheme, Path(config.cart.data))
        calibrate(table, args.who, args.loads)
    finally:
        source.close()
    return 0


def calibrate(table: Table, who: str, loads_g: Sequence[float]) -> Calibration:
    """Walks through all steps, then judges, records and saves. Raises CalibrationRefused; nothing is then changed."""
    if not who.strip():
        raise CalibrationRefused(NOBODY)
    if len(loads_g) < 3 or list(loads_g) != sorted(set(loads_g)) or loads_g[0] <= 0:
        raise CalibrationRefused(LOADS)
    return _Terminal(table).walk(who, loads_g)


class _Terminal:
    """The terminal's face of the bench."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._bench = Bench(Logbook(table.folder), table.scheme, lambda _: None, table.clock.wall)
        self._still = Stillness(table.source.rate_hz)

    def walk(self, who: str, loads_g: Sequence[float]) -> Calibration:
        """To the end, or CalibrationRefused."""
        self._bench.do(Begin(who, len(loads_g)))
        while self._at.step is not None:
            if self._at.chooses:
                self._choose(loads_g)
            self._step(self._at)
        return self._conclude(self._at.verdict)

    @property
    def _at(self) -> Walk:
        walk = self._bench.standing.walk
        return walk or Walk()

    def _say(self, words: str) -> None:
        print(words, file=self._table.screen, flush=True)

    def _key(self) -> str:
        line = self._table.keys.readline()
        if not line:
            raise CalibrationRefused(LEFT)
        return line.strip().lower()

    def _choose(self, loads_g: Sequence[float]) -> None:
        self._do(Chosen(loads_g[self._at.number - 2]))
        if self._at.slip is not None:
            raise CalibrationRefused(slip_words(self._at.slip, self._at))

    def _step(self, at: Walk) -> None:
        """Asks for one step, and weighs what then lies in the basket; "b" and Enter goes one step back."""
        self._say(f"{at.number} of {at.total}: {step_words(at)} Then press Enter.")
        if self._key() == "b":
            for _ in range(2 if at.chosen_g else 1):
                self._do(Back())
            return
        self._do(Seen(None))  # what the scale said before Enter is old
        self._do(Weigh())
        self._watch()
        if self._at.slip is not None:
            self._say(slip_words(self._at.slip, at))

    def _watch(self) -> None:
        """Reads until the basket has come to rest and was weighed. Raises CalibrationRefused after `PATIENCE_S`."""
        source, words = self._table.source, 0
        self._still.restart()
        while self._at.asked:
            if words > PATIENCE_S * source.rate_hz:
                raise CalibrationRefused(RESTLESS)
            sample = source.read()
            self._still.push(sample.at, sample.counts)
            self._do(Seen(self._still.level))
            words += 1

    def _do(self, order: Order) -> None:
        self._bench.do(order)

    def _conclude(self, verdict: Verdict | None) -> Calibration:
        if verdict is None:
            raise CalibrationRefused(LEFT)
        for one in verdict.residuals:
            self._say(f"  {place_words(one.step):<40} {one.off_g:+8.2f} g   allowed {one.limit_g:.1f} g")
        if verdict.fault is not None:
            raise CalibrationRefused(fault_words(verdict.fault))
        self._say("Within its tolerances. Press Enter to put it in force.")
        self._key()
        self._do(Accept())
        standing = self._bench.standing
        if standing.trouble or standing.force is None:
            raise CalibrationRefused(standing.trouble)
        self._say(f"Saved as calibration {standing.force.event}: {standing.force.counts_per_gram:.4f} counts per gram.")
        return standing.force


def place_words(step: Step) -> str:
    """What lies where at a step."""
    if step.kind in ("zero", "return"):
        return "the empty basket"
    place = "in the middle" if step.place == "middle" else f"at the {step.place.replace('_', ' ')}"
    return f"{step.load_g:.0f} g {place}" + (" again" if step.kind == "repeat" else "")


def step_words(walk: Walk) -> str:
    """What to do at the step at hand."""
    step = walk.step or Step("zero")
    if step.kind == "zero":
        return "Empty the basket and let go of the cart."
    if step.kind == "return":
        return "Empty the basket."
    place = "in the middle" if step.place == "middle" else f"to the {step.place.replace('_', ' ')}"
    return f"{'Move' if step.kind == 'corner' else 'Put'} {step.load_g:.0f} g {place} of the basket."


def slip_words(slip: Slip, walk: Walk) -> str:
    """Why a step was not taken, and what to do."""
    wanted = walk.step.load_g if walk.step else 0.0
    return {
        "light": f"A known weight of {slip.grams:.0f} g at least is needed.",
        "over_max": f"The scale goes to {slip.grams:.0f} g. Take a lighter weight.",
        "rising": f"The next weight must be heavier than {slip.grams:.0f} g.",
        "nothing": "The reading did not change. Is the weight in the basket?",
        "backwards": "The reading fell as the weight went in. Swap the cell's two signal wires (A+ and A-).",
        "differs": f"The basket reads {slip.grams:.0f} g, not {wanted:.0f} g. Check what lies in it.",
        "not_empty": f"The basket is not empty: it reads {slip.grams:.0f} g.",
    }[slip.why]


def fault_words(fault: Fault) -> str:
    """Why a calibration is refused, and what to do."""
    allowed = f"{fault.limit_g:.1f} g are allowed ({fault.clause})"
    if fault.step.kind == "repeat":
        return f"One weight gave readings {fault.off_g:.1f} g apart; {allowed}. Check that the basket touches nothing."
    advice = {
        "corner": "Check that the basket touches nothing and its screws are tight, then start again.",
        "return": "The empty basket did not come back to zero: check that it touches nothing, then start again.",
    }.get(fault.step.kind, "Check the weight and that nothing touches the basket, then start again.")
    return f"With {place_words(fault.step)} the scale is off by {fault.off_g:+.1f} g; {allowed}. {advice}"
