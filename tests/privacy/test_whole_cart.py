"""The whole cart under strace: in all that it writes or sends, no byte of a frame and no picture.

tests/privacy/trace.py says what strace sees of this, and what it cannot see.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy.leaking import WAYS
from tests.privacy.trace import COMMAND, Call, after_the_lock, calls, carried, decoders, faults, readers, said

ROOT = Path(__file__).parents[2]
LOCKED, READ = {"limits", "landlock", "seccomp"}, {"at", "sightings", "glimpse", "cpu_ms"}
NAMED = {"candidates", "none_db", "sure"}
pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt install strace")


def traced(module: str, *arguments: str, home: Path, timeout_s: float) -> list[Call]:
    """Runs a module under strace with `home` as the place for its files, temporary ones too."""
    trace = home.parent / "trace"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(home)}
    command = [*COMMAND, "-o", str(trace), sys.executable, "-m", module, *arguments, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, cwd=ROOT, env=environment)
    if "ptrace" in done.stderr and done.returncode:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    return calls(trace)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.mark.timeout(200)
def test_what_the_camera_sees_stays_in_memory(home: Path):
    seen = traced("tests.privacy.child", home=home, timeout_s=190)
    assert b"Rye bread 750 g" in carried(seen), "the trace holds what was journaled and sent, so it would hold a frame"
    assert list(faults(seen, home)) == []
    assert decoders(seen) and readers(seen)
    for pid in readers(seen):
        later = after_the_lock(seen, pid)
        assert later, "it answers after it has locked itself in"
        assert {call.name for call in later} <= {"write", "mmap"}, "it opens, maps and reaches nothing any more"
        assert all(call.file == "" for call in later if call.name == "mmap"), "and maps no file"
    answers = [message for pid in readers(seen) for message in said(seen, pid)]
    assert all(set(one) in (LOCKED, READ, NAMED) for one in answers), "what it read, or what it named, and nothing else"
    named = [one for one in answers if set(one) == NAMED and one["candidates"]]
    assert named, "the eyes named what went in"
    for one in named:
        assert len(one["candidates"]) <= 6
        assert all(set(each) == {"product", "decibans"} for each in one["candidates"]), "no picture and no vector"


@pytest.mark.parametrize("way", WAYS)
def test_each_way_out_is_seen(way: str, home: Path):
    found, words = list(faults(traced("tests.privacy.leaking", way, home=home, timeout_s=60), home)), WAYS[way][1]
    assert any(words in fault for fault in found) if words else found == []
