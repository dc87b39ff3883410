"""The calibration in force and its audit trail, in one folder: what was accepted is in both, or in neither.

The trail is written first and holds the new values, so a cart that lost power between the two finishes the second.
"""

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from cart.errors import CalibrationRefused
from cart.weighing.audit import Entry, Trail
from cart.weighing.calibration import Calibration
from cart.weighing.judgement import Residual, Verdict

FIGURES = ("counts_per_gram", "zero_counts", "interval_g", "max_g")


class Logbook:
    """`calibration.json` and `calibrations.jsonl` of one cart."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "calibration.json"
        self.trail = Trail(folder / "calibrations.jsonl")

    def in_force(self) -> Calibration:
        """The newest accepted calibration. Raises CalibrationRefused where there is none, or one file was touched."""
        rows, written = self.trail.entries(), self._written()
        if rows and (written is None or written.event < len(rows)):
            accepted(rows[-1]).save(self._path)
        calibration = Calibration.load(self._path)
        if calibration.event > len(rows):
            raise CalibrationRefused(
                f"Calibration {calibration.event} is in force, and its trail ends at row {len(rows)}: rows were taken "
                "out. Keep both files; call the service."
            )
        if rows and calibration != accepted(rows[-1]):
            raise CalibrationRefused(
                f"{self._path} is not what row {len(rows)} of its trail says. Keep both files; call the service."
            )
        return calibration

    def _written(self) -> Calibration | None:
        try:
            return Calibration.load(self._path)
        except CalibrationRefused:
            return None

    def last(self) -> Entry | None:
        """The newest row, or None. Raises CalibrationRefused where the trail was touched."""
        rows = self.trail.entries()
        return rows[-1] if rows else None

    def accept(self, verdict: Verdict, who: str, wall: str) -> Calibration:
        """Records a good calibration and puts it in force. Raises CalibrationRefused; nothing has then changed."""
        if verdict.fault is not None:
            raise CalibrationRefused("This calibration is outside its tolerances. Do it again; the old one stays.")
        old = asdict(self.in_force()) if self._written() or self.trail.entries() else None
        entry = self.trail.append(wall, who, old, figures(verdict))
        calibration = accepted(entry)
        with suppress(OSError):  # the row is the record: the next start makes the file good
            calibration.save(self._path)
        return calibration


def figures(verdict: Verdict) -> dict[str, object]:
    """What the trail keeps of a verdict: the new values, the heaviest known weight, and what was left at each step."""
    line = asdict(verdict.line)
    left = {_name(number, one): round(one.off_g, 2) for number, one in enumerate(verdict.residuals, 1)}
    return {**{name: line[name] for name in FIGURES}, "checked_g": verdict.checked_g, "residuals_g": left}


def _name(number: int, residual: Residual) -> str:
    step = residual.step
    return " ".join((str(number), step.kind, *((step.place,) if step.place else ()), f"{step.load_g:.0f} g"))


def accepted(entry: Entry) -> Calibration:
    """The calibration that a row of the trail put in force. Raises CalibrationRefused where it holds none."""
    try:
        return Calibration(**{name: float(entry.new[name]) for name in FIGURES}, event=entry.event).checked()
    except (KeyError, TypeError, ValueError) as error:
        raise CalibrationRefused(f"Row {entry.event} of the trail holds no calibration. Call the service.") from error
