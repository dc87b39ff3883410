"""No light."""

from dataclasses import dataclass

from cart.clock import Clock
from drivers.ports import Light
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """No keys."""


class NoLight:
    """A cart without a light."""

    def show(self, colour: str) -> None:
        """Nothing lights up."""

    def close(self) -> None:
        """Nothing to let go."""


def create(_options: Options, _clock: Clock, _world: World | None) -> Light:
    """A cart without a light."""
    return NoLight()
