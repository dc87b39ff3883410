"""A table's header: where it stands, what separates its cells, which system wrote it, what each column is."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cart.catalog.importers.lines import Lines, split
from cart.catalog.importers.systems import PLAIN, SYSTEMS, System
from cart.errors import CatalogError

DELIMITERS = ",;\t|"
MOST_TITLES = 20
"""A header stands within the first lines, behind titles and dates that programs write above it."""

NEEDED = ("name", "price")
JOINED = "+"


@dataclass(frozen=True)
class Header:
    """What each cell of a row is ("" ignored), the separator, and what was found out on the way."""

    columns: tuple[str, ...]
    delimiter: str
    line: int
    notes: tuple[str, ...]

    @property
    def width(self) -> int:
        """The cells of a row."""
        return len(self.columns)


def find_header(path: Path, lines: Lines, known: Iterable[str]) -> Header:
    """The header among the first lines. Raises CatalogError, naming the column that is missing, where none is one."""
    known, delimiters = tuple(known), DELIMITERS
    best: list[str] = []
    for _ in range(MOST_TITLES):
        if (line := lines.next()) is None:
            break
        number, text = line
        if text.lower().startswith("sep=") and len(text.strip()) <= len("sep=;"):
            delimiters = text.strip()[4:] or "\t"
            continue
        cells, delimiter = max(_readings(text, delimiters), key=lambda one: _recognised(one[0], known))
        if all(_column(name, cells, known) for name in NEEDED):
            return _made(path, cells, (delimiter, number), known)
        best = max(best, cells, key=lambda row: _recognised(row, known))
    missing = next(name for name in NEEDED if not _column(name, best, known))
    near = difflib.get_close_matches(missing, best, n=1)
    advice = f" Is it {near[0]!r}?" if near else ""
    raise CatalogError(f"{path} has no column {missing!r}: a line of it must name the columns.{advice}")


def _readings(text: str, delimiters: str) -> list[tuple[list[str], str]]:
    found = []
    for delimiter in delimiters:
        try:
            found.append(([" ".join(cell.split()).lower() for cell in split(text, delimiter)], delimiter))
        except CatalogError:
            continue
    return found or [([], delimiters[0])]


def _recognised(cells: list[str], known: tuple[str, ...]) -> int:
    return sum(name in known or name in PLAIN.columns for name in cells) + 10 * (_system(cells) is not None)


def _system(cells: Iterable[str]) -> System | None:
    return next((system for system in SYSTEMS if system.telling <= set(cells)), None)


def _column(name: str, cells: list[str], known: tuple[str, ...]) -> bool:
    system = _system(cells) or PLAIN
    return (system is PLAIN and name in cells and name in known) or name in map(system.columns.get, cells)


def _made(path: Path, cells: list[str], at: tuple[str, int], known: tuple[str, ...]) -> Header:
    system = _system(cells)
    columns = _columns(cells, system, known)
    twice = [name for name, column in zip(cells, columns, strict=True) if column and cells.count(name) > 1]
    if twice:
        raise CatalogError(f"{path}: there are two columns {twice[0]!r}. Remove one.")
    notes = [f"These are the columns of {system.name}."] if system else []
    if ignored := [name for name, column in zip(cells, columns, strict=True) if name and not column]:
        near = {name: difflib.get_close_matches(name, set(known) - set(cells), n=1, cutoff=0.75) for name in ignored}
        named = [f"{name!r} (did you mean {close[0]!r}?)" if (close := near[name]) else repr(name) for name in ignored]
        notes.append(f"Columns that are ignored: {', '.join(named)}.")
    if "department" not in columns:
        notes.append("There is no column 'department': all goods are of the department 'other'.")
    return Header(columns, *at, tuple(notes))


def _columns(cells: list[str], system: System | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """What each cell is. The importer's own name counts before others; of those, the first that is filled in a row."""
    meanings: Mapping[str, str] = (system or PLAIN).columns
    plain = ["" if system else _own(name, known) for name in cells]
    others = [meanings.get(name, "") for name in cells]
    return tuple(own or (other if other not in plain else "") for own, other in zip(plain, others, strict=True))


def _own(name: str, known: tuple[str, ...]) -> str:
    return name if name in known or (name.startswith("name_") and name != "name_") else ""
