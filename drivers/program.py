"""Programs that make a noise: one at a time, and a new noise cuts off the one before."""

import shutil
import subprocess
from collections.abc import Sequence

from cart.errors import DeviceMissing, DeviceSilent


def find(program: str, remedy: str) -> str:
    """Where the program lies. Raises DeviceMissing, with what to do, where it is not installed."""
    found = shutil.which(program)
    if found is None:
        raise DeviceMissing(f"The program {program!r} is not installed. {remedy}")
    return found


class Noise:
    """Starts a program and does not wait for its end. `running`: the last one, or None when silent."""

    def __init__(self) -> None:
        self.running: subprocess.Popen[bytes] | None = None

    def make(self, command: Sequence[str], told: str = "") -> None:
        """Starts `command` with the short text `told` on its standard input. Raises DeviceSilent where that fails."""
        self.stop()
        quiet = subprocess.DEVNULL
        try:
            self.running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
            self._tell(self.running, told)
        except OSError as error:
            raise DeviceSilent(f"The program {command[0]} cannot be used ({error}). Check the config.") from error

    def _tell(self, running: "subprocess.Popen[bytes]", told: str) -> None:
        if running.stdin is not None:
            with running.stdin as into:
                into.write(told.encode())

    def wait(self, timeout_s: float) -> None:
        """Waits for the end of the noise."""
        if self.running is not None:
            self.running.wait(timeout_s)

    def stop(self) -> None:
        """Silence."""
        if self.running is not None:
            self.running.terminate()
            self.running.wait()
            self.running = None
