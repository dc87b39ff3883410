"""People: help and staff."""

from dataclasses import dataclass
from typing import Literal

from cart.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class HelpAsked(Fact):
    """The shopper asks for a person."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class HelpAnswered(Fact):
    """The store's word on a call (`call`: cart.trip.calls's key): "told", it has it; or what `who` there said to it."""

    call: str
    said: Literal["told", "seen", "coming", "done"]
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class HelpEnded(Fact):
    """The help is no longer needed (`staff` empty), or was given."""

    staff: str = ""


@dataclass(frozen=True, kw_only=True)
class StaffCame(Fact):
    """A staff badge was read."""

    staff: str


@dataclass(frozen=True, kw_only=True)
class StaffLeft(Fact):
    """The staff screens were left."""


@dataclass(frozen=True, kw_only=True)
class WeightTrusted(Fact):
    """Staff looked: what the basket holds is what the list shows; the open difference is settled."""

    staff: str
