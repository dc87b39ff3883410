"""What the machine's supervisor hears of the app: that its screen is up, and that it still moves.

systemd's protocol, sd_notify(3) and "WatchdogSec=" in systemd.service(5): datagrams to the socket that NOTIFY_SOCKET
names. Who started the app by hand hears nothing, and nothing is different.
"""

import socket
from collections.abc import Callable, Mapping

LEAST_S = 0.5


class Supervisor:
    """Speaks to the supervisor that `environment` names, if any."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        named = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{named[1:]}" if named.startswith("@") else named
        self._limit_s = int(environment.get("WATCHDOG_USEC", "0")) / 1_000_000

    def follow(self, schedule: Callable[[Callable[[float], None], float], object]) -> None:
        """Tells that the app is up once the first frame is due, and then, at half its limit, that it still draws.

        `schedule` calls a function every so many seconds from the thread that draws, and ends that where it says False.
        """
        if self._address:
            schedule(self._up, 0)
        if self._address and self._limit_s:
            schedule(self._alive, max(LEAST_S, self._limit_s / 2))

    def _up(self, _: float) -> bool:
        self._tell(b"READY=1")
        return False

    def _alive(self, _: float) -> None:
        self._tell(b"WATCHDOG=1")

    def _tell(self, state: bytes) -> None:
        """A supervisor that is gone is nobody to fail for."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
                line.connect(self._address)
                line.send(state)
        except OSError:
            return
