"""A trip that was left ends: asked once, then a person's, then put aside. Pure; the desk posts what is due.

Only what a person or the basket does counts as use. What was handed over is never undone: the store (or the outbox) has
it, and a lane that has read its code may still sell it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from cart.facts import (
    CartRestarted,
    DeviceBack,
    DeviceFailed,
    Fact,
    HelpAnswered,
    HelpAsked,
    ItemSeen,
    LaneAnswered,
    LeftAsked,
    LevelSeen,
    StillHere,
    StoreSeen,
    Ticked,
    TripEnded,
)
from cart.trip.calls import ended
from cart.trip.state import Trip

ALONE = "left_alone"
LEFT = "left"
QUIET = (Ticked, LevelSeen, StoreSeen, DeviceFailed, DeviceBack, CartRestarted, HelpAnswered, LaneAnswered, LeftAsked,
         ItemSeen)  # fmt: skip
PHASES = ("shopping", "find_lane", "at_lane")


class Limits(Protocol):
    """Seconds: without use until the cart asks (0: never), then until it calls, then until the trip is put aside."""

    @property
    def left_ask_s(self) -> float:
        """Until it asks."""
        ...

    @property
    def left_call_s(self) -> float:
        """From the question to the call."""
        ...

    @property
    def left_end_s(self) -> float:
        """From the call to the end."""
        ...


Due = tuple[type[Fact], Mapping[str, Any]]


def due(trip: Trip, limits: Limits, now: float) -> Due | None:
    """The fact that is due at `now`, or None. A basket with nothing in it needs no person: its trip ends at once."""
    if not trip.number or trip.phase not in PHASES or trip.staff or limits.left_ask_s <= 0:
        return None
    rest, asked_s = now - trip.used, limits.left_ask_s + limits.left_call_s
    if trip.left == "":
        return (LeftAsked, {}) if rest >= limits.left_ask_s else None
    if trip.left == "asked" and (trip.lines or trip.open_changes):
        return (HelpAsked, {"reason": ALONE}) if rest >= asked_s else None
    over_s = asked_s if trip.left == "asked" else asked_s + limits.left_end_s
    return (TripEnded, {"how": LEFT}) if rest >= over_s else None


def stirred(trip: Trip, fact: Fact) -> Trip:
    """The trip after `fact` was applied: what a person or the basket did is use, and answers the question."""
    if not trip.number or isinstance(fact, QUIET):
        return trip
    if isinstance(fact, HelpAsked) and fact.reason == ALONE:
        return replace(trip, left="called")
    if trip.left and trip.help is not None and trip.help.reason == ALONE:
        trip = ended(trip)
    return replace(trip, left="", used=fact.at)


def left_asked(trip: Trip, _: LeftAsked) -> Trip:
    """The question stands until somebody answers."""
    return replace(trip, left="asked")


def still_here(trip: Trip, _: StillHere) -> Trip:
    """Any use does the same (`stirred`)."""
    return trip
