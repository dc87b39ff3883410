"""The catalog that carts download: the files of one folder as a zip, the same bytes for the same files, signed."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter, Request, Response

from cart.catalog.weights import NAME
from cart.identity.enrolment import fingerprint
from cart.store.asking import TheShop
from cart.store.refused import Refused
from cart.sync.client import CATALOG_PURPOSE

router = APIRouter(prefix="/v1")
ENDINGS = (".csv", ".toml", ".json", ".xml", ".gz")
LONG_AGO = (1980, 1, 1, 0, 0, 0)


@router.get("/catalog", response_class=Response, responses={304: {"description": "The version asked for is current"}})
def catalog(request: Request, shop: TheShop) -> Response:
    """The catalog's files as a zip. The ETag is its version; DashCart-Signature is the store's over both.

    A version is a number that only ever rises, the store, and a digest: an old answer sent again is known to be old.
    """
    if shop.settings.catalog is None:
        raise Refused(404, "This store has no catalog to give. Start it with --catalog FOLDER.")
    files = files_of(shop.settings.catalog, shop.weights.file(shop.settings.now()))
    content = digest(files)
    version = f"{shop.records.catalog_serial(content)}-{fingerprint(shop.key.verify_key)}-{content}"
    if request.headers.get("If-None-Match", "").strip('"') == version:
        return Response(status_code=304, headers={"ETag": f'"{version}"'})
    data = archive(files)
    signature = shop.key.sign(CATALOG_PURPOSE + version.encode() + b" " + data).signature
    headers = {"ETag": f'"{version}"', "DashCart-Signature": base64.b64encode(signature).decode()}
    return Response(data, media_type="application/zip", headers=headers)


def files_of(folder: Path, weights: bytes = b"") -> dict[str, bytes]:
    """The catalog's files by name, and what carts have learnt about weights (empty: nothing yet)."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name.endswith(ENDINGS))
    learnt = {NAME: weights} if weights else {}
    return {path.name: path.read_bytes() for path in paths} | learnt


def digest(files: Mapping[str, bytes]) -> str:
    """Changes when a file does: a SHA-256 over names and contents, as hex."""
    total = hashlib.sha256()
    for name, data in files.items():
        total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return total.hexdigest()


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip, without dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
