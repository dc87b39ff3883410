"""Targets under atheris, guided by coverage: `python -m tests.fuzz.guided FOLDER RUNS TARGET...`.

The code under test is imported and instrumented once, which takes a second; each target then runs in a process of its
own, because libFuzzer ends the process that it runs in. What breaks one stays in FOLDER, and what it said is printed.
"""

import os
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["biip", "cart", "drivers.decoding.decoded", "tests.fuzz.planted"]):
    from tests.fuzz.planted import PLANTED
    from tests.fuzz.targets import TARGETS

MOST_SAID = 4000


def main(folder: Path, runs: str, *names: str) -> int:
    """Fuzzes each target with `runs` inputs; returns how many broke."""
    return sum(not survives(name, folder / name.replace(" ", "-"), runs) for name in names)


def survives(name: str, folder: Path, runs: str) -> bool:
    """Whether none of the inputs broke the target."""
    folder.mkdir(parents=True)
    pid = os.fork()
    if pid == 0:
        fuzz(name, folder, runs)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if status != 0:
        print(f"{name}: {(folder / 'said').read_text(errors='replace')[-MOST_SAID:]}")
    return status == 0


def fuzz(name: str, folder: Path, runs: str) -> None:
    """Never returns: libFuzzer exits with 0, or with another status where it found something."""
    target = (TARGETS | PLANTED)[name]
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)
    said = os.open(folder / "said", os.O_CREAT | os.O_WRONLY)
    os.dup2(said, 1)
    os.dup2(said, 2)
    options = [f"-runs={runs}", "-seed=1", "-timeout=20", "-rss_limit_mb=1024", f"-artifact_prefix={folder}/"]
    atheris.Setup([name, *options, str(corpus)], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), *sys.argv[2:])))
