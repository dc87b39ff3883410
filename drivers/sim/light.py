"""A simulated light: the world remembers what it shows."""

from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.ports import Light
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """No keys."""


class SimLight:
    """A light that can be looked at: `world.colour`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def show(self, colour: str) -> None:
        """Shows the colour. Raises DeviceMissing while unplugged."""
        if not self._world.plugged("light"):
            raise DeviceMissing("The simulated light is unplugged. Plug it in on the virtual shelf.")
        self._world.colour = colour

    def close(self) -> None:
        """Off."""
        self._world.colour = "off"


def create(_options: Options, _clock: Clock, world: World) -> Light:
    """The light that the config asks for."""
    return SimLight(world)
