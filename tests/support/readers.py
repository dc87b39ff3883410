"""Stand-ins for the decoder's processes: a real nursery, whose readers do what a test says."""

import sys

from drivers.decoding.sandbox import Locked

LOCKED = Locked(True, True, True)


def reader(does: str, locked: Locked = LOCKED) -> list[str]:
    """The command of a nursery whose readers start as agreed and then run `does`, one statement, with `link`."""
    lines = (
        "import os, sys, time",
        "from drivers.decoding.child import NUMBER, keep",
        "def serve(link):",
        f"    link.send_bytes(NUMBER.pack(os.getpid()) + {locked.encode()!r})",
        f"    {does}",
        "keep(int(sys.argv[1]), serve)",
    )
    return [sys.executable, "-c", "\n".join(lines)]
