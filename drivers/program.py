"""Programs that make a noise: one at a time, and a new noise cuts off the one before."""

import shutil
import subprocess
from collections.abc import Sequence

from cart.errors import DeviceMissing, DeviceSilent

REMEDY = (
    'name the card by its own name, as in arguments = ["-q", "-D", "plughw:CARD=Device"]; "aplay -L" lists the cards, '
    "and /etc/asound.conf may name one for all."
)


def find(program: str, remedy: str) -> str:
    """Where the program lies. Raises DeviceMissing, with what to do, where it is not installed."""
    found = shutil.which(program)
    if found is None:
        raise DeviceMissing(f"The program {program!r} is not installed. {remedy}")
    return found


class Noise:
    """Starts a program and does not wait for its end. `running`: the last one, or None when silent.

    A program that ended in an error, as aplay does where the card has another name, is told at the next noise.
    """

    def __init__(self) -> None:
        self.running: subprocess.Popen[bytes] | None = None

    def make(self, command: Sequence[str], told: str = "") -> None:
        """Starts `command` with the short text `told` on its standard input.

        Raises DeviceSilent where that fails, and, once the new one is started, where the one before had failed.
        """
        failed = self._failed()
        self.stop()
        try:
            self.running = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
            self._tell(self.running, told)
        except OSError as error:
            raise DeviceSilent(f"The program {command[0]} cannot be used ({error}). Check the config.") from error
        if failed:
            raise DeviceSilent(f"The program {command[0]} made no noise ({failed}). Check the config: {REMEDY}")

    def _failed(self) -> str:
        """What the last program said when it ended in an error by itself; "" where it did not."""
        if self.running is None or not self.running.poll():
            return ""
        said = self.running.stderr.read().decode(errors="replace").split("\n") if self.running.stderr else []
        return next((line.strip() for line in said if line.strip()), f"it ended with {self.running.returncode}")

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
            if self.running.stderr is not None:
                self.running.stderr.close()
            self.running = None
