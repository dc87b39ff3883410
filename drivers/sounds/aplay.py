"""The loudspeaker through a player program: aplay, or any that takes a WAV file."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.ports import Sound
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
        self._playing: subprocess.Popen[bytes] | None = None

    def play(self, name: str) -> None:
        """Plays NAME.wav. Raises DeviceMissing where there is no such sound."""
        file = self._folder / f"{name}.wav"
        if not file.is_file():
            raise DeviceMissing(f"There is no sound {file}. Make the sounds with scripts/make_sounds.py.")
        self._silence()
        quiet = subprocess.DEVNULL
        self._playing = subprocess.Popen([*self._command, str(file)], stdin=quiet, stdout=quiet, stderr=quiet)

    def close(self) -> None:
        """Silence."""
        self._silence()

    def _silence(self) -> None:
        if self._playing is not None:
            self._playing.terminate()
            self._playing.wait()
            self._playing = None


def create(options: Options, _clock: Clock, _world: World | None) -> Sound:
    """The loudspeaker that the config asks for. Raises DeviceMissing where the player is not installed."""
    player = shutil.which(options.player)
    if player is None:
        raise DeviceMissing(f"The player {options.player!r} is not installed. Run: sudo apt install alsa-utils")
    return Player(options, player)
