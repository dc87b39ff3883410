"""A table's bytes as lines of text, whatever program wrote it: its encoding, its ends of lines, quotes over lines."""

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator

from charset_normalizer import from_bytes

from cart.catalog.importers.source import CHUNK, Source
from cart.errors import CatalogError

_WESTERN = "äöüßÄÖÜéèêëÉÈÊàâáãåÀÂÁÃÅçÇñÑóòôõÓÔÕíìîïÍÎúùûÚÙÛæøœÆØŒ¿¡€£§°º«»–—‘’“”´·®©™½¼²\u00a0"
_EASTERN = "ąćęłńśźżĄĆĘŁŃŚŹŻěščřžýůťďňĚŠČŘŽÝŮŤĎŇőűŐŰăĂşŞţŢđĐ"
LATIN = {
    "cp1252": frozenset(_WESTERN),
    "cp1254": frozenset(_WESTERN + "şŞğĞıİ"),
    "cp1250": frozenset(_WESTERN + _EASTERN),
    "cp850": frozenset(_WESTERN),
    "mac_roman": frozenset(_WESTERN),
}
"""The letters and signs that a table in each code page may have besides ASCII: the first that fits is meant."""

OTHERS = ["cp1251", "cp1253", "cp1256"]
"""The code pages of other alphabets that spreadsheets and tills still write, besides Hebrew's."""

_HEBREW = range(0xE0, 0xFB)
_WORD = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")

MOST_LINES = 12
"""A quoted cell runs over no more lines than this: behind a forgotten quote, these many are read again one by one."""


class Lines:
    """The numbered lines of a table. `encoding` is known once a letter that is no ASCII was read."""

    def __init__(self, source: Source) -> None:
        self.encoding = "utf-8"
        self._texts = self._decoded(source.chunks())
        self._number = 0
        self._again: deque[tuple[int, str]] = deque()

    def next(self) -> tuple[int, str] | None:
        """The next line and its number, from 1, without its end; None behind the last. A monstrous one comes cut."""
        if self._again:
            return self._again.popleft()
        text = next(self._texts, None)
        if text is None:
            return None
        self._number += 1
        return self._number, text

    def back(self, lines: list[tuple[int, str]]) -> None:
        """Gives lines back, to be read again."""
        self._again.extendleft(reversed(lines))

    @property
    def number(self) -> int:
        """The number of the last line that was read."""
        return self._number

    def _decoded(self, chunks: Iterator[bytes]) -> Iterator[str]:
        decoder, newlines, left = _decoder("utf-8"), io.IncrementalNewlineDecoder(None, translate=True), ""
        plain = True
        for chunk in chunks:
            if plain and (not chunk.isascii() or b"\0" in chunk):
                plain, self.encoding = False, encoding_of(chunk)
                decoder = _decoder(self.encoding)
            left += newlines.decode(decoder.decode(chunk))
            *whole, left = left.split("\n")
            yield from (line[:CHUNK] for line in whole)
            left = left[:CHUNK]
        left += newlines.decode(decoder.decode(b"", True), True)
        yield from left.split("\n") if left else ()


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    """Bytes that the encoding does not have become lone surrogates, which no cell may hold: their row is named."""
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    return codecs.getincrementaldecoder(encoding)(errors)


def encoding_of(data: bytes) -> str:
    """The encoding of a text's beginning: by its mark, its zeros, UTF-8's own rules, else by its letters.

    A text of UTF-8 with a few rows of something else is UTF-8: those rows are named.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return name
    if data.count(0) * 4 > len(data):
        return "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    wrong = text.count("\ufffd")
    right = sum(not char.isascii() for char in text) - wrong
    return "utf-8" if right >= wrong and right else _page_of(data[:CHUNK])


def _page_of(data: bytes) -> str:
    """The code page of bytes that are no UTF-8. Words of Latin letters are mostly ASCII, others hardly at all."""
    words = "".join(_WORD.findall(data.decode("latin-1")))
    foreign = [ord(char) for char in words if not char.isascii()]
    if len(foreign) * 3 > len(words) * 2:
        return "cp1255" if all(code in _HEBREW for code in foreign) else _likeliest(data, OTHERS)
    for page, letters in LATIN.items():
        if {char for char in data.decode(page, "replace") if not char.isascii()} <= letters:
            return page
    return _likeliest(data, list(LATIN))


def _likeliest(data: bytes, pages: list[str]) -> str:
    best = from_bytes(data, cp_isolation=pages).best()
    return best.encoding if best else pages[0]


class Records:
    """The records of a table: each with the number of its first line, and its cells or what is wrong with them."""

    def __init__(self, lines: Lines, delimiter: str, width: int) -> None:
        self._lines, self._delimiter, self._width = lines, delimiter, width

    def __iter__(self) -> Iterator[tuple[int, list[str] | CatalogError]]:
        """Every line with something on it."""
        while (line := self._lines.next()) is not None:
            number, text = line
            if text.strip():
                yield number, self._cells(text)

    def _cells(self, text: str) -> list[str] | CatalogError:
        try:
            return split(text, self._delimiter)
        except CatalogError as error:
            return self._over_lines(text) or error

    def _over_lines(self, text: str) -> list[str] | None:
        """The cells of a record that goes on in the next lines; None, with nothing read, where it does not."""
        ahead: list[tuple[int, str]] = []
        while len(ahead) < MOST_LINES and (line := self._lines.next()) is not None:
            ahead.append(line)
            text = f"{text}\n{line[1]}"
            if '"' in line[1] and (cells := _if_whole(text, self._delimiter)) and len(cells) == self._width:
                return cells
        self._lines.back(ahead)
        return None


def _if_whole(text: str, delimiter: str) -> list[str] | None:
    try:
        return split(text, delimiter)
    except CatalogError:
        return None


def split(text: str, delimiter: str) -> list[str]:
    """The cells of one record. Raises CatalogError where its quotes do not match."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise CatalogError(f"The quotes do not match ({error}): close each that opens.") from error
