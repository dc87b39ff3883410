"""No input of a stranger breaks a parser: by mutation everywhere, and guided by coverage where atheris is to be had."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import mutated
from tests.fuzz.planted import PLANTED
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
RUNS, LONG = 500, 200_000
Fuzzer = Callable[[list[str], int, Path], None]


def by_mutation(names: list[str], runs: int, _: Path) -> None:
    for name in names:
        mutated.attack((TARGETS | PLANTED)[name], runs)


def by_coverage(names: list[str], runs: int, folder: Path) -> None:
    """Each branch that an input opens is kept, and gone on from."""
    command = [sys.executable, "-m", "tests.fuzz.guided", str(folder / "fuzz"), str(runs), *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


ALL = list(TARGETS)
FUZZERS: dict[str, Fuzzer] = {"mutation": by_mutation}
CASES = [("mutation", [name]) for name in ALL]
if importlib.util.find_spec("atheris"):  # it has no wheel for ARM: there mutation stands alone
    FUZZERS["coverage"] = by_coverage
    CASES += [("coverage", ALL)]


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("fuzzer", "names"), CASES, ids=lambda part: part if isinstance(part, str) else " + ".join(part)[:30]
)
def test_no_input_breaks_a_parser(fuzzer: str, names: list[str], tmp_path: Path):
    FUZZERS[fuzzer](names, RUNS, tmp_path)


@pytest.mark.fuzz
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fuzzer", FUZZERS)
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_parser_in_long_runs(name: str, fuzzer: str, tmp_path: Path):
    FUZZERS[fuzzer]([name], LONG, tmp_path)


@pytest.mark.parametrize(
    ("fuzzer", "name"), [("mutation", "two separators"), ("coverage", "behind four doors")][: len(FUZZERS)]
)
def test_a_bug_in_a_parser_is_found(fuzzer: str, name: str, tmp_path: Path):
    with pytest.raises(AssertionError, match="the planted bug"):
        FUZZERS[fuzzer]([name], LONG, tmp_path)
