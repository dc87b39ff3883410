"""Runs a workload, or the recovery from a power pull, in a process that strace looks at: WORKLOAD FOLDER [MUTANT]."""

import os
import sys
from pathlib import Path

from tests.crash.power.mutants import MUTANTS
from tests.crash.power.recording import ACKS
from tests.crash.power.workloads import WORKLOADS


def main(workload: str, folder: str, doing: str = "run", mutant: str = "") -> None:
    """`doing`: "run", or "recover", which opens what a power pull left."""
    if mutant:
        MUTANTS[mutant]()
    told = os.open(Path(folder) / ACKS, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    if doing == "run":
        WORKLOADS[workload].run(Path(folder), lambda words: _tell(told, words))
    else:
        WORKLOADS[workload].check(Path(folder), ())


def _tell(file: int, words: str) -> None:
    os.write(file, f"{words}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
