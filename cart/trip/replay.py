"""A journal's facts, applied again: the same trip and the same receipt, on any machine."""

from collections.abc import Iterable
from dataclasses import dataclass

from babel import localedata

from cart.config import CartSection, Config
from cart.errors import FactError
from cart.facts import Fact
from cart.pricing.model import Receipt
from cart.pricing.rules import tax_classes
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
    """Applies facts in order to an empty trip; the last state before the trip was ended.

    Raises BadInput where they contradict each other: terms that no store has, a tax class without a rate, a language
    that nobody speaks.
    """
    trip = Trip()
    for fact in facts:
        after = apply(trip, fact)
        if trip.number and not after.number:
            break
        trip = after
    _check(trip)
    priced = Till().price(trip)
    return Outcome(trip, priced.receipt, look(trip, priced, PLAIN))


def _check(trip: Trip) -> None:
    if not localedata.exists(trip.language):
        raise FactError(f"This trip cannot be priced: nobody speaks its language {trip.language[:40]!r}. Call staff.")
    classes = tax_classes(trip.terms.rules, trip.terms.tax_rates) if trip.terms else frozenset()
    for line in trip.lines:
        if line.product.tax not in classes:
            raise FactError(
                f"This trip cannot be priced: its tax class {line.product.tax[:40]!r} has no rate. Call staff."
            )
