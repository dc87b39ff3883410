"""Carts whose store sends one catalog after the other, to be killed at any instant. Each names what it has."""

from pathlib import Path

from cart.sync.client import CatalogFiles
from tests.crash.victims import fork_each
from ui.catalogs import Shelf, open_folder


def renew(folder: str, *catalogs: str) -> None:
    shelf = Shelf(open_folder(Path(folder)), Path(folder))
    while True:
        for catalog in map(Path, catalogs):
            files = {path.name: path.read_bytes() for path in sorted(catalog.iterdir())}
            shelf.renew(CatalogFiles(catalog.name, files))
            print(catalog.name, flush=True)


if __name__ == "__main__":
    fork_each(renew)
