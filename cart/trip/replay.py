"""A journal's facts, applied again: the same trip and the same receipt, on any machine."""

from collections.abc import Iterable
from dataclasses import dataclass

from cart.config import CartSection, Config
from cart.facts import Fact
from cart.pricing.model import Receipt
from cart.trip.look import look
from cart.trip.session import apply
from cart.trip.state import Trip
from cart.trip.till import Till
from cart.trip.view import View

PLAIN = Config(cart=CartSection(id="replay"), camera={}, scale={})


@dataclass(frozen=True)
class Outcome:
    """What a trip came to."""

    trip: Trip
    receipt: Receipt
    view: View


def replay(facts: Iterable[Fact]) -> Outcome:
    """Applies facts in order to an empty trip; the last state before the trip was ended."""
    trip = Trip()
    for fact in facts:
        after = apply(trip, fact)
        if trip.number and not after.number:
            break
        trip = after
    priced = Till().price(trip)
    return Outcome(trip, priced.receipt, look(trip, priced, PLAIN))
