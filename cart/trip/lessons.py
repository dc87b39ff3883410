"""What a trip teaches about weights: of each product, a single item whose scan and weight nobody had to explain.

One of each: many pieces of one trip may have been packed, weighed and leant upon in one way.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cart.facts import Fact
from cart.trip.session import apply
from cart.trip.state import Change, Line, Trip


@dataclass(frozen=True)
class Lesson:
    """One piece of a product weighed `mg` (standard deviation `sigma_mg`); the cart knew it as `known_mg`, or not."""

    product: str
    mg: int
    sigma_mg: int
    known_mg: int | None = None
    known_sd_mg: int | None = None


def lessons(facts: Iterable[Fact]) -> tuple[Lesson, ...]:
    """The lessons of a trip, one a product, in the order in which they were first weighed."""
    trip = Trip()
    for fact in facts:
        after = apply(trip, fact)
        if trip.number and not after.number:
            break
        trip = after
    lines = {line.id: line for line in (*trip.lines, *trip.gone)}
    found = ((change, lines.get(change.lines[0])) for change in trip.changes if _alone(change))
    taught: dict[str, Lesson] = {}
    for change, line in found:
        if line is not None and _of_one_piece(line):
            taught.setdefault(line.product.id, _lesson(change, line))
    return tuple(taught.values())


def _alone(change: Change) -> bool:
    return change.why == "placed" and not change.said and len(change.lines) == 1 and change.mg > 0


def _of_one_piece(line: Line) -> bool:
    """Neither produce nor a counter's pack: those weigh what they weigh."""
    return not line.product.sold_by_weight and line.price_cents is None and line.gross_g is None


def _lesson(change: Change, line: Line) -> Lesson:
    product = line.product
    return Lesson(product.id, change.mg, change.sigma_mg, product.mass_mg, product.mass_sd_mg)
