"""Joint explanations as a screen can ask them: names and counts, and the lines that a touch confirms."""

from collections.abc import Iterable

from cart.trip import joint
from cart.trip.exchange import exchanges
from cart.trip.prompts import Guess, Piece
from cart.trip.state import Line, Trip

LATELY_S = 300.0
LEAST_PART = 0.2


def guesses(trip: Trip, mg: int, sigma_mg: int, fell_mg: int = 0) -> tuple[Guess, ...]:
    """What may have moved for a change of `mg`, before which the basket fell by so much, the likeliest first."""
    some = exchanges(trip, mg, sigma_mg, fell_mg) or joint.explanations(trip, mg, sigma_mg)
    found = tuple(_guess(trip, one) for one in some)
    return found or (_lighter_back(trip, mg) if mg > 0 and not trip.pending else ())


def _lighter_back(trip: Trip, mg: int) -> tuple[Guess, ...]:
    """What had left a while ago may be back with a part of it used: the last ones that weighed more."""
    heavier = [
        line for line in trip.gone if line.measured_mg and LEAST_PART * line.measured_mg <= mg < line.measured_mg
    ]
    lately = [line for line in heavier[::-1] if trip.now - line.at <= LATELY_S][: joint.NAMED]
    return tuple(Guess(_pieces(trip, (one.id,), part=True), (), ((one.id,), (), one.id)) for one in lately)


def swaps(some: tuple[Guess, ...]) -> bool:
    """Whether the likeliest has things going both ways."""
    return bool(some) and bool(some[0].into) and bool(some[0].out)


def _guess(trip: Trip, found: joint.Joint) -> Guess:
    into, out, part = keys = joint.lines_of(found)
    left = _pieces(trip, out)
    if part:
        left = (*left, *_pieces(trip, (part,), part=True))
    return Guess(_pieces(trip, into), left, keys)


def _pieces(trip: Trip, keys: Iterable[str], *, part: bool = False) -> tuple[Piece, ...]:
    """The products of some lines, equal ones counted."""
    named: dict[str, tuple[Line, int]] = {}
    for line in (line for key in keys if (line := known(trip, key))):
        same = line.id if line.gross_g is not None or line.price_cents is not None else line.product.id
        named[same] = (line, named.get(same, (line, 0))[1] + 1)
    return tuple(
        Piece(
            one.product.name_in(trip.language),
            one.product.department,
            one.product.icon,
            count,
            part,
            one.product.picture,
        )
        for one, count in named.values()
    )


def known(trip: Trip, key: str) -> Line | None:
    """The line of this id, on the list or gone."""
    return trip.line(key) or next((line for line in trip.gone if line.id == key), None)
