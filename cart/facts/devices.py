"""Devices, the store, and the clock."""

from dataclasses import dataclass

from cart.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class DeviceFailed(Fact):
    """A device stopped doing its work. `words` say what to do, in the driver's own words; `why` is the kind of trouble,
    a key that screens have words for (cart.errors.DeviceError), "" for one that stops no trip.
    """

    device: str
    words: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class DeviceBack(Fact):
    """A device works again."""

    device: str


@dataclass(frozen=True, kw_only=True)
class CartRestarted(Fact):
    """The cart was off during a trip and is on again: what went in or out meanwhile, no scale saw."""


@dataclass(frozen=True, kw_only=True)
class LevelSeen(Fact):
    """What the basket weighs in all, at rest, above the empty basket: asked for where no change can be relied on."""

    mg: int
    sigma_mg: int


@dataclass(frozen=True, kw_only=True)
class StoreSeen(Fact):
    """Whether the store's backend answers."""

    online: bool


@dataclass(frozen=True, kw_only=True)
class Ticked(Fact):
    """Time passes: posted only while something waits for it."""
