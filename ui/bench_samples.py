"""Scenes of a calibration to paint: as a person walks through it, and what comes of it."""

from dataclasses import replace

from cart.weighing.audit import Entry
from cart.weighing.bench import Standing
from cart.weighing.calibration import Calibration
from cart.weighing.judgement import CORNERS, Step, Weighing
from cart.weighing.procedure import AGAIN, Slip, Walk
from cart.weighing.still import Level

FORCE = Calibration(100.0, 7_000.0, 5.0, 40_000.0, 3)
LAST = Entry(3, "2026-02-03T09:30", "Maria", None, {}, "")
LOADS = (2_000.0, 5_000.0, 10_000.0)
GOOD = (0.0, 0.4, -1.2, 0.3, 2.1, -3.4, 1.0, 4.2, 0.6, -0.8, 0.9, 1.4)
BENT = (0.0, 9.0, 16.0, 0.0, 2.1, -3.4, 1.0, 4.2, 0.6, -0.8, 0.9, 1.4)
STEPS = (
    Step("zero"),
    *(Step("line", load, "middle") for load in LOADS),
    *(Step("corner", 10_000.0, corner) for corner in CORNERS),
    *(replace(step, load_g=10_000.0 * (step.kind == "repeat")) for step in AGAIN * 2),
)


def at(number: int, off_g: tuple[float, ...] = GOOD, grams: float | None = None, **level: bool) -> Standing:
    """At the step of this number, counted from 1; the basket holds what it asks for, or `grams`; `level` as it is."""
    done = tuple(
        Weighing(step, FORCE.zero_counts + 100.2 * (step.load_g + off))
        for step, off in zip(STEPS[: number - 1], off_g, strict=False)
    )
    held = (STEPS[number - 1].load_g if number <= len(STEPS) else 0.0) if grams is None else grams
    chosen = STEPS[number - 1].load_g if 2 <= number <= 4 else 0.0
    seen = Level(0.0, FORCE.zero_counts + 100.2 * held, 50.0, **{"still": True, **level})
    return Standing(FORCE, last=LAST, who="Maria", walk=Walk(done=done, chosen_g=chosen, level=seen))


def _with(standing: Standing, **more: object) -> Standing:
    return replace(standing, walk=replace(standing.walk or Walk(), **more))


NOBODY = Standing(FORCE, last=LAST)
NEW = Entry(4, "2026-03-09T17:05", "Maria", None, {}, "")
BENCHES: dict[str, Standing] = {
    "calibrate": NOBODY,
    "calibrate-never": Standing(
        unfit="/var/cart/calibration.json holds no calibration (No such file or directory). "
        "Staff: touch Calibrate, or run dashcart calibrate."
    ),
    "calibrate-empty": at(1, grams=0.0, still=False),
    "calibrate-choose-first": _with(at(2), chosen_g=0.0),
    "calibrate-choose": _with(at(3), chosen_g=0.0),
    "calibrate-other": _with(at(3), chosen_g=0.0),
    "calibrate-too-light": _with(at(3), chosen_g=0.0, slip=Slip("rising", 2_000.0)),
    "calibrate-middle": at(3),
    "calibrate-weighing": _with(at(4, still=False), asked=True),
    "calibrate-differs": _with(at(4, grams=5_000.0), slip=Slip("differs", 5_010.0)),
    "calibrate-corner": at(6, still=False),
    "calibrate-unmoved": _with(at(7), asked=True, moved=False),
    "calibrate-silent": _with(at(9), level=None),
    "calibrate-again": at(12),
    "calibrate-accept": at(13),
    "calibrate-refused": at(13, BENT),
    "calibrate-full-disk": replace(at(13), trouble="[Errno 28] No space left on device"),
    "calibrate-done": replace(at(13), force=replace(FORCE, event=4), last=NEW, kept=NEW),
}
