"""Processes to be killed, forked from one that has loaded what they need: a kill costs no start of Python."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Victim:
    """A process that runs; `out` is what it prints."""

    handle: int
    out: BinaryIO

    def kill(self, after_s: float) -> list[bytes]:
        """SIGKILL, some seconds from now; gives the whole lines that it had still printed, once it is gone."""
        select.select([self.handle], [], [], after_s)
        signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        select.select([self.handle], [], [])
        return [line for line in self.out.readlines() if line.endswith(b"\n")]


class Nursery:
    """The process of a module that ends in `fork_each`; `folder` is where it may put a pipe."""

    def __init__(self, module: str, folder: Path) -> None:
        self._pipe = folder / "printed"
        os.mkfifo(self._pipe)
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, stdin=subprocess.PIPE, env=env)

    @contextmanager
    def bear(self, *words: str) -> Iterator[Victim]:
        """A process that lives by these words; kill it before the next one."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(self._pipe), *words]).encode() + b"\n")
        self._process.stdin.flush()
        with self._pipe.open("rb") as out:
            handle = os.pidfd_open(int(out.readline()))
            try:
                yield Victim(handle, out)
            finally:
                os.close(handle)

    def close(self) -> None:
        """Lets it end."""
        self._process.communicate()


def fork_each(live: Callable[..., None]) -> None:
    """Forks a process for each line of words on the input: it names itself, and lives by them."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _live(live, *json.loads(line))
        os.waitpid(pid, 0)


def _live(live: Callable[..., None], pipe: str, *words: str) -> None:
    try:
        os.dup2(os.open(pipe, os.O_WRONLY), sys.stdout.fileno())
        print(os.getpid(), flush=True)
        live(*words)
    finally:
        os._exit(0)
