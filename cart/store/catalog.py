"""The catalog that carts download, release by release: the files of one folder as a zip, signed, and what they say.

What was published at the desk (cart.store.desk) goes before the folder that the store was started with. A release's
version is a number that only ever rises, the store, and a digest: an old answer sent again is known as old. Bad rows of
the folder are left out, and staff read which; what cannot be sold from at all is given as it is (carts refuse it, and
say why) and is no release.
"""

import base64
import io
import tempfile
import threading
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nacl.signing import SigningKey

from cart.catalog.folder import open_files
from cart.catalog.weights import NAME
from cart.errors import BadInput
from cart.identity.enrolment import fingerprint
from cart.naming.goods import TAUGHT
from cart.store import prices
from cart.store.desk.drafts import Drafts
from cart.store.desk.reading import How, read
from cart.store.records import Records
from cart.store.refused import Refused
from cart.store.releasebook import Published
from cart.store.settings import Settings
from cart.store.weights import Weights
from cart.sync.changes import change, digest
from cart.sync.client import CATALOG_PURPOSE, CHANGE_PURPOSE

ENDINGS = (".csv", ".toml", ".json", ".xml", ".gz")
REMEMBERED = 4
"""Releases from which carts get only what has changed."""
MOST_TOLD = 5
"""Rows of a file that staff read of."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)


Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Release:
    """What carts get: `data` is the zip, `signature` the store's over version and zip, base64."""

    version: str
    data: bytes
    signature: str


@dataclass(frozen=True)
class Changed:
    """What changes from an earlier release to `version` (cart.sync.changes), and the store's signature over both."""

    version: str
    data: bytes
    signature: str


class Releases:
    """The catalog folder of one store, looked at again when a file of it changes."""

    def __init__(self, settings: Settings, records: Records, weights: Weights, key: SigningKey) -> None:
        self._settings, self._records, self._weights, self._key = settings, records, weights, key
        self._lock = threading.Lock()
        self.desk = Drafts(settings.data / "releases", settings.catalog)
        self._seen: object = None
        self._newest: Release | None = None
        self._given: dict[str, Files] = {}
        self._changes: dict[tuple[str, str], Changed] = {}
        self.trouble = ""
        self.look()

    def newest(self) -> Release:
        """The newest release. Raises Refused (404) where the store has none."""
        release = self.look()
        if release is None:
            raise Refused(404, "This store has no catalog to give. Start it with --catalog FOLDER.")
        return release

    def look(self) -> Release | None:
        """The newest release, of what is in force now; the one before while its folder cannot be read."""
        with self._lock:
            folder = self.desk.standing
            if folder is None:
                return None
            try:
                weights = self._weights.file(self._settings.now())
                seen = (folder, _stamps([*_paths(folder), *filter(None, [self._taught])]), weights)
                if seen != self._seen:
                    self._newest, self._seen = self._made(folder, weights), seen
            except OSError as error:
                self.trouble, self._seen = f"{folder} cannot be read ({error.strerror}).", None
            return self._newest

    def _made(self, folder: Path, weights: bytes) -> Release:
        taught = self._taught
        more = {TAUGHT: taught.read_bytes()} if taught else {}
        files, records = self._sellable(folder, files_of(folder, weights) | more)
        content = digest(files)
        serial = self._records.catalog_serial(content)
        version = f"{serial}-{fingerprint(self._key.verify_key)}-{content}"
        if records is not None and self._records.releases.serial(version) is None:
            named = self.desk.in_force
            who, part = (named.who, named.part) if named else ("", "")
            self._records.releases.publish(Published(serial, version, self._settings.now(), who, part), records)
        self._given = dict([*self._given.items(), (version, files)][-REMEMBERED:])
        self._changes = {}
        data = archive(files)
        return Release(version, data, self._signed(CATALOG_PURPOSE, version, data))

    def _signed(self, purpose: bytes, version: str, data: bytes) -> str:
        return base64.b64encode(self._key.sign(purpose + version.encode() + b" " + data).signature).decode()

    @property
    def _taught(self) -> Path | None:
        """The file of what was taught, if there is one: the store's own before that of the folder it began with."""
        paths = [folder / TAUGHT for folder in (self._settings.data, self._settings.catalog) if folder]
        return next((path for path in paths if path.is_file()), None)

    def changed(self, have: str, release: Release) -> Changed | None:
        """What changes from the release `have` to this one; None where that is forgotten, or is no less to send."""
        with self._lock:
            old, new = self._given.get(have), self._given.get(release.version)
            if old is None or new is None:
                return None
            pair = (have, release.version)
            if pair not in self._changes:
                data = change(old, new)
                self._changes[pair] = Changed(
                    release.version, data, self._signed(CHANGE_PURPOSE, release.version, data)
                )
            found = self._changes[pair]
        return found if len(found.data) < len(release.data) else None

    def _sellable(self, folder: Path, files: Files) -> tuple[Files, Mapping[str, str] | None]:
        """The files that carts get, and what they say: None where it is the newest release, or nothing can be sold."""
        self.trouble = ""
        if self._records.releases.newest_name.endswith(f"-{digest(files)}"):
            return files, None
        try:
            return files, _opened(files)
        except BadInput as error:
            self.trouble = str(error)
        try:
            assortment, told = read((), folder, How())
            better = dict(assortment.files()) | {name: files[name] for name in (NAME, TAUGHT) if name in files}
            records = _opened(better) if assortment.products and all(one.kind for one in told) else None
        except BadInput:
            records = None
        if records is None:
            return files, None
        self.trouble = " ".join(f"{one.name}: {words}" for one in told for words in one.left_out[:MOST_TOLD])
        return better, records


def _opened(files: Mapping[str, bytes]) -> dict[str, str]:
    """All that the files say, as a release keeps it. Raises BadInput: nothing can be sold from them."""
    with tempfile.TemporaryDirectory() as name:
        for file, data in files.items():
            (Path(name) / file).write_bytes(data)
        table = open_files(Path(name))
        members = {one.number: one.tiers for one in table.members}
        return prices.records_of(table.products(), table.terms, members)


def _stamps(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    return [(path.name, stat.st_mtime_ns, stat.st_size) for path in paths if (stat := path.stat())]


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name.endswith(ENDINGS))


def files_of(folder: Path, weights: bytes = b"") -> dict[str, bytes]:
    """The catalog's files by name, and what carts have learnt about weights (empty: nothing yet)."""
    learnt = {NAME: weights} if weights else {}
    return {path.name: path.read_bytes() for path in _paths(folder)} | learnt


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, without dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
