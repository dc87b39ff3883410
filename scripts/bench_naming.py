#!/usr/bin/env python3
"""Names real groceries from picture and weight: bench_naming.py FOLDER [--seeds N] [--all].

FOLDER holds index.csv, masses.csv, pictures and score.py, which draws the tasks and says what counts as right. The last
line is the mean over the seeds. --all adds the tables of drivers/naming/README.md: other numbers of taught pictures,
typical masses, several frames, 5,000 distractors.
"""

import argparse
import importlib.util
import re
import statistics
import subprocess
import sys
from pathlib import Path
from types import ModuleType

COMMAND = Path(__file__).parents[1] / ".venv" / "bin" / "dashcart"
LINE = re.compile(
    r"naming: first (\S+) %, three (\S+) %, sure (\S+) % of which right (\S+) %, untaught sure (\S+) %, ms (\S+)"
)
TABLES = (
    ("1 taught", ["--taught", "1"]),
    ("5 taught", ["--taught", "5"]),
    ("typical masses", ["--masses", "typical"]),
    ("5,000 distractors", ["--distractors", "5000"]),
    ("three frames", ["--pictures", "3"]),
    ("all taught", ["--untaught", "0"]),
)


def score_of(folder: Path) -> ModuleType:
    """The folder's own score.py, as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader, folder
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(folder: Path, seed: int, *more: str) -> list[float]:
    """first, three, sure, right, untaught sure (all %), processor milliseconds a query."""
    score = [sys.executable, str(folder / "score.py"), "--data", str(folder), "--seed", str(seed), *more]
    done = subprocess.run([*score, "--", str(COMMAND), "name"], capture_output=True, text=True, check=False)
    found = LINE.search(done.stdout)
    if not found:
        sys.exit(done.stderr or done.stdout)
    return [float(value) if value != "-" else float("nan") for value in found.groups()]


def mean(folder: Path, seeds: int, *more: str) -> list[float]:
    """The mean of some seeds."""
    return [statistics.fmean(column) for column in zip(*(run(folder, n + 1, *more) for n in range(seeds)), strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args()
    print(f"{'':20}{'first':>8}{'three':>8}{'sure':>8}{'right':>8}{'untaught':>10}{'ms':>8}")
    for name, more in TABLES if args.all else ():
        first, three, sure, right, untaught, ms = mean(args.folder, args.seeds, *more)
        print(f"{name:20}{first:8.1f}{three:8.1f}{sure:8.1f}{right:8.1f}{untaught:10.1f}{ms:8.1f}", flush=True)
    first, three, sure, right, untaught, ms = mean(args.folder, args.seeds)
    print(
        f"naming: first {first:.1f} %, three {three:.1f} %, sure {sure:.1f} % of which right {right:.1f} %, "
        f"untaught sure {untaught:.1f} %, ms {ms:.1f}"
    )


if __name__ == "__main__":
    main()
