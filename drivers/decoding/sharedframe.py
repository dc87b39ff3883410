"""One frame in memory that two processes share, and the small request that goes with it.

The memory is a Linux memfd: it has no name, is never a file on a disk, and is gone with the last process that holds it.
It is sealed (fcntl(2), F_ADD_SEALS): no other process may write into it, and none may make it larger or smaller.
"""

import fcntl
import mmap
import os
import struct
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from drivers.ports import Grey

CAPACITY = 4096 * 3072
FUTURE_WRITE = 0x0010
"""F_SEAL_FUTURE_WRITE (Linux 5.1): only mappings made before it may write."""
_REQUEST = struct.Struct("<Qdii")


@dataclass(frozen=True)
class Request:
    """Read the frame of this shape that lies in the shared memory. `number` comes back with the answer."""

    number: int
    at: float
    height: int
    width: int

    def encode(self) -> bytes:
        """The message's bytes."""
        return _REQUEST.pack(self.number, self.at, self.height, self.width)

    @classmethod
    def decode(cls, data: bytes) -> "Request":
        """Reads `encode`'s bytes."""
        return cls(*_REQUEST.unpack(data))


class SharedFrame:
    """The writer's side: owns the memory."""

    def __init__(self) -> None:
        self.fd = os.memfd_create("dash-cart-frame", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(self.fd, CAPACITY)
        self._memory = mmap.mmap(self.fd, CAPACITY)
        with suppress(OSError):  # an older kernel has no such seal
            fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | FUTURE_WRITE)

    def put(self, grey: Grey) -> tuple[int, int]:
        """Copies the picture in; gives its height and width. One too large is thinned to every second pixel."""
        while grey.size > CAPACITY:
            grey = grey[::2, ::2]
        np.frombuffer(self._memory, np.uint8, grey.size).reshape(grey.shape)[:] = grey
        return grey.shape[0], grey.shape[1]

    def close(self) -> None:
        """Lets the memory go."""
        self._memory.close()
        os.close(self.fd)


def view(fd: int) -> mmap.mmap:
    """The reader's side: the memory, read-only."""
    return mmap.mmap(fd, CAPACITY, prot=mmap.PROT_READ)


def picture(memory: mmap.mmap, request: Request) -> Grey:
    """The reader's copy of the frame."""
    flat = np.frombuffer(memory, np.uint8, request.height * request.width)
    return flat.reshape(request.height, request.width).copy()
