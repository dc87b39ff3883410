"""A cart whose store sends one catalog after the other, to be killed at any instant. It names each that it has."""

import sys
from pathlib import Path

from cart.sync.client import CatalogFiles
from ui.catalogs import Shelf, open_folder


def main(folder: Path, *catalogs: Path) -> None:
    shelf = Shelf(open_folder(folder), folder)
    while True:
        for catalog in catalogs:
            files = {path.name: path.read_bytes() for path in sorted(catalog.iterdir())}
            shelf.renew(CatalogFiles(catalog.name, files))
            print(catalog.name, flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
