"""The audit trail of calibrations: append-only, each row with the hash of the one before and a counter nothing resets.

As NIST Handbook 44 (1.10, G-S.8, and "event counter" in appendix D) asks: an adjustment leaves a lasting trace.
"""

import errno
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cart.errors import CalibrationRefused
from cart.identity.files import sync_folder

NOBODY = "A calibration needs the name of who does it. Say --who NAME."


@dataclass(frozen=True)
class Entry:
    """One adjustment: its number (from 1, never reset), when, who, the old and the new values."""

    event: int
    wall: str
    who: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any]
    before: str

    @property
    def hash(self) -> str:
        """SHA-256 of this row's canonical bytes, which the next row holds."""
        return hashlib.sha256(_row(self).encode()).hexdigest()


class Trail:
    """The trail in one file of JSON Lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> list[Entry]:
        """All rows, oldest first. Raises CalibrationRefused when one was changed or is missing.

        A last row that is not whole was being written when the power went: it was never accepted.
        """
        if not self._path.exists():
            return []
        rows = [self._entry(line) for line in _whole(self._path.read_bytes()).split(b"\n")[:-1]]
        before = ""
        for number, row in enumerate(rows, 1):
            if row.event != number or row.before != before:
                raise self._broken(number)
            before = row.hash
        return rows

    def append(self, wall: str, who: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> Entry:
        """Adds a row and waits until it is on the disk."""
        if not who.strip():
            raise CalibrationRefused(NOBODY)
        rows = self.entries()
        entry = Entry(len(rows) + 1, wall, who, old, new, rows[-1].hash if rows else "")
        self._write(_row(entry).encode() + b"\n")
        return entry

    def _write(self, row: bytes) -> None:
        """Adds a row after the last whole one; it is on the disk then. Raises OSError, and nothing was added."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()
        whole = len(_whole(self._path.read_bytes()))
        try:
            with self._path.open("r+b", buffering=0) as file:
                file.truncate(whole)
                file.seek(whole)
                if file.write(row) < len(row):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))
                os.fsync(file.fileno())
        except OSError:
            os.truncate(self._path, whole)
            raise
        sync_folder(self._path.parent)

    def _entry(self, line: bytes) -> Entry:
        try:
            return Entry(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise self._broken(0) from error

    def _broken(self, number: int) -> CalibrationRefused:
        where = f"at row {number} " if number else ""
        return CalibrationRefused(
            f"{self._path} was changed {where}after it was written. Keep the file; call the service."
        )


def _whole(data: bytes) -> bytes:
    """The rows without the last one where a pulled battery left it torn: no end of line, or sectors of zeros in it."""
    ended = data[: data.rfind(b"\n") + 1]
    last = ended.rfind(b"\n", 0, len(ended) - 1) + 1
    return ended[:last] if b"\0" in ended[last:] else ended


def _row(entry: Entry) -> str:
    return json.dumps(asdict(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
