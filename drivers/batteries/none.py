"""No such device on this cart."""

from dataclasses import dataclass

from cart.clock import Clock
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """No keys."""


def create(_options: Options, _clock: Clock, _world: World | None) -> None:
    """None: nothing is polled."""
