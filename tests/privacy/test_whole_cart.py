"""The whole cart under strace: in all that it writes or sends, no byte of a frame and no picture."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy.marks import CANARY, PICTURES

ROOT = Path(__file__).parents[2]
CALLS = "write,writev,pwrite64,pwritev,sendto,sendmsg,sendfile,splice,vmsplice"


def carried(trace: Path) -> bytes:
    """All bytes that the traced calls carried out, as strace -xx writes them."""
    found = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', trace.read_text())
    return b"|".join(bytes.fromhex(text.replace("\\x", "")) for text in found)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt install strace")
@pytest.mark.timeout(200)
def test_what_the_camera_sees_stays_in_memory(tmp_path: Path):
    trace, home = tmp_path / "trace", tmp_path / "home"
    home.mkdir()
    strace = ["strace", "-f", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*strace, sys.executable, "-m", "tests.privacy.child", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=190, cwd=ROOT, env=environment)
    if "ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    out = carried(trace)
    assert b"Rye bread 750 g" in out, "the trace holds what was journaled and sent, so it would hold a frame"
    assert CANARY[:8] not in out
    assert not any(mark in out for mark in PICTURES)
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"Rye bread 750 g" in kept and CANARY[:8] not in kept
