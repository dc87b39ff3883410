"""A light, a loudspeaker and a voice whose trouble never stops a trip: logged once, and kept for the staff's screen."""

import logging
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from cart.errors import DeviceError
from drivers.ports import Light, Sound, Voice

_log = logging.getLogger(__name__)


class Closeable(Protocol):
    """What can be let go."""

    def close(self) -> None:
        """Lets it go."""
        ...


Device = TypeVar("Device", bound=Closeable)


class Tolerant(Generic[Device]):
    """Opens its device at the first use, and goes on without it. `trouble`: the words of the last failure, or ""."""

    def __init__(self, opener: Callable[[], Device]) -> None:
        self._opener = opener
        self._device: Device | None = None
        self.trouble = ""

    def use(self, call: Callable[[Device], None]) -> None:
        """Calls with the device; a DeviceError becomes `trouble`."""
        try:
            self._device = self._device or self._opener()
            call(self._device)
            self.trouble = ""
        except DeviceError as error:
            if not self.trouble:
                _log.warning("%s", error)
            self.trouble = str(error)

    def close(self) -> None:
        """Lets the device go, if it was ever there."""
        if self._device is not None:
            self.use(lambda device: device.close())


class TolerantLight(Tolerant[Light]):
    """A light that may fail."""

    def show(self, colour: str) -> None:
        """Shows the colour, if there is a light that can."""
        self.use(lambda light: light.show(colour))


class TolerantSound(Tolerant[Sound]):
    """A loudspeaker that may fail."""

    def play(self, name: str) -> None:
        """Plays the sound, if there is a loudspeaker that can."""
        self.use(lambda sound: sound.play(name))


class TolerantVoice(Tolerant[Voice]):
    """A voice that may fail."""

    def say(self, text: str, language: str) -> None:
        """Says the text, if there is a voice that can."""
        self.use(lambda voice: voice.say(text, language))
