"""Pictures of goods as carts fetch them: files of the folder `pictures` beside the catalog, or in the store's data."""

import base64
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Response
from fastapi import Path as InPath

from cart.store.asking import TheShop
from cart.store.refused import Refused
from cart.sync.pictures import FOLDER, MOST_BYTES, NAME, PURPOSE

router = APIRouter(prefix="/v1/pictures")
Name = Annotated[str, InPath(max_length=100)]
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/{name}", response_class=Response)
def picture(name: Name, shop: TheShop) -> Response:
    """A picture that the catalog names, for ever the same; DashCart-Signature is the store's over name and bytes."""
    data = find(name, (shop.settings.data, shop.settings.catalog, shop.releases.desk.standing))
    if data is None:
        raise Refused(404, "This store has no such picture.")
    signature = shop.key.sign(PURPOSE + name.encode() + b" " + data).signature
    told = {"DashCart-Signature": base64.b64encode(signature).decode()}
    return Response(data, media_type="application/octet-stream", headers=FOR_EVER | told)


def find(name: str, beside: Iterable[Path | None]) -> bytes | None:
    """The picture of this name, or None: a name that is a path, and a file beyond 1 MB, are none."""
    if not NAME.fullmatch(name):
        return None
    for folder in beside:
        path = folder / FOLDER / name if folder else None
        if path and path.is_file() and path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
    return None
