"""The shelf says less: staff name the lower price, and it counts as a price that the shopper has seen."""

from dataclasses import replace

from cart.facts import PriceOverridden
from cart.trip.state import Trip


def price_overridden(trip: Trip, fact: PriceOverridden) -> Trip:
    """The lines at the price that staff read on the shelf: lower only, and only by who is here now.

    Offers go on to meet them, so nothing becomes dearer. A label with its own price has been read already: it stays.
    """
    if not fact.staff or fact.staff != trip.staff or fact.price_cents < 0:
        return trip
    trip = trip.noting("repriced_by_staff", 0)
    for key in fact.lines:
        line = trip.line(key)
        if line is not None and line.price_cents is None and fact.price_cents < line.product.price_cents:
            trip = trip.with_line(replace(line, shelf_cents=fact.price_cents))
    return trip
