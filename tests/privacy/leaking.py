"""Programs that let a frame out, each in another way, so that the test is seen to find it."""

import mmap
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from tests.privacy.marks import CANARY


def writes_a_file(home: Path) -> None:
    (home / "frame").write_bytes(CANARY)


def writes_a_picture(home: Path) -> None:
    (home / "frame.png").write_bytes(b"\x89PNG\r\n")


def writes_elsewhere(home: Path) -> None:
    (home.parent / "elsewhere").write_bytes(b"compressed beyond recognition")


def maps_a_file(home: Path) -> None:
    with (home / "mapped").open("w+b") as file:
        file.truncate(4096)
        with mmap.mmap(file.fileno(), 4096) as memory:
            memory[:3] = b"any"


def sends(_: Path) -> None:
    here, there = socket.socketpair()
    here.sendmsg([CANARY[:30], CANARY[30:]])
    there.close()


def calls_home(_: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as away:
        away.connect(("127.0.0.2", 9))


def copies_in_the_kernel(home: Path) -> None:
    source, target = os.memfd_create("a frame"), os.open(home / "copy", os.O_CREAT | os.O_WRONLY)
    os.ftruncate(source, 64)
    os.sendfile(target, source, 0, 64)


WAYS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a file": (writes_a_file, "a file holds a canary"),
    "a picture": (writes_a_picture, "PNG' was written or sent"),
    "another folder": (writes_elsewhere, "elsewhere is opened for writing"),
    "a mapped file": (maps_a_file, "mapped is mapped for writing"),
    "a socket": (sends, "was written or sent"),
    "an address": (calls_home, "connect: reaches"),
    "a copy in the kernel": (copies_in_the_kernel, "sendfile: moves bytes"),
    "none": (lambda _: None, ""),
}
"""How, and what the test then says."""

if __name__ == "__main__":
    WAYS[sys.argv[1]][0](Path(sys.argv[2]))
