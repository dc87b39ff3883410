"""What the kernel tells of a process, and when a process that was asked something is hung.

Hung is who used processor time without an answer, or who sleeps on a question and does not wake. Who was given no
processor time is neither: a starved reader is slow, and killing it would only make its successor slower.
"""

import os
from dataclasses import dataclass
from pathlib import Path

HANG_CPU_S = 1.0
"""A frame costs 5 to 40 ms of processor time; a board ten times slower stays below this."""
ASLEEP_S = 10.0
ASLEEP_LOOKS = 20
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Pulse:
    """The processor time that a process has used, in seconds, and whether it runs or waits for the processor."""

    cpu_s: float
    runs: bool


def pulse_of(pid: int) -> Pulse:
    """The process's pulse (proc_pid_stat(5)). Raises OSError where there is no such process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return Pulse((int(fields[11]) + int(fields[12])) / _TICKS, fields[0] == "R")


@dataclass(frozen=True)
class Limits:
    """`cpu_s`: processor time that a question may cost; `asleep_s`: how long a process may sleep on one, also by its
    watcher's own progress: `asleep_looks` looks in which it neither ran nor used any time.
    """

    cpu_s: float = HANG_CPU_S
    asleep_s: float = ASLEEP_S
    asleep_looks: int = ASLEEP_LOOKS


USUAL = Limits()


class Watchdog:
    """Watches one question that a process was asked at `now` seconds."""

    def __init__(self, limits: Limits, pulse: Pulse, now: float) -> None:
        self._limits = limits
        self._began = self._last = pulse
        self._awake_at, self._looks = now, 0

    def hung(self, pulse: Pulse, now: float) -> bool:
        """Whether the process, which has not answered by `now`, is hung."""
        if pulse.runs or pulse.cpu_s != self._last.cpu_s:
            self._awake_at, self._looks = now, 0
        self._last = pulse
        self._looks += 1
        asleep = now - self._awake_at >= self._limits.asleep_s and self._looks > self._limits.asleep_looks
        return asleep or pulse.cpu_s - self._began.cpu_s >= self._limits.cpu_s
