"""From counts to grams: a straight line through known weights, refused when a known weight lies off it."""

import json
import math
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from cart.errors import CalibrationRefused
from cart.tables import parse
from cart.weighing.tolerances import Rule, Tolerance


@dataclass(frozen=True)
class Point:
    """A known load in grams and the counts that it gave (a mean at rest)."""

    load_g: float
    counts: float


@dataclass(frozen=True)
class Calibration:
    """A scale's straight line, its scale interval e and its maximum capacity (grams)."""

    counts_per_gram: float
    zero_counts: float
    interval_g: float = 5.0
    max_g: float = 40_000.0
    event: int = 0

    def grams(self, counts: float) -> float:
        """The gross weight in grams that `counts` stand for."""
        return (counts - self.zero_counts) / self.counts_per_gram

    def checked(self) -> "Calibration":
        """This calibration. Raises ValueError where it is no line that a scale can have: a file may hold anything."""
        if not all(math.isfinite(figure) for figure in (self.counts_per_gram, self.zero_counts, self.max_g)):
            raise ValueError("a figure is not finite")
        if min(self.counts_per_gram, self.interval_g, self.max_g) <= 0:
            raise ValueError("counts a gram, interval and Max must be above 0")
        return self

    @staticmethod
    def load(path: Path) -> "Calibration":
        """Reads a calibration. Raises CalibrationRefused when there is none that can be read."""
        try:
            table = json.loads(path.read_text(encoding="utf-8"))
            return parse(Calibration, table, str(path)).checked()
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise CalibrationRefused(f"{path} holds no calibration ({error}). Run: dashcart calibrate") from error

    def save(self, path: Path) -> None:
        """Writes the calibration so that a pulled battery leaves the old or the new one, never a part."""
        write_whole(path, json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")


def fit(points: list[Point], interval_g: float, max_g: float, rule: Rule = "r76-service") -> Calibration:
    """The least-squares line through the points; raises CalibrationRefused when one lies off its tolerance."""
    if len({point.load_g for point in points}) < 2:
        raise CalibrationRefused("A calibration needs the empty basket and at least one known weight. Weigh both.")
    n = len(points)
    mean_x = sum(p.load_g for p in points) / n
    mean_y = sum(p.counts for p in points) / n
    slope = sum((p.load_g - mean_x) * (p.counts - mean_y) for p in points) / sum(
        (p.load_g - mean_x) ** 2 for p in points
    )
    if slope <= 0:
        raise CalibrationRefused("The counts do not rise with the load. Swap the cell's two signal wires (A+ and A-).")
    line = Calibration(slope, mean_y - slope * mean_x, interval_g, max_g)
    tolerance = Tolerance(rule, interval_g)
    for point in points:
        off, limit = line.grams(point.counts) - point.load_g, tolerance.limit_g(point.load_g)
        if abs(off) > limit:
            raise CalibrationRefused(
                f"At {point.load_g:.0f} g the scale is off by {off:+.1f} g; {limit:.1f} g are allowed "
                f"({tolerance.clause}). Check the weight and that nothing touches the basket, then start again."
            )
    return line


def write_whole(path: Path, text: str) -> None:
    """Writes a file through a temporary one: write, fsync, rename, fsync of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
