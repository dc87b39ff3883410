"""The voice of a speech program that takes text on its standard input: espeak-ng."""

from dataclasses import dataclass

from cart.clock import Clock
from drivers.program import Noise, find
from drivers.sim.world import World

LONGEST = 400
LOUDEST = 200  # espeak-ng's -a goes from 0 to 200


@dataclass(frozen=True)
class Options:
    """`volume` from 0 to 1; `words_a_minute` of speech."""

    program: str = "espeak-ng"
    volume: float = 0.5
    words_a_minute: int = 160


class Espeak:
    """Speaks, and does not wait for the end."""

    def __init__(self, program: str, options: Options) -> None:
        loud = round(LOUDEST * min(1.0, max(0.0, options.volume)))
        self._command = [program, "--stdin", "-b", "1", "-a", str(loud), "-s", str(options.words_a_minute)]
        self.noise = Noise()

    def say(self, text: str, language: str) -> None:
        """Says the text. "[[" would start phonemes, which a product's name must not."""
        self.noise.make([*self._command, "-v", language], text[:LONGEST].replace("[[", "[") + "\n")

    def close(self) -> None:
        """Silence."""
        self.noise.stop()


def create(options: Options, _clock: Clock, _world: World | None) -> Espeak:
    """The voice that the config asks for. Raises DeviceMissing where the program is not installed."""
    return Espeak(find(options.program, "Run: sudo apt install espeak-ng"), options)
