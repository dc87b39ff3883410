"""A disk that loses its power: of what was written and not synced, any part may be there, in sectors of 512 bytes.

Strict POSIX, which is harsher than most file systems: a sync makes durable what the file holds, not its name; a name
(made, renamed, removed) is durable when its folder was synced. Names not yet durable come in the order they were made.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath

from tests.crash.power.recording import Op

SECTOR = 512
Image = dict[str, bytes | None]
"""Paths and what lies there; None is a folder."""


@dataclass
class File:
    """What is on the platter, and what is on its way: (offset, bytes), or (size, None) for a truncation."""

    durable: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    folder: bool = False


class Disk:
    """The folder of a workload. `apply` each operation; `images` are what a power pull right now may leave."""

    def __init__(self, image: Image | None = None) -> None:
        self._durable = {path: File(data or b"", folder=data is None) for path, data in (image or {}).items()}
        self._names = dict(self._durable)
        self._moves: list[tuple[Op, File]] = []

    def apply(self, op: Op) -> None:
        """Does what the process did."""
        if op.kind in ("make", "mkdir"):
            self._names[op.path] = File(folder=op.kind == "mkdir")
        elif op.kind == "write":
            self._names[op.path].waiting.append((op.at, op.data))
        elif op.kind == "truncate":
            self._names[op.path].waiting.append((op.at, None))
        elif op.kind == "rename":
            self._names[op.other] = self._names.pop(op.path)
        elif op.kind == "remove":
            self._names.pop(op.path, None)
        elif op.kind == "sync":
            self._sync(op.path)
        if op.kind in ("make", "mkdir", "rename", "remove"):
            self._moves.append((op, self._names.get(op.other or op.path, File())))

    def _sync(self, path: str) -> None:
        file = self._names.get(path)
        if file is not None and not file.folder:
            file.durable, file.waiting = _written(file.durable, file.waiting), []
            return
        for op, moved in self._moves:
            if _folder(op.path) == path:
                _move(self._durable, op, moved)
        self._moves = [(op, moved) for op, moved in self._moves if _folder(op.path) != path]

    def images(self, chance: random.Random, count: int) -> Iterator[Image]:
        """What may be left: nothing that was not synced, all of it, names without contents, and `count` by chance."""
        yield self._image(0, lambda waiting: [])
        yield self._image(len(self._moves), lambda waiting: waiting)
        yield self._image(len(self._moves), lambda waiting: [])
        for _ in range(count):
            share = chance.choice((0.1, 0.5, 0.9))
            names = chance.randrange(len(self._moves) + 1)
            yield self._image(names, lambda waiting, share=share: list(_torn(waiting, chance, share)))

    def _image(self, moves: int, kept) -> Image:
        names = dict(self._durable)
        for op, file in self._moves[:moves]:
            _move(names, op, file)
        return {
            path: None if file.folder else _written(file.durable, kept(file.waiting)) for path, file in names.items()
        }


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _move(names: dict[str, File], op: Op, file: File) -> None:
    if op.kind == "remove":
        names.pop(op.path, None)
    elif op.kind == "rename":
        names.pop(op.path, None)
        names[op.other] = file
    else:
        names[op.path] = file


def _written(data: bytes, waiting: list[tuple[int, bytes | None]]) -> bytes:
    if not waiting:
        return data
    made = bytearray(data)
    for at, more in waiting:
        if more is None:
            made[:] = made[:at].ljust(at, b"\0")
        else:
            made[:] = made.ljust(at, b"\0")
            made[at : at + len(more)] = more
    return bytes(made)


def _torn(
    waiting: list[tuple[int, bytes | None]], chance: random.Random, share: float
) -> Iterator[tuple[int, bytes | None]]:
    """Some sectors of what waits, each by its own chance."""
    for at, data in waiting:
        if data is None:
            if chance.random() < share:
                yield at, None
            continue
        edges = [at, *range((at // SECTOR + 1) * SECTOR, at + len(data), SECTOR), at + len(data)]
        for start, end in pairwise(edges):
            if chance.random() < share:
                yield start, data[start - at : end - at]
