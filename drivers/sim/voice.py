"""A simulated voice: the world remembers what was said."""

from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.ports import Voice
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """No keys."""


class SimVoice:
    """A voice that can be listened to: `world.said`, the newest last."""

    def __init__(self, world: World) -> None:
        self._world = world

    def say(self, text: str, language: str) -> None:
        """Says a text. Raises DeviceMissing while unplugged."""
        if not self._world.plugged("voice"):
            raise DeviceMissing("The simulated voice is unplugged. Plug it in on the virtual shelf.")
        self._world.said.append((language, text))

    def close(self) -> None:
        """Nothing to let go."""


def create(_options: Options, _clock: Clock, world: World) -> Voice:
    """The voice that the config asks for."""
    return SimVoice(world)
