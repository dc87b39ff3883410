"""Drafts and releases on disk: a folder each, of which one file, written in one step, names the one that is in force.

    releases/current              {"part": "part-ab12", "who": "Maria", "at": 1764316800}
    releases/part-ab12/report.json
    releases/part-ab12/catalog/   catalog.csv, store.toml, offers.toml, plan.toml: what carts open

A draft becomes a release by being named, so that a process killed at any instruction leaves the old one or the new one.
The store that serves need not be told: it looks at `current`.
"""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cart.catalog.importers import RowProblem, products_of
from cart.errors import BadInput, CatalogError, StoreError
from cart.identity.files import sync_folder, write_atomically
from cart.store.desk.assortment import CATALOG, Opened, opened, write
from cart.store.desk.difference import difference
from cart.store.desk.reading import How, read
from cart.store.desk.report import FileReport, Report
from cart.tables import parse

CURRENT, PART, REPORT, FILES = "current", "part-", "report.json", "catalog"
KEPT = 40
"""Parts: a release can be brought back while it is among the newest of so many."""


@dataclass(frozen=True)
class InForce:
    """The release that carts get: its part, who published it, when (s since 1970)."""

    part: str
    who: str
    at: int


class Drafts:
    """The folder of one store's drafts and releases. `started_with`: in force while nothing was published."""

    def __init__(self, folder: Path, started_with: Path | None = None) -> None:
        self._folder, self._started_with = folder, started_with

    # --- what is in force

    @property
    def in_force(self) -> InForce | None:
        """What was published last; None where nothing ever was."""
        try:
            named = parse(InForce, json.loads((self._folder / CURRENT).read_bytes()), "current")
        except (OSError, ValueError):
            return None
        return named if self._is_part(named.part) else None

    @property
    def standing(self) -> Path | None:
        """The folder of the files in force, or None."""
        named = self.in_force
        return self.files(named.part) if named else self._started_with

    def files(self, part: str) -> Path:
        """Where the files of a draft or release lie."""
        return self._folder / part / FILES

    def report(self, part: str) -> Report:
        """What is told of a draft or release. Raises CatalogError where there is none of this name."""
        try:
            if not self._is_part(part):
                raise FileNotFoundError(part)
            return parse(Report, json.loads((self._folder / part / REPORT).read_bytes()), "report", CatalogError)
        except (OSError, ValueError) as error:
            raise CatalogError("This draft is not here any more: give its files again.") from error

    def _is_part(self, name: str) -> bool:
        return name.startswith(PART) and Path(name).name == name and (self._folder / name / REPORT).is_file()

    # --- drafts

    def draft(self, given: Iterable[Path], how: How, who: str, now: int) -> str:
        """Reads the files over what is in force; the name of the draft, whose `report` tells all. Raises StoreError."""
        with self._making() as part:
            assortment, told = read(given, self.standing, how)
            write(part / FILES, assortment.files())
            self._tell(part, Report(now, who, self._base, told))
            return part.name

    def again(self, release: str, number: int, who: str, now: int) -> str:
        """A draft that brings an earlier release back. Raises CatalogError where its files are no longer kept."""
        self.report(release)
        with self._making() as part:
            write(part / FILES, {one.name: one.read_bytes() for one in sorted(self.files(release).iterdir())})
            self._tell(part, Report(now, who, self._base, again=number))
            return part.name

    @property
    def _base(self) -> str:
        named = self.in_force
        return named.part if named else ""

    @contextmanager
    def _making(self) -> Iterator[Path]:
        """A new part, which is gone again where something goes amiss."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            with ExitStack() as undo:
                part = Path(tempfile.mkdtemp(dir=self._folder, prefix=PART))
                undo.callback(shutil.rmtree, part, ignore_errors=True)
                yield part
                undo.pop_all()
            sync_folder(self._folder)
        except OSError as error:
            raise StoreError(f"The draft cannot be kept ({error.strerror}). Free some disk space.") from error

    def _tell(self, part: Path, report: Report) -> None:
        """Opens the draft as a cart will, and writes what is to be told of it."""
        try:
            now, lost = _opened(part / FILES)
        except BadInput as error:
            report = replace(report, trouble=str(error).replace(f"{part / FILES}/", ""))
        else:
            was = self._opened_standing()
            report = replace(
                report, files=(*report.files, *lost), difference=difference(was, now), products=len(now.products),
                offers=len(now.terms.offers), currency=now.terms.currency,
                trouble="" if now.products else "There are no products in it.",
            )  # fmt: skip
        write_atomically(part / REPORT, json.dumps(asdict(report), ensure_ascii=False).encode())

    def _opened_standing(self) -> Opened | None:
        try:
            return opened(self.standing) if self.standing else None
        except BadInput:
            return None

    # --- publishing

    def publish(self, part: str, who: str, now: int) -> None:
        """From now on carts get this draft. Raises CatalogError: it cannot be sold from, or is of before another."""
        with self._alone():
            report = self.report(part)
            if report.trouble:
                raise CatalogError(report.trouble)
            if report.base != self._base:
                raise CatalogError("Something else was published meanwhile. Give the files again, and look once more.")
            write_atomically(self._folder / CURRENT, json.dumps(asdict(InForce(part, who, now))).encode())

    def discard(self, part: str) -> None:
        """Forgets a draft that is not in force."""
        if self._is_part(part) and part != self._base:
            shutil.rmtree(self._folder / part, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One publishes at a time, of whatever process."""
        handle = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _sweep(self) -> None:
        """Forgets the oldest parts."""
        parts = sorted(self._folder.glob(f"{PART}*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in parts[KEPT:]:
            if old.name != self._base:
                shutil.rmtree(old, ignore_errors=True)


def _opened(folder: Path) -> tuple[Opened, tuple[FileReport, ...]]:
    """The files as a cart opens them; without the rows, told, that read well only in the grocer's own file. Raises
    BadInput.
    """
    try:
        return opened(folder), ()
    except CatalogError:
        lost = _settled(folder)
        return opened(folder), lost


def _settled(folder: Path) -> tuple[FileReport, ...]:
    """Takes the bad rows out of what carts get."""
    path = folder / CATALOG
    bad = {one.line: one.words for one in products_of(path) if isinstance(one, RowProblem) and not one.note}
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    write(folder, {CATALOG: "".join(row for line, row in enumerate(rows, 1) if line not in bad).encode()})
    return (FileReport(CATALOG, "products", -len(bad), len(bad), tuple(bad.values())),) if bad else ()
