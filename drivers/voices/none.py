"""No voice."""

from dataclasses import dataclass

from cart.clock import Clock
from drivers.ports import Voice
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """No keys."""


class NoVoice:
    """A cart that reads nothing aloud."""

    def say(self, text: str, language: str) -> None:
        """Nothing is said."""

    def close(self) -> None:
        """Nothing to let go."""


def create(_options: Options, _clock: Clock, _world: World | None) -> Voice:
    """A cart that reads nothing aloud."""
    return NoVoice()
