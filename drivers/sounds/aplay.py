"""The loudspeaker through a player program: aplay, or any that takes a WAV file."""

from dataclasses import dataclass
from pathlib import Path

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.program import Noise, find
from drivers.sim.world import World

FOLDER = Path(__file__).parents[2] / "assets" / "sounds"


@dataclass(frozen=True)
class Options:
    """`player` and its `arguments`; `folder` empty: the sounds that come with the cart."""

    player: str = "aplay"
    arguments: tuple[str, ...] = ("-q",)
    folder: str = ""


class Player:
    """Starts the player and does not wait; a new sound cuts off the one before."""

    def __init__(self, options: Options, player: str) -> None:
        self._command = [player, *options.arguments]
        self._folder = Path(options.folder) if options.folder else FOLDER
        self.noise = Noise()

    def play(self, name: str) -> None:
        """Plays NAME.wav. Raises DeviceMissing where there is no such sound."""
        file = self._folder / f"{name}.wav"
        if not file.is_file():
            raise DeviceMissing(f"There is no sound {file}. Make the sounds with scripts/make_sounds.py.")
        self.noise.make([*self._command, str(file)])

    def close(self) -> None:
        """Silence."""
        self.noise.stop()


def create(options: Options, _clock: Clock, _world: World | None) -> Player:
    """The loudspeaker that the config asks for. Raises DeviceMissing where the player is not installed."""
    return Player(options, find(options.player, "Run: sudo apt install alsa-utils"))
