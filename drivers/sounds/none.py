"""No loudspeaker."""

from dataclasses import dataclass

from cart.clock import Clock
from drivers.ports import Sound
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """No keys."""


class NoSound:
    """A silent cart."""

    def play(self, name: str) -> None:
        """Nothing sounds."""

    def close(self) -> None:
        """Nothing to let go."""


def create(_options: Options, _clock: Clock, _world: World | None) -> Sound:
    """A silent cart."""
    return NoSound()
