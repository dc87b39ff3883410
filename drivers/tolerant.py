"""A light and a loudspeaker whose trouble never stops a trip: it is logged once, and kept for the staff's screen."""

import logging
from collections.abc import Callable

from cart.errors import DeviceError
from drivers.ports import Light, Sound

_log = logging.getLogger(__name__)


class Tolerance:
    """Makes calls that may fail. `trouble` holds the words of the last failure, or "" when all is well."""

    def __init__(self) -> None:
        self.trouble = ""

    def __call__(self, call: Callable[[], None]) -> None:
        """Calls; a DeviceError becomes `trouble`."""
        try:
            call()
            self.trouble = ""
        except DeviceError as error:
            if not self.trouble:
                _log.warning("%s", error)
            self.trouble = str(error)


class TolerantLight:
    """Opens its light at the first use, and goes on without it."""

    def __init__(self, opener: Callable[[], Light]) -> None:
        self._opener = opener
        self._light: Light | None = None
        self._try = Tolerance()

    @property
    def trouble(self) -> str:
        """What is wrong with the light, or ""."""
        return self._try.trouble

    def show(self, colour: str) -> None:
        """Shows the colour, if there is a light that can."""
        self._try(lambda: self._opened().show(colour))

    def close(self) -> None:
        """Off, and lets it go."""
        if self._light is not None:
            self._try(self._light.close)

    def _opened(self) -> Light:
        self._light = self._light or self._opener()
        return self._light


class TolerantSound:
    """Opens its loudspeaker at the first use, and goes on without it."""

    def __init__(self, opener: Callable[[], Sound]) -> None:
        self._opener = opener
        self._sound: Sound | None = None
        self._try = Tolerance()

    @property
    def trouble(self) -> str:
        """What is wrong with the loudspeaker, or ""."""
        return self._try.trouble

    def play(self, name: str) -> None:
        """Plays the sound, if there is a loudspeaker that can."""
        self._try(lambda: self._opened().play(name))

    def close(self) -> None:
        """Lets it go."""
        if self._sound is not None:
            self._try(self._sound.close)

    def _opened(self) -> Sound:
        self._sound = self._sound or self._opener()
        return self._sound
