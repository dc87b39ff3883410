"""A person at a calibration: puts on what each step asks for, on a scale of 100 counts a gram that may be bad."""

from collections.abc import Callable

from cart.weighing.judgement import CORNERS, Kind, Place, Scheme, Step, Weighing
from cart.weighing.procedure import Chosen, Seen, Walk, Weigh, follow
from cart.weighing.still import Level

LOADS = (2_000.0, 5_000.0, 10_000.0)
PER_GRAM, ZERO = 100.0, 7_000.0
Cell = Callable[[Step], float]


def good(step: Step) -> float:
    """A perfect cell: grams as they are."""
    return step.load_g


def off(number: int, grams: float) -> Cell:
    """A cell that is off at one step (from 1) of the walk with LOADS."""
    order = [step for step in plan()]
    return lambda step: step.load_g + (grams if step == order[number - 1] else 0.0)


def plan() -> list[Step]:
    """The steps with LOADS and a Max of 40 kg: the corners carry 10 kg."""
    heavy = LOADS[-1]
    lines = [Step("line", load, "middle") for load in LOADS]
    corners = [Step("corner", heavy, place) for place in CORNERS]
    return [Step("zero"), *lines, *corners, *([Step("return"), Step("repeat", heavy, "middle")] * 2)]


def counts(grams: float) -> float:
    """What the cell gives."""
    return ZERO + PER_GRAM * grams


def still(grams: float, at: float = 0.0) -> Seen:
    """The basket at rest with so much in it."""
    return Seen(Level(at, counts(grams), 40.0, True))


MOVING = Seen(Level(0.0, counts(777.0), 9_000.0, False))


def weighed(walk: Walk, grams: float) -> Walk:
    """The basket moves and rests, and the button is touched."""
    for move in (MOVING, still(grams), Weigh()):
        walk = follow(walk, move)
    return walk


def walked(
    cell: Cell = good, scheme: Scheme | None = None, loads: tuple[float, ...] = LOADS, steps: int | None = None
) -> Walk:
    """A walk, all of it or the first `steps`."""
    walk = Walk(scheme or Scheme(), len(loads))
    while walk.step is not None and (steps is None or len(walk.done) < steps):
        if walk.chooses:
            walk = follow(walk, Chosen(loads[walk.number - 2]))
        walk = weighed(walk, cell(walk.step))
    return walk


def weighing(kind: Kind, load_g: float, off_g: float = 0.0, place: Place = "middle") -> Weighing:
    """One weighing, off by so many grams."""
    return Weighing(Step(kind, load_g, place), counts(load_g + off_g))
