"""The decoder process: `python -m drivers.decoding.child CONNECTION MEMORY` (file descriptors it inherits).

It reads frames from shared memory and answers each with one message. It ends when its parent does.
"""

import struct
import sys
from multiprocessing.connection import Connection

import numpy as np

from drivers.decoding import decoded, sharedframe
from drivers.decoding.ladder import Ladder
from drivers.ports import Frame

READY = b"ready"
NUMBER = struct.Struct("<Q")


def main(argv: list[str]) -> int:
    """Serves frames until the connection closes."""
    link = Connection(int(argv[0]))
    memory = sharedframe.view(int(argv[1]))
    ladder = Ladder()
    ladder.read(Frame(0.0, np.full((64, 64), 255, np.uint8)))
    link.send_bytes(READY)
    while True:
        try:
            request = sharedframe.Request.decode(link.recv_bytes(64))
        except EOFError:
            return 0
        frame = Frame(request.at, sharedframe.picture(memory, request))
        link.send_bytes(NUMBER.pack(request.number) + decoded.encode(ladder.read(frame)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
