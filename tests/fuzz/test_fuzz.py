"""No input of a stranger breaks a parser: by mutation everywhere, and guided by coverage where atheris is to be had."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import mutated
from tests.fuzz.planted import PLANTED
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
RUNS, LONG = 1_000, 200_000
Fuzzer = Callable[[str, Target, int, Path], None]


def by_mutation(_: str, target: Target, runs: int, folder: Path) -> None:
    mutated.attack(target, runs)


def by_coverage(name: str, target: Target, runs: int, folder: Path) -> None:
    """atheris, in a process of its own; what it finds stays in `folder`."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)
    options = [f"-runs={runs}", "-seed=1", "-timeout=20", "-rss_limit_mb=1024", f"-artifact_prefix={folder}/"]
    command = [sys.executable, "-m", "tests.fuzz.guided", name, *options, str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


FUZZERS: dict[str, Fuzzer] = {"mutation": by_mutation}
if importlib.util.find_spec("atheris"):  # it has no wheel for ARM: there mutation stands alone
    FUZZERS["coverage"] = by_coverage


@pytest.mark.parametrize("fuzzer", FUZZERS)
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_parser(name: str, fuzzer: str, tmp_path: Path):
    FUZZERS[fuzzer](name, TARGETS[name], RUNS, tmp_path)


@pytest.mark.fuzz
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("fuzzer", FUZZERS)
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_parser_in_long_runs(name: str, fuzzer: str, tmp_path: Path):
    FUZZERS[fuzzer](name, TARGETS[name], LONG, tmp_path)


@pytest.mark.parametrize("fuzzer", FUZZERS)
def test_a_bug_in_a_parser_is_found(fuzzer: str, tmp_path: Path):
    name = {"mutation": "two separators", "coverage": "behind four doors"}[fuzzer]
    with pytest.raises(AssertionError, match="the planted bug"):
        FUZZERS[fuzzer](name, PLANTED[name], LONG, tmp_path)
