"""A simulated battery: as full as the world says."""

from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.pace import pace_of
from drivers.ports import Battery, Charge
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """`every_s`: seconds between readings."""

    every_s: float = 10.0


class SimBattery:
    """Readings `every_s`."""

    def __init__(self, world: World, clock: Clock, every_s: float) -> None:
        self._world = world
        self._pace = pace_of(clock)
        self._every_s = every_s
        self._due = clock.now()
        self._closed = False

    def read(self) -> Charge:
        """The next reading. Raises DeviceMissing while unplugged, or once closed."""
        self._pace.until(self._due)
        self._due += self._every_s
        if self._closed or not self._world.plugged("battery"):
            raise DeviceMissing("The simulated battery's gauge is unplugged. Plug it in on the virtual shelf.")
        return Charge(self._world.charge_percent, self._world.charging)

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()


def create(options: Options, clock: Clock, world: World) -> Battery:
    """The battery that the config asks for."""
    return SimBattery(world, clock, options.every_s)
