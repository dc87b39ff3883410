"""What strace saw a cart and its decoder processes do, and what of it would let a frame out.

Seen, of all processes and threads: every byte that the kernel was given to write or send, every file opened for
writing, every shared writable mapping, every address that was connected to. A call that moves bytes which strace does
not show (sendfile, splice, io_uring, process_vm_writev and their kind) is a fault by itself, whatever it moved.

Not seen: the pages of private memory and of the frame's memfd. They are no files, have no name by which another could
open them, and are gone with the last process that holds them; but the kernel may swap them out, and root may read them.
Nor what the graphics driver does with the preview's texture: the cart is traced without a screen.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.privacy.marks import CANARY, PICTURES

WRITES = ("write", "writev", "pwrite64", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg")
MOVES = (
    "sendfile", "splice", "tee", "vmsplice", "copy_file_range", "process_vm_writev", "io_uring_setup", "shmget",
    "ptrace",
)  # fmt: skip
OPENS = ("open", "openat", "openat2", "creat")
COMMAND = [
    "strace", "-f", "-y", "-xx", "-s", "1000000", "-e",
    "trace=" + ",".join(f"?{name}" for name in (*WRITES, *MOVES, *OPENS, "mmap", "connect", "prctl")),
]  # fmt: skip
"""-y writes each descriptor with its file, -xx each text as hexadecimal bytes; "?": a machine may lack the call."""

_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$", re.MULTILINE)
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)>")
FRAME = "/memfd:dash-cart-frame"
_HEAD = 12
"""The length of a message (4 bytes, multiprocessing.connection) and its number (8)."""


@dataclass(frozen=True)
class Call:
    """One call: who, which, and the rest of its line."""

    pid: int
    name: str
    rest: str

    @property
    def texts(self) -> list[bytes]:
        """The texts that it was given."""
        return [_bytes(text) for text in _TEXT.findall(self.rest)]

    @property
    def file(self) -> str:
        """The file behind its first descriptor, or ""."""
        found = _FILE.search(self.rest)
        return _bytes(found[1]).decode() if found else ""


def calls(trace: Path) -> list[Call]:
    """All calls of a trace, in order."""
    return [Call(int(pid), name, rest) for pid, name, rest in _CALL.findall(trace.read_text())]


def carried(seen: list[Call]) -> bytes:
    """All bytes that were written or sent."""
    return b"|".join(text for call in seen if call.name in WRITES for text in call.texts)


def faults(seen: list[Call], home: Path) -> Iterator[str]:
    """Each way in which something of a frame left, or could have left unseen; `home` is where the cart's files live."""
    out = carried(seen)
    yield from (f"{mark[:8]!r} was written or sent" for mark in (CANARY[:8], *PICTURES) if mark in out)
    for call in seen:
        yield from (f"{call.name}: {words}" for words in _faults(call, home))
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    yield from ["a file holds a canary"] if CANARY[:8] in kept else []


def _faults(call: Call, home: Path) -> Iterator[str]:
    if call.name in MOVES:
        yield "moves bytes that nobody sees"
    elif call.name in OPENS and re.search(r"O_WRONLY|O_RDWR|O_CREAT", call.rest):
        path = call.texts[0].decode()
        if path != "/dev/null" and not Path(path).is_relative_to(home):
            yield f"{path} is opened for writing"
    elif call.name == "mmap" and "PROT_WRITE" in call.rest and "MAP_SHARED" in call.rest:
        if "MAP_ANONYMOUS" not in call.rest and call.file != FRAME:
            yield f"{call.file} is mapped for writing"
    elif call.name == "connect" and "AF_INET" in call.rest and b"127.0.0.1" not in call.texts:
        yield f"reaches {call.rest[:200]}"


def decoders(seen: list[Call]) -> set[int]:
    """The processes that map the frame's memory and may only read it."""
    return {call.pid for call in seen if call.name == "mmap" and call.file == FRAME and "PROT_WRITE" not in call.rest}


def readers(seen: list[Call]) -> set[int]:
    """The processes that locked themselves in: those that a nursery bore, which inherit its map of the frame."""
    return {call.pid for call in seen if _locks(call)}


def _locks(call: Call) -> bool:
    return call.name == "prctl" and "PR_SET_SECCOMP" in call.rest


def after_the_lock(seen: list[Call], pid: int) -> list[Call]:
    """What a process did once it had asked for its seccomp filter (nothing, where it asked for none)."""
    own = [call for call in seen if call.pid == pid]
    filters = (n for n, call in enumerate(own) if _locks(call))
    locked = next(filters, len(own))
    return own[locked + 1 :]


def said(seen: list[Call], pid: int) -> list[dict[str, object]]:
    """Each message that a locked reader wrote: JSON behind a length and a number, or what cannot be read as that."""
    messages = (text for call in after_the_lock(seen, pid) if call.name == "write" for text in call.texts)
    return [_json(text) for text in messages if len(text) > _HEAD]


def _json(message: bytes) -> dict[str, object]:
    try:
        return dict(json.loads(message[_HEAD:]))
    except ValueError:
        return {"unreadable": message[:80]}


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
