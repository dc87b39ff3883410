"""`dashcart read`: what pictures or a camera show, one JSON object a line."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from cart.codes.evidence import Accepted
from cart.codes.sighting import Sighting
from cart.codes.weights import ENOUGH_DB, LIKELY_DB
from cart.errors import DeviceError
from drivers.commands import pictures
from drivers.commands.live import ScreenWindow, camera, watch
from drivers.decoding.ladder import Ladder, believed
from drivers.decoding.process import Decoder
from drivers.ports import Frame


def main(argv: list[str]) -> int:
    """Reads the pictures, or watches the camera, that `argv` names; 1 where something could not be opened."""
    arguments = _parser().parse_args(argv)
    if arguments.camera is not None:
        return _watch(arguments.camera)
    if not arguments.pictures:
        print("Name a picture, or --camera 0. See dashcart read --help.", file=sys.stderr)
        return 1
    least_db = ENOUGH_DB if arguments.strict else LIKELY_DB
    ladder = Ladder(least_db)
    done = [_read(path, ladder, least_db, arguments.annotate) for path in arguments.pictures]
    return 0 if all(done) else 1


def _read(path: Path, ladder: Ladder, least_db: float, annotate: Path | None) -> bool:
    grey = pictures.load(path)
    if grey is None:
        print(f"{path} is no picture that can be read: name a PNG or JPEG file.", file=sys.stderr)
        return False
    frame = Frame(0.0, grey)
    decoded = ladder.read(frame)
    answers = believed(decoded.sightings, least_db)
    print(_line(path, answers, decoded.cpu_ms), flush=True)
    if annotate is None:
        return True
    target = annotate / f"{path.stem}.png"
    if not (_made(annotate) and pictures.save(target, pictures.draw(frame, answers))):
        print(f"{target} cannot be written: name another folder.", file=sys.stderr)
        return False
    return True


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def _line(path: Path, sightings: Sequence[Sighting], ms: float) -> str:
    codes = [{"text": one.text, "format": one.symbology} for one in sightings]
    return json.dumps({"file": str(path), "codes": codes, "ms": round(ms, 2)})


def _watch(device: str) -> int:
    source = camera(device)
    try:
        with Decoder() as decoder:
            watch(source, decoder, ScreenWindow(), _say)
    except DeviceError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        source.close()
    return 0


def _say(accepted: Accepted) -> None:
    print(json.dumps({"text": accepted.text, "format": accepted.symbology, "at": round(accepted.at, 3)}), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dashcart read",
        description="Reads the barcodes in pictures, or live from a camera, and writes one JSON object a line.",
        epilog="example: dashcart read --annotate seen/ shelf.jpg receipt.png",
    )
    parser.add_argument("pictures", nargs="*", type=Path, metavar="PICTURE")
    parser.add_argument("--strict", action="store_true", help="answer only what would be sold from that one picture")
    parser.add_argument("--annotate", type=Path, metavar="DIR", help="write pictures with boxes and the winning pass")
    parser.add_argument("--camera", metavar="DEVICE", help="read live: a number (0) or a path (/dev/video0)")
    return parser
