"""A shopper's call for a person: asked, told to the store, seen, answered, ended. Pure."""

import hashlib
from dataclasses import replace

from cart.facts import Fact, HelpAnswered, HelpAsked, HelpEnded
from cart.trip.prompts import HelpComing
from cart.trip.state import Trip


def help_asked(trip: Trip, fact: HelpAsked) -> Trip:
    """A person is called; the trip goes on. Who calls again, for another reason, has called before."""
    return called(trip, fact, fact.reason)


def called(trip: Trip, fact: Fact, reason: str) -> Trip:
    """The trip with a call that is open from `fact` on, or has been."""
    if trip.help is not None:
        return replace(trip, help=replace(trip.help, reason=reason))
    named = f"dashcart call|{trip.cart}|{trip.sid}|{fact.trip}|{fact.at!r}".encode()
    key = hashlib.sha256(named).hexdigest()[:32]
    return replace(trip, help=HelpComing(reason), call=key, help_since=fact.at)


def help_ended(trip: Trip, _: HelpEnded) -> Trip:
    """The call ends, by the shopper."""
    return ended(trip)


def ended(trip: Trip) -> Trip:
    """The trip without a call."""
    return replace(trip, help=None, call="", help_since=0.0)


def help_answered(trip: Trip, fact: HelpAnswered) -> Trip:
    """What a person of the store said to this very call; any other's answer says nothing."""
    if trip.help is None or fact.call != trip.call:
        return trip
    if fact.said == "done":
        return ended(trip)
    return replace(trip, help=replace(trip.help, answer=fact.said, who=fact.who))
