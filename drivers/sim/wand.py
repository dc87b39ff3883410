"""A simulated barcode wand: it types what `World.wave` says."""

from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.pace import pace_of
from drivers.ports import Wand
from drivers.sim.world import World

PATIENCE_S = 0.1


@dataclass(frozen=True)
class Options:
    """No keys."""


class SimWand:
    """Scans in the order in which they were made."""

    def __init__(self, world: World, clock: Clock) -> None:
        self._world = world
        self._clock = clock
        self._pace = pace_of(clock)
        self._closed = False

    def read(self) -> str | None:
        """The next scan, or None after a tenth of a second without one. Raises DeviceMissing while unplugged."""
        if self._closed or not self._world.plugged("wand"):
            raise DeviceMissing("The simulated wand is unplugged. Plug it in on the virtual shelf.")
        if not self._world.waved:
            self._pace.until(self._clock.now() + PATIENCE_S)
        return self._world.waved.popleft() if self._world.waved else None

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()


def create(_options: Options, clock: Clock, world: World) -> Wand:
    """The wand that the config asks for."""
    return SimWand(world, clock)
