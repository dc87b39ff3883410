"""From counts to grams: a straight line through known weights, and the file that keeps it."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from cart.errors import CalibrationRefused
from cart.identity.files import write_atomically
from cart.tables import parse

TO_DO = "Staff: touch Calibrate, or run dashcart calibrate."


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
        except OSError as error:
            raise CalibrationRefused(f"{path} holds no calibration ({error.strerror}). {TO_DO}") from error
        except (ValueError, AttributeError, TypeError) as error:
            raise CalibrationRefused(f"{path} holds no calibration ({error}). {TO_DO}") from error

    def save(self, path: Path) -> None:
        """Writes the calibration so that a pulled battery leaves the old or the new one, never a part."""
        write_atomically(path, (json.dumps(asdict(self), indent=1, sort_keys=True) + "\n").encode())


def through(points: Sequence[Point], interval_g: float, max_g: float) -> Calibration:
    """The least-squares line through the points. Raises CalibrationRefused where there is none that rises."""
    if len({point.load_g for point in points}) < 2:
        raise CalibrationRefused("A calibration needs the empty basket and at least one known weight. Weigh both.")
    mean_x = fmean(point.load_g for point in points)
    mean_y = fmean(point.counts for point in points)
    spread = sum((point.load_g - mean_x) ** 2 for point in points)
    slope = sum((point.load_g - mean_x) * (point.counts - mean_y) for point in points) / spread
    if slope <= 0:
        raise CalibrationRefused("The counts do not rise with the load. Swap the cell's two signal wires (A+ and A-).")
    return Calibration(slope, mean_y - slope * mean_x, interval_g, max_g)
