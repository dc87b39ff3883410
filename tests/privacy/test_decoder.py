"""The decoder process holds nothing that it could write a frame into."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from drivers.decoding.process import Decoder
from drivers.decoding.sharedframe import FUTURE_WRITE, SharedFrame
from drivers.ports import Frame
from tests.privacy.trace import FRAME
from tests.support.basket import given
from tests.support.groceries import KINDS

TRIES = {
    "write": "os.write(fd, b'x')",
    "map for writing": "mmap.mmap(fd, 4096)",
    "make longer": "os.ftruncate(fd, 1 << 24)",
    "make shorter": "os.ftruncate(fd, 1)",
    "open anew for writing": "os.write(os.open(f'/proc/self/fd/{fd}', os.O_RDWR), b'x')",
}


@pytest.mark.parametrize("names", [False, True], ids=["reads", "names too"])
def test_it_holds_its_link_the_frame_and_nothing_else(names: bool, tmp_path: Path):
    with Decoder(given=given(tmp_path, KINDS[:2]) if names else None) as decoder:
        decoder.submit(Frame(1.0, np.full((60, 80), 120, np.uint8)))
        assert decoder.poll(30.0) is not None
        held = [os.readlink(entry) for entry in Path(f"/proc/{decoder.pid}/fd").iterdir()]
    kinds = sorted("socket" if name.startswith("socket:") else name.removesuffix(" (deleted)") for name in held)
    assert set(kinds) == {"/dev/null", FRAME, "socket"} and kinds.count("socket") == 1, held


@pytest.mark.parametrize("name", TRIES)
def test_another_process_may_only_read_the_frame(name: str):
    memory = SharedFrame()
    try:
        if not fcntl.fcntl(memory.fd, fcntl.F_GET_SEALS) & FUTURE_WRITE:
            pytest.skip("this kernel has no seal against writing (Linux 5.1)")
        code = f"import mmap, os, sys; fd = int(sys.argv[1]); {TRIES[name]}"
        command = [sys.executable, "-c", code, str(memory.fd)]
        done = subprocess.run(command, pass_fds=[memory.fd], capture_output=True, text=True, timeout=60)
        assert "PermissionError" in done.stderr
        assert memory.put(np.full((2, 3), 7, np.uint8)) == (2, 3), "its owner still writes"
    finally:
        memory.close()
