"""What staff should know of devices that work all the same: told once, and once more when it is mended."""

import logging
from collections.abc import Callable, Mapping

_log = logging.getLogger(__name__)


class Remarks:
    """Asks each of `sources` (by the device's name) for its words; `check` tells what has changed since the last one.

    `told`: the words that are known from before a restart.
    """

    def __init__(
        self,
        sources: Mapping[str, Callable[[], str]],
        failed: Callable[[str, str], None],
        back: Callable[[str], None],
        told: Mapping[str, str] | None = None,
    ) -> None:
        self._sources, self._failed, self._back = sources, failed, back
        self._told = {device: (told or {}).get(device, "") for device in sources}

    def check(self) -> None:
        """Tells new words to `failed`, and their end to `back`."""
        for device, source in self._sources.items():
            words, told = source(), self._told[device]
            self._told[device] = words
            if words and words != told:
                _log.warning("%s: %s", device, words)
                self._failed(device, words)
            elif told and not words:
                self._back(device)
