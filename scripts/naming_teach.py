#!/usr/bin/env python3
"""Teaches a store's drawn goods: naming_teach.py FOLDER [--views 4]. Writes FOLDER/taught.npz.

FOLDER holds catalog.csv and the pictures that it names. Each product goes into the simulated basket so many times, lies
somewhere else and turned otherwise each time, and is cut out and looked at as the cart would. To be run again whenever
the net (assets/naming) or a picture changes.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2

from cart.catalog import demo
from drivers.commands.teaching import save
from drivers.naming import taughtfile
from drivers.naming.look import Look, looks
from drivers.naming.net import Net
from drivers.naming.recall import small
from drivers.naming.region import cut_out
from drivers.naming.taught import Taught
from drivers.sim.basket import Laid
from drivers.sim.camera import Painter, Scene
from drivers.sim.physics import Span

SIZES = ((1280, 720), (640, 480))
FIRST_SEED = 1_000
"""The baskets that teach are not those that the demo and the tests look into."""
GROUNDS = 4


def views(net: Net, picture: Path, count: int) -> Iterator[Look]:
    """Looks at a picture that was put in so many times; where nothing was found, there is none."""
    for number in range(count):
        painter = PAINTERS[number % len(PAINTERS)]
        laid = (Laid(f"taught-{number}", str(picture), Span(0.0)),)
        full = small(painter.colour(Scene(10.0 + number, None, laid), ZOOM))
        yield from looks(net, cut_out([EMPTY[number % len(EMPTY)]], [full]))


PAINTERS = [Painter(FIRST_SEED + n, *SIZES[n % len(SIZES)]) for n in range(GROUNDS)]
ZOOM = 2.2
EMPTY = [small(painter.colour(Scene(10.0), ZOOM)) for painter in PAINTERS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--views", type=int, default=4)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    net, known = Net(), {}
    for product in demo.load(args.folder).products():
        if product.picture and product.weighed_in_basket:
            known[product.id] = list(views(net, args.folder / "pictures" / product.picture, args.views))
            print(f"{product.name}: {len(known[product.id])} looks", flush=True)
    path = args.folder / taughtfile.NAME
    save(Taught.of(known), path)
    print(f"{path}: {len(known)} products, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
