"""The decoder's processes: `python -m drivers.decoding.child CONTROL MEMORY [EYES]` (file descriptors it inherits).

The first is a nursery: it loads and warms all that reading needs, sees no frame, and forks a reader whenever its
parent hands it a connection for one. A reader is so there at once and shares the nursery's memory. The reader tells
first who it is and which guards hold; then it reads frames from shared memory and answers each with one message.
With EYES (drivers.naming.eyes.Given) it answers a second kind of question too: what went in, unscanned.
Both end when their parent does.
"""

import ctypes
import gc
import mmap
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection

from cart.errors import BadInput
from drivers.decoding import decoded, sandbox, sharedframe
from drivers.decoding.sharedframe import Request
from drivers.decoding.warmup import warm_up
from drivers.decoding.watch import Watch
from drivers.naming import question
from drivers.naming.eyes import Eyes, Given, blind
from drivers.ports import Frame

NUMBER = struct.Struct("<Q")
_FRAME_CPU_S, _NAMING_CPU_S = 3, 9
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG

Serve = Callable[[Connection], None]


def main(argv: list[str]) -> int:
    """Warms up, then bears readers until its parent is gone."""
    memory, watch = sharedframe.view(int(argv[1])), Watch()
    eyes = _eyes(int(argv[2])) if len(argv) > 2 else None
    warm_up()
    keep(int(argv[0]), partial(serve, memory, watch, eyes))
    return 0


def keep(control: int, serve: Serve) -> None:
    """One reader at a time: for each connection that comes, the one before is ended, and a new one serves it."""
    reader = 0
    with socket.socket(fileno=control) as parent:
        gc.freeze()  # what is there stays shared: the collector would write into it
        while link := _handed(parent):
            _end(reader)
            reader = os.fork()
            if reader == 0:
                parent.close()
                _live(serve, link)
            link.close()
    _end(reader)


def serve(memory: mmap.mmap, watch: Watch, eyes: Eyes | None, link: Connection) -> None:
    """A reader's life: locks itself in, then answers until the connection closes, also amid a message."""
    try:
        link.send_bytes(NUMBER.pack(os.getpid()) + sandbox.lock().encode())
        while True:
            request = Request.decode(link.recv_bytes(64))
            if request.frames:
                said = _name(request, memory, eyes, link.recv_bytes(question.LONGEST))
            else:
                said = _read(request, memory, watch)
            link.send_bytes(NUMBER.pack(request.number) + said)
    except (EOFError, ConnectionError):
        return


def _read(request: Request, memory: mmap.mmap, watch: Watch) -> bytes:
    sandbox.grant(_FRAME_CPU_S)
    return decoded.encode(watch.read(Frame(request.at, sharedframe.picture(memory, request))))


def _name(request: Request, memory: mmap.mmap, eyes: Eyes | None, about: bytes) -> bytes:
    sandbox.grant(_NAMING_CPU_S)
    gain, before = question.decode_gain(about)
    seen = sharedframe.pictures(memory, request)
    named = eyes.name(question.Question(0, 0, gain, seen[:before], seen[before:])) if eyes else blind()
    return question.encode(named)


def _eyes(given: int) -> Eyes | None:
    """Eyes for what they are given; None where that is no use: nobody is named then, and all is read as before."""
    with suppress(BadInput):
        eyes = Eyes(Given.taken(given))
        eyes.warm_up()
        return eyes
    return None


def _handed(parent: socket.socket) -> Connection | None:
    handles = socket.recv_fds(parent, 1, 1)[1]
    return Connection(handles[0]) if handles else None


def _live(serve: Serve, link: Connection) -> None:
    """In the forked process, which never returns from here."""
    ended = 1
    try:
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        serve(link)
        ended = 0
    finally:
        os._exit(ended)


def _end(reader: int) -> None:
    if reader:
        os.kill(reader, signal.SIGKILL)
        os.waitpid(reader, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
