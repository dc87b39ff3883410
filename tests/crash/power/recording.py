"""What a process did to the files of one folder: its system calls under strace, in order, as operations on a disk."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[3]
CALLS = "openat,open,creat,write,pwrite64,writev,ftruncate,truncate,lseek,fsync,fdatasync"
NAMES = "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat"
LINE = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+=\s+(-?\d+)")
PART = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|(?:AT_FDCWD|\d+)<([^>]*)>|(\d+)|([A-Z_|]+)')
Part = bytes | PurePosixPath | int | str
"""An argument: a text, what a descriptor stands for, a number, flags."""
ACKS = "acknowledged"


@dataclass(frozen=True)
class Op:
    """One operation: write, truncate, sync (file or folder), make, mkdir, rename, remove, or ack. Paths are relative.

    An "ack" is what the process told the world at this point: it must be true of every disk from here on.
    """

    kind: str
    path: str = ""
    other: str = ""
    at: int = 0
    data: bytes = b""


def record(command: list[str], folder: Path) -> list[Op]:
    """Runs a Python module with its arguments in a process of its own; what it did to `folder`."""
    trace = folder.parent / f"{folder.name}.trace"
    strace = ["strace", "-f", "-y", "-xx", "-s", "4000000", "-o", str(trace), "-e", f"trace={CALLS},{NAMES}"]
    sizes = {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    whole = [*strace, sys.executable, "-m", *command]
    done = subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    with trace.open(encoding="ascii", errors="replace") as lines:
        ops = list(_Reader(folder, sizes).ops(lines))
    trace.unlink()
    return ops


@dataclass
class _Reader:
    """Follows sizes and file positions, which plain writes go on from."""

    folder: Path
    sizes: dict[str, int]
    positions: dict[str, int] = field(default_factory=dict)
    appending: set[str] = field(default_factory=set)

    def ops(self, lines: Iterable[str]) -> Iterator[Op]:
        for line in lines:
            found = LINE.match(line)
            if found is None:
                assert "unfinished" not in line or _hex(self.folder) not in line, "two threads write at once"
            elif int(found[3]) >= 0:
                parts = list(_parts(found[2]))
                paths = [path for path in map(self._inside, _paths(found[1], parts)) if path is not None]
                if paths:
                    yield from self._call(found[1], paths, parts, int(found[3]))

    def _call(self, name: str, paths: list[str], parts: list[Part], result: int) -> Iterator[Op]:
        path = paths[0]
        if name in ("open", "openat", "creat"):
            yield from self._opened(path, "|".join(part for part in parts if isinstance(part, str)))
        elif name in ("write", "pwrite64"):
            yield self._written(name, path, parts, result)
        elif name in ("ftruncate", "truncate"):
            self.sizes[path] = _number(parts)
            yield Op("truncate", path, at=_number(parts))
        elif name == "lseek":
            self.positions[path] = result
        elif name in ("fsync", "fdatasync"):
            yield Op("sync", path)
        elif name.startswith("rename"):
            self.sizes[paths[1]] = self.sizes.pop(path, 0)
            yield Op("rename", path, paths[1])
        elif name.startswith("mkdir"):
            yield Op("mkdir", path)
        elif name in ("unlink", "unlinkat", "rmdir"):
            self.sizes.pop(path, None)
            yield Op("remove", path)

    def _opened(self, path: str, flags: str) -> Iterator[Op]:
        self.positions[path] = 0
        self.appending = (self.appending | {path}) if "O_APPEND" in flags else self.appending - {path}
        if "O_CREAT" in flags and path not in self.sizes and path != ACKS:
            self.sizes[path] = 0
            yield Op("make", path)
        if "O_TRUNC" in flags and self.sizes.get(path):
            self.sizes[path] = 0
            yield Op("truncate", path)

    def _written(self, name: str, path: str, parts: list[Part], count: int) -> Op:
        data = next(part for part in parts if isinstance(part, bytes))[:count]
        if path == ACKS:
            return Op("ack", data.decode().rstrip("\n"))
        at = _number(parts) if name == "pwrite64" else self.positions.get(path, 0)
        if name == "write":
            at = self.sizes.get(path, 0) if path in self.appending else at
            self.positions[path] = at + count
        self.sizes[path] = max(self.sizes.get(path, 0), at + count)
        return Op("write", path, at=at, data=data)

    def _inside(self, path: PurePosixPath) -> str | None:
        """The path within the folder, or None: it lies elsewhere, or is no file with a name any more."""
        inside = path.is_relative_to(self.folder) and not path.name.endswith("(deleted)")
        return str(path.relative_to(self.folder)) if inside else None


def _paths(name: str, parts: list[Part]) -> list[PurePosixPath]:
    """The paths that a call speaks of, those that are relative to a descriptor's folder made whole."""
    if name.endswith(("at", "at2")) or name == "openat":
        pairs = pairwise(parts)
        return [a / b.decode() for a, b in pairs if isinstance(a, PurePosixPath) and isinstance(b, bytes)]
    if name in ("open", "creat", "truncate", "rename", "unlink", "rmdir", "mkdir"):
        return [PurePosixPath(part.decode()) for part in parts if isinstance(part, bytes)]
    return [part for part in parts if isinstance(part, PurePosixPath)]


def _parts(text: str) -> Iterator[Part]:
    for quoted, described, number, flags in PART.findall(text):
        if described:
            yield PurePosixPath(_bytes(described).decode() if described.startswith("\\x") else described)
        elif number or flags:
            yield int(number) if number else flags
        else:
            yield _bytes(quoted)


def _number(parts: list[Part]) -> int:
    return next(part for part in reversed(parts) if isinstance(part, int))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _hex(path: Path) -> str:
    return "".join(f"\\x{byte:02x}" for byte in bytes(path))
