"""The sandbox, by trying: each test locks a process of its own and lets it break out if it can."""

import json
import signal
import struct
import subprocess
import sys

import numpy as np
import pytest

from cart.errors import CodeError
from drivers.decoding.process import Decoder
from drivers.decoding.sandbox import Locked, filter_for
from drivers.ports import Frame
from tests.support.readers import reader

TRIES = {
    "write a file": "open({path!r}, 'w').write('x')",
    "read a file": "open('/etc/hostname').read()",
    "list a folder": "os.listdir('/')",
    "open a socket": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "send a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "run a program": "subprocess.run(['/bin/true'], check=True)",
    "fork": "os.waitpid(os.fork() or os._exit(0), 0)",
    "signal another": "os.kill(os.getppid(), 0)",
    "limit another": "resource.prlimit(os.getppid(), resource.RLIMIT_CORE)",
    "have a signal sent to another": "fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid())",
    "look into another": "open('/proc/%d/maps' % os.getppid()).read()",
    "remove a file": "os.unlink({kept!r})",
    "start a thread": "threading.Thread(target=print).start()",
    "take much memory": "mmap.mmap(-1, 3 << 30)",
    "make a new hidden file": "os.memfd_create('x')",
}
PROGRAM = """
import fcntl, json, mmap, os, resource, socket, subprocess, sys, threading
from drivers.decoding.sandbox import Locked, lock
held = lock() if "locked" in sys.argv else Locked(False, False, False)
try:
    {attempt}
    outcome = "done"
except (OSError, MemoryError, RuntimeError) as error:
    outcome = type(error).__name__
os.write(1, json.dumps([held.limits, held.landlock, held.seccomp, outcome]).encode())
os._exit(0)
"""


def attempted(attempt: str, how: str = "locked") -> list:
    """Which layers hold, and "done" or the error that stopped it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{attempt}", attempt), how], capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture
def paths(tmp_path):
    """A file that may not be written, and one that may not be removed."""
    (tmp_path / "kept").write_text("x")
    return {"path": str(tmp_path / "out"), "kept": str(tmp_path / "kept")}


@pytest.mark.parametrize("name", TRIES)
def test_nothing_gets_out(name, tmp_path, paths):
    limits, landlock, seccomp, outcome = attempted(TRIES[name].format(**paths))
    assert limits
    if name != "take much memory" and not seccomp and not (landlock and "file" in name):
        pytest.skip("this kernel lacks the layer that would stop it")
    assert outcome != "done"
    assert not (tmp_path / "out").exists() or (tmp_path / "out").stat().st_size == 0
    assert (tmp_path / "kept").exists()


@pytest.mark.parametrize("name", TRIES)
def test_without_the_lock_each_would(name, paths):
    assert attempted(TRIES[name].format(**paths), "free")[3] == "done"


def test_a_frame_that_takes_too_long_ends_the_process():
    code = (
        "from drivers.decoding.sandbox import grant, lock\nlock()\n"
        "for _ in range(3):\n    grant(0.3)\n    sum(range(100_000))\n"
        "print('up', flush=True)\nwhile True:\n    pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.returncode) == ("up\n", -signal.SIGPROF)


def test_reading_frames_still_works_in_the_sandbox():
    code = (
        "import numpy as np, zxingcpp\n"
        "from drivers.decoding.ladder import Ladder\nfrom drivers.decoding.sandbox import lock\n"
        "from drivers.ports import Frame\n"
        "from drivers.decoding.warmup import warm_up\n"
        "warm_up()\nladder = Ladder(1000)\nlock()\n"
        "bars = np.array(zxingcpp.create_barcode('5901234123457', zxingcpp.BarcodeFormat.EAN13).to_image(scale=3))\n"
        "read = ladder.read(Frame(0.0, np.pad(bars, 40, constant_values=255)))\n"
        "print(sorted({one.family for one in read.sightings}), flush=True)\n"
        "import os; os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "['template', 'zbar', 'zxing']", done.stderr


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_jumps_only_to_its_own_end(machine):
    code = filter_for(machine)
    lines = list(struct.iter_unpack("<HBBI", code))
    assert lines[-1] == (6, 0, 0, 0x7FFF0000) and lines[-2][3] & 0xFFFF == 1
    for place, (kind, yes, no, _) in enumerate(lines):
        if kind == 0x15:
            assert place + 1 + max(yes, no) < len(lines)
    allowed = [place + 1 + yes for place, (kind, yes, _, _) in enumerate(lines) if kind == 0x15][1:]
    assert set(allowed) == {len(lines) - 1}


GREY = np.full((60, 80), 120, np.uint8)
CAGES = [
    (Locked(True, True, True), ""),
    (Locked(True, False, True), ""),
    (Locked(True, True, False), "The kernel guards only the files"),
    (Locked(True, False, False), "No guard of the kernel: the barcode reader runs without a cage."),
]


@pytest.mark.parametrize(("locked", "words"), CAGES)
def test_staff_are_told_in_words_what_the_decoder_process_says_first(locked, words):
    stand_in = reader(
        "asked = link.recv_bytes(); link.send_bytes(asked[:8] + b'{\"at\": 1.0}'); link.recv_bytes()", locked
    )
    with Decoder(stand_in) as decoder:
        assert decoder.remark == ""
        decoder.submit(Frame(1.0, GREY))
        assert decoder.poll(30.0) is not None
        assert decoder.remark.startswith(words) and bool(decoder.remark) == bool(words)


def test_the_real_process_says_what_holds_in_it():
    here = Locked(*attempted("pass")[:3])
    with Decoder() as decoder:
        decoder.submit(Frame(1.0, GREY))
        assert decoder.poll(30.0) is not None
        assert decoder._worker.locked == here


@pytest.mark.parametrize(
    "data",
    [b"ready", b"", b"{}", b"[]", b"\xff", b'{"limits": 1, "landlock": true, "seccomp": true}',
     b'{"limits": true, "landlock": true, "seccomp": true, "more": 1}', b"[" * 100_000],
)  # fmt: skip
def test_any_other_first_message_is_refused(data):
    with pytest.raises(CodeError):
        Locked.decode(data)


@pytest.mark.parametrize("locked", [locked for locked, _ in CAGES])
def test_the_record_comes_back_as_it_was(locked):
    assert Locked.decode(locked.encode()) == locked
