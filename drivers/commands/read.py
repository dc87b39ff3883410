"""`dashcart read`: what the pictures show, one JSON object a line."""

import argparse
import json
import sys
import time
from pathlib import Path

from cart.codes.sighting import Sighting
from cart.codes.weights import ENOUGH_DB, LIKELY_DB
from drivers.decoding import pictures
from drivers.decoding.ladder import Ladder, believed
from drivers.ports import Frame


def main(argv: list[str]) -> int:
    """Reads the pictures named in `argv`; 1 where one could not be opened."""
    arguments = _parser().parse_args(argv)
    least_db = ENOUGH_DB if arguments.strict else LIKELY_DB
    ladder = Ladder(least_db)
    failed = 0
    for path in arguments.pictures:
        grey = pictures.load(path)
        if grey is None:
            print(f"{path} is no picture that can be read: name a PNG or JPEG file.", file=sys.stderr)
            failed = 1
            continue
        began = time.process_time()
        decoded = ladder.read(Frame(0.0, grey))
        answers = believed(decoded.sightings, least_db)
        print(_line(path, answers, 1000 * (time.process_time() - began)), flush=True)
    return failed


def _line(path: Path, sightings: list[Sighting], ms: float) -> str:
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
