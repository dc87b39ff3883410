"""What a trip teaches about weights: of each product, a single item whose scan and weight nobody had to explain.

One of each: many pieces of one trip may have been packed, weighed and leant upon in one way. Where the shopper had to
answer for a weight ("one", "two"), that is a weaker lesson: it moves nothing, but many of them say that a pack changed.
What staff took off the list teaches nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cart.facts import Fact, LineRemoved
from cart.trip.session import apply
from cart.trip.state import Change, Line, Trip


@dataclass(frozen=True)
class Lesson:
    """One piece of a product weighed `mg` (standard deviation `sigma_mg`); the cart knew it as `known_mg`, or not.

    `said`: the shopper had to answer for it.
    """

    product: str
    mg: int
    sigma_mg: int
    known_mg: int | None = None
    known_sd_mg: int | None = None
    said: bool = False
    name: str = ""


def lessons(facts: Iterable[Fact]) -> tuple[Lesson, ...]:
    """The lessons of a trip, one a product, in the order in which they were first weighed."""
    trip, taken_off = Trip(), set()
    for fact in facts:
        if isinstance(fact, LineRemoved) and fact.staff:
            taken_off.add(fact.line)
        after = apply(trip, fact)
        if trip.number and not after.number:
            break
        trip = after
    lines = {line.id: line for line in (*trip.lines, *trip.gone) if line.id not in taken_off}
    taught: dict[str, Lesson] = {}
    for change in sorted(trip.changes, key=lambda change: change.said):
        lesson = _lesson(change, [lines[key] for key in change.lines if key in lines])
        if lesson is not None:
            taught.setdefault(lesson.product, lesson)
    return tuple(taught.values())


def _lesson(change: Change, lines: list[Line]) -> Lesson | None:
    """What one change teaches: its line alone, or by the shopper's word so many pieces of one product."""
    if change.why != "placed" or change.mg <= 0 or not lines or len(lines) != len(change.lines):
        return None
    one, count = lines[0].product, len(lines)
    if (count > 1 and not change.said) or not all(line.product.id == one.id and _of_one_piece(line) for line in lines):
        return None
    return Lesson(one.id, change.mg // count, change.sigma_mg, one.mass_mg, one.mass_sd_mg, change.said, one.name)


def _of_one_piece(line: Line) -> bool:
    """Neither produce nor a counter's pack: those weigh what they weigh."""
    return not line.product.sold_by_weight and line.price_cents is None and line.gross_g is None
