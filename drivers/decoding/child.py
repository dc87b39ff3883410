"""The decoder process: `python -m drivers.decoding.child CONNECTION MEMORY` (file descriptors it inherits).

It tells first which guards hold; then it reads frames from shared memory and answers each with one message. It ends
when its parent does.
"""

import struct
import sys
from multiprocessing.connection import Connection

from drivers.decoding import decoded, sandbox, sharedframe
from drivers.decoding.warmup import warm_up
from drivers.decoding.watch import Watch
from drivers.ports import Frame

NUMBER = struct.Struct("<Q")
_FRAME_CPU_S = 3


def main(argv: list[str]) -> int:
    """Serves frames until the connection closes, at its end or in the middle of a message."""
    link = Connection(int(argv[0]))
    memory = sharedframe.view(int(argv[1]))
    watch = Watch()
    warm_up()
    try:
        link.send_bytes(sandbox.lock().encode())
        while True:
            request = sharedframe.Request.decode(link.recv_bytes(64))
            sandbox.grant(_FRAME_CPU_S)
            frame = Frame(request.at, sharedframe.picture(memory, request))
            link.send_bytes(NUMBER.pack(request.number) + decoded.encode(watch.read(frame)))
    except (EOFError, ConnectionError):
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
