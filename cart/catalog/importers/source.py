"""A product file's bytes: plain or gzip, bounded, with how far the reader is."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from cart.catalog.importers.rows import Progress
from cart.errors import CatalogError

CHUNK = 65_536
MOST_BYTES = 1 << 30
"""More than this is no product file: a gzip of a few kilobytes can expand to fill any disk."""

_FOREIGN = {
    b"PK\x03\x04": "is a spreadsheet or a ZIP archive: save it as CSV (UTF-8), or unpack it",
    b"\xd0\xcf\x11\xe0": "is a spreadsheet: save it as CSV (UTF-8)",
    b"%PDF": "is a PDF: ask for the CSV or XML file",
    b"SQLite format 3": "is a database: give the CSV or XML file that it was made from",
}


class Source:
    """Opens `path`; use it in a `with`. Raises CatalogError where it cannot be read or is damaged."""

    def __init__(self, path: Path, progress: Progress | None = None, most_bytes: int = MOST_BYTES) -> None:
        self.path = path
        self._progress = progress
        self._left = most_bytes
        with self._guarded():
            self._raw = path.open("rb")
            self._total = path.stat().st_size
        try:
            self._stream = self._opened()
        except CatalogError:
            self._raw.close()
            raise

    def _opened(self) -> io.BufferedReader | gzip.GzipFile:
        with self._guarded():
            zipped = self._raw.peek(2).startswith(b"\x1f\x8b")
            stream = gzip.GzipFile(fileobj=self._raw) if zipped else self._raw
            start = stream.peek(16)
        for magic, words in _FOREIGN.items():
            if start.startswith(magic):
                raise CatalogError(f"{self.path} {words}.")
        return stream

    def __enter__(self) -> "Source":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        self._raw.close()

    def peek(self) -> bytes:
        """The first bytes, without reading them."""
        with self._guarded():
            return self._stream.peek(512)[:512]

    def chunks(self) -> Iterator[bytes]:
        """The bytes in pieces of 64 KiB."""
        while chunk := self._counted(self._read(CHUNK)):
            yield chunk

    def _read(self, size: int) -> bytes:
        with self._guarded():
            return self._stream.read(size)

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise CatalogError(f"{self.path} expands to more than a product file can hold: fetch it again.")
        if self._progress:
            self._progress(self._raw.tell(), self._total)
        return data

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise CatalogError(f"{self.path} is a damaged gzip file ({error}): fetch it again.") from error
        except OSError as error:
            why = error.strerror or error
            raise CatalogError(f"{self.path} cannot be read ({why}): check its name and its rights.") from error
