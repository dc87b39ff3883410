"""A simulated loudspeaker: the world remembers what was played."""

from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.ports import Sound
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """No keys."""


class SimSound:
    """A loudspeaker that can be listened to: `world.played`, the newest last."""

    def __init__(self, world: World) -> None:
        self._world = world

    def play(self, name: str) -> None:
        """Plays a sound. Raises DeviceMissing while unplugged."""
        if not self._world.plugged("sound"):
            raise DeviceMissing("The simulated loudspeaker is unplugged. Plug it in on the virtual shelf.")
        self._world.played.append(name)

    def close(self) -> None:
        """Nothing to let go."""


def create(_options: Options, _clock: Clock, world: World) -> Sound:
    """The loudspeaker that the config asks for."""
    return SimSound(world)
