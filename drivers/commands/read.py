"""`dashcart read`: what the pictures show, one JSON object a line."""

import argparse
import json
import sys
import time
from pathlib import Path

import cv2
import numpy as np

from cart.codes.sighting import Sighting
from drivers.decoding.ladder import Ladder
from drivers.ports import Frame, Grey


def main(argv: list[str]) -> int:
    """Reads the pictures named in `argv`; 1 where one could not be opened."""
    arguments = _parser().parse_args(argv)
    ladder = Ladder(every_pass=arguments.strict)
    failed = 0
    for path in arguments.pictures:
        grey = _grey(path)
        if grey is None:
            print(f"{path} is no picture that can be read: name a PNG or JPEG file.", file=sys.stderr)
            failed = 1
            continue
        began = time.process_time()
        decoded = ladder.read(Frame(0.0, grey))
        print(_line(path, decoded.sightings, 1000 * (time.process_time() - began)), flush=True)
    return failed


def _grey(path: Path) -> Grey | None:
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    return None if picture is None else picture.astype(np.uint8, copy=False)


def _line(path: Path, sightings: tuple[Sighting, ...], ms: float) -> str:
    codes = {one.key: {"text": one.text, "format": one.symbology} for one in sightings}
    return json.dumps({"file": str(path), "codes": list(codes.values()), "ms": round(ms, 2)})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dashcart read",
        description="Reads the barcodes in pictures and writes one JSON object a line.",
        epilog="example: dashcart read shelf.jpg receipt.png",
    )
    parser.add_argument("pictures", nargs="*", type=Path, metavar="PICTURE")
    parser.add_argument("--strict", action="store_true", help="answer only what would be sold from that one picture")
    return parser
