"""What changes from one catalog's files to the next: a few prices among fifty thousand products are a few kilobytes.

A file is told as runs of lines that the old one has, by their numbers, and the lines between that are new; packed. What
comes of it must have the digest that the release's name bears.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from cart.errors import StoreError

Files = Mapping[str, bytes]
MANNER = "dashcart-lines"
"""RFC 3229's name of this difference (A-IM, IM)."""
MOST_BYTES = 256 << 20


def digest(files: Files) -> str:
    """Changes when a file does: a SHA-256 over names and contents, as hex."""
    total = hashlib.sha256()
    for name, data in files.items():
        total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return total.hexdigest()


def change(old: Files, new: Files) -> bytes:
    """How to make the new files of the old ones."""
    told = {name: list(_runs(old.get(name, b""), data)) for name, data in new.items() if old.get(name) != data}
    return zlib.compress(json.dumps({"names": list(new), "files": told}, ensure_ascii=False).encode(), 9)


def _runs(old: bytes, new: bytes) -> Iterator[list[int] | str]:
    known = {line: number for number, line in enumerate(_lines(old))}
    run: list[int] = []
    for line in _lines(new):
        number = known.get(line)
        if run and number == run[0] + run[1]:
            run[1] += 1
            continue
        if run:
            yield run
        run = [] if number is None else [number, 1]
        if number is None:
            yield line.decode("latin-1")
    if run:
        yield run


def changed(old: Files, told: bytes) -> dict[str, bytes]:
    """The new files. Raises StoreError for what tells none."""
    try:
        table = json.loads(_unpacked(told))
        names, files = table["names"], table["files"]
        return {str(name): _made(old, name, files) for name in names}
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise StoreError(f"What the store says has changed is damaged ({error!r}).") from error


def _unpacked(told: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(told, MOST_BYTES)
    if not unpacking.eof:
        raise ValueError("too much, or cut short")
    return data


def _made(old: Files, name: str, files: Mapping[str, Any]) -> bytes:
    if name not in files:
        return old[name]
    lines, size, parts = _lines(old.get(name, b"")), 0, []
    for run in files[name]:
        part = run.encode("latin-1") if isinstance(run, str) else b"".join(_range(lines, *run))
        size += len(part)
        if size > MOST_BYTES:
            raise ValueError("a file without end")
        parts.append(part)
    return b"".join(parts)


def _range(lines: list[bytes], start: int, count: int) -> list[bytes]:
    if not 0 <= start <= start + count <= len(lines):
        raise IndexError(start)
    return lines[start : start + count]


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)
