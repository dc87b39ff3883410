"""Frames never leave memory: under strace no written or sent byte holds any of a frame's, nor a picture file's mark."""

import re
import shutil
import subprocess
import sys

import pytest

PROGRAM = """
import numpy as np
from drivers.decoding.process import Decoder
from drivers.decoding.warmup import ean13
from drivers.ports import Frame
canary = np.frombuffer(bytes.fromhex("{canary}"), np.uint8)
picture = np.pad(ean13("590123412345"), ((0, 40), (0, 0)), constant_values=255)
picture[-40:, : len(canary)] = canary
with Decoder(hang_s=60.0) as decoder:
    for at in range(3):
        decoder.submit(Frame(float(at), picture))
        decoded = decoder.poll(60.0)
        assert decoded is not None and decoded.sightings
"""
CANARY = bytes(range(17, 81))
MARKS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"BM6")
CALLS = "write,writev,pwrite64,pwritev,sendto,sendmsg,sendfile,splice,vmsplice"


def sent(trace: str) -> bytes:
    """All bytes that the traced calls carried out, as strace -xx writes them."""
    return b"|".join(bytes.fromhex(text.replace("\\x", "")) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', trace))


def test_the_test_would_see_a_leak():
    assert CANARY[:8] in sent('write(3, "' + "".join(f"\\x{byte:02x}" for byte in CANARY) + '", 64) = 64')


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: apt install strace")
def test_no_byte_of_a_frame_is_written_or_sent(tmp_path):
    log = tmp_path / "trace"
    program = PROGRAM.replace("{canary}", CANARY.hex())
    command = [
        "strace",
        "-f",
        "-xx",
        "-s",
        "1000000",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(log),
        sys.executable,
        "-c",
        program,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, cwd=tmp_path, env=environment())
    if "ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    out = sent(log.read_text())
    assert b"5901234123457" in out
    assert CANARY[:8] not in out
    assert not any(mark in out for mark in MARKS)
    assert [path.name for path in tmp_path.iterdir()] == ["trace"]


def environment() -> dict[str, str]:
    return {
        "PYTHONPATH": ":".join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": "/usr/bin:/bin",
    }
