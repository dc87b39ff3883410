"""One frame (or a few small ones) in memory that two processes share, and the small request that goes with it.

The memory is a Linux memfd: it has no name, is never a file on a disk, and is gone with the last process that holds it.
It is sealed (fcntl(2), F_ADD_SEALS): no other process may write into it, and none may make it larger or smaller.
"""

import fcntl
import math
import mmap
import os
import struct
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.ports import Grey

CAPACITY = 4096 * 3072
FUTURE_WRITE = 0x0010
"""F_SEAL_FUTURE_WRITE (Linux 5.1): only mappings made before it may write."""
_REQUEST = struct.Struct("<Qdiii")


@dataclass(frozen=True)
class Request:
    """Read the frame of this shape that lies in the shared memory. `number` comes back with the answer.

    With `frames` it is a question about what went in: so many pictures in colour lie there, and its gain follows.
    """

    number: int
    at: float
    height: int
    width: int
    frames: int = 0

    def encode(self) -> bytes:
        """The message's bytes."""
        return _REQUEST.pack(self.number, self.at, self.height, self.width, self.frames)

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

    def put_all(self, pictures: Sequence[NDArray[np.uint8]]) -> tuple[int, int]:
        """Copies pictures of one size and three channels in, one after another; gives their height and width."""
        together = np.stack(pictures)
        np.frombuffer(self._memory, np.uint8, together.size).reshape(together.shape)[:] = together
        return together.shape[1], together.shape[2]

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


def pictures(memory: mmap.mmap, request: Request) -> tuple[NDArray[np.uint8], ...]:
    """The reader's copies of the pictures in colour, uint8 BGR (height, width, 3) each."""
    shape = (request.frames, request.height, request.width, 3)
    return tuple(np.frombuffer(memory, np.uint8, math.prod(shape)).reshape(shape).copy())
