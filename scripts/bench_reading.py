#!/usr/bin/env python3
"""Reads photographs with each engine, their union and the ladder, in one run: bench_reading.py [FOLDER].

FOLDER holds index.csv (file, expected_text, expected_format) and score.py, which says what counts as right. Each
reader's share of pictures read, its misread pictures and its processor time on one thread stand in one table; then
what each pass of the ladder adds. Then the retail ones are held for eight frames before the live rule, alone and beside
another code, and one line says it all. --every N takes each Nth photograph.

--altered reads each photograph again smaller, blurred, brighter, darker with noise, turned, smeared and mirrored.
--hard takes the hard kinds of films, too.
--films N plays N drawn films through reader and evidence, from seed --first on, and names those that went wrong.
--frames N sends N small frames through the decoder process and tells its memory at ten points.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import csv
import importlib.util
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import zxingcpp
from reading_held import BESIDE, held, idle_ms

from cart.codes.sighting import Sighting
from cart.codes.weights import ENOUGH_DB, LIKELY_DB
from drivers.commands import pictures
from drivers.decoding.engines import DATAMATRIX, LINEAR, QR, zbar, zxing
from drivers.decoding.films import HARD, KINDS, Film
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.judge import watched
from drivers.decoding.ladder import RUNGS, Ladder, Pass, believed
from drivers.decoding.process import Decoder
from drivers.decoding.warmup import ean13
from drivers.ports import Frame, Grey

Read = Callable[[Grey], Sequence[Sighting]]
NOISE = np.random.default_rng(1)
STRICT = "ladder, strict (all that would be sold)"
LADDER = f"ladder up to {RUNGS[-1].__name__}"
F = zxingcpp.BarcodeFormat
SHOP = zxingcpp.BarcodeFormats([*LINEAR, *QR, *DATAMATRIX])
NAMES = {
    F.EAN13: "EAN13",
    F.EAN8: "EAN8",
    F.UPCA: "UPCA",
    F.UPCE: "UPCE",
    F.DataBar: "DATABAR",
    F.DataBarExp: "DATABAR_EXP",
    F.QRCode: "QRCODE",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--altered", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--films", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--frames", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.folder:
        photographs(arguments.folder, arguments.altered, arguments.every)
    if arguments.films:
        films(range(arguments.first, arguments.first + arguments.films), KINDS + HARD if arguments.hard else KINDS)
    if arguments.frames:
        memory(arguments.frames)


def photographs(folder: Path, altered: bool, every: int) -> None:
    score = load_score(folder / "score.py")
    rows = list(csv.DictReader((folder / "index.csv").open(encoding="utf-8")))[::every]
    loaded = [(pictures.load(folder / row["file"]), wanted(row, score), row["expected_format"]) for row in rows]
    shown = [(grey, right) for grey, right, _ in loaded if grey is not None]
    print(f"{'reader':44}{'read':>6}{'%':>7}{'misread':>9}{'no code':>9}{'ms mean':>9}")
    told = {}
    for name, read in (alterations() if altered else readers()).items():
        told[name] = score_of(read, shown, score)
        print(f"{name:44}{told[name]}", flush=True)
    if not altered:
        retail = [(grey, right) for grey, right, form in loaded if grey is not None and form in score.RETAIL]
        all_in_one(told, retail, [grey for grey, _ in shown])


def all_in_one(told: dict[str, "Score"], retail: list[tuple[Grey, set[str]]], shown: list[Grey]) -> None:
    """The held photographs, the idle frames, and the one line."""
    live = {name: held(retail, label) for name, label in BESIDE.items()}
    for name, one in live.items():
        print(f"held for 8 frames, {name:28}{one.right:6} of {one.shown}, wrong {one.wrong}", flush=True)
    print(f"an idle frame of 1280 x 720: {idle_ms():.2f} ms")
    alone, qr, ean = (live[name].right for name in BESIDE)
    plain, strict = told[LADDER], told[STRICT]
    print(
        f"reading: read {plain.percent:.1f} %, strict {strict.percent:.1f} % wrong {strict.wrong + strict.invented}, "
        f"misread {plain.wrong + plain.invented}, "
        f"beside QR {100 * qr / alone:.1f} %, beside EAN {100 * ean / alone:.1f} % "
        f"wrong {sum(one.wrong for one in live.values())}, time {side_by_side(shown):.2f} x zxing-cpp"
    )


def side_by_side(shown: list[Grey]) -> float:
    """The ladder's processor time in zxing-cpp's, picture by picture in turn: what else the computer does hits both."""
    reads, spent = (by_zxing, climbing(LIKELY_DB, RUNGS)), [0.0, 0.0]
    for grey in shown:
        for place, read in enumerate(reads):
            began = time.process_time()
            read(grey)
            spent[place] += time.process_time() - began
    return spent[1] / spent[0]


def load_score(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is missing: name the folder of photographs.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wanted(row: dict[str, str], score: ModuleType) -> set[str]:
    form = row["expected_format"]
    shown = row["expected_text"].split("|") if form in score.RETAIL else [row["expected_text"]]
    return {score.canonical(text, form) for text in shown} if form != "NONE" else set()


def readers() -> dict[str, Read]:
    detector = cv2.barcode.BarcodeDetector()
    table: dict[str, Read] = {
        "pyzbar on grey (linear)": zbar,
        "zxing-cpp": by_zxing,
        "OpenCV's barcode detector": lambda grey: by_opencv(detector, grey),
        "pyzbar, then zxing-cpp": lambda grey: zbar(grey) or zxing(grey),
    }
    for last in range(1, len(RUNGS) + 1):
        table[f"ladder up to {RUNGS[last - 1].__name__}"] = climbing(LIKELY_DB, RUNGS[:last])
    table[STRICT] = climbing(ENOUGH_DB, RUNGS)
    return table


def by_zxing(grey: Grey) -> list[Sighting]:
    """As it comes, with a shop's formats."""
    found = zxingcpp.read_barcodes(grey, formats=SHOP)
    return [Sighting(one.text, NAMES.get(one.format, "CODE128"), "zxing") for one in found if one.text]


def alterations() -> dict[str, Read]:
    ways: dict[str, Callable[[Grey], object]] = {
        "0.65 as large": lambda grey: cv2.resize(grey, None, fx=0.65, fy=0.65, interpolation=cv2.INTER_AREA),
        "blurred by 1/400": lambda grey: cv2.GaussianBlur(grey, (0, 0), max(grey.shape) / 400),
        "1.6 as bright": lambda grey: np.clip(grey * 1.6, 0, 255),
        "0.2 as bright, noisy": lambda grey: np.clip(grey * 0.2 + NOISE.normal(0, 3, grey.shape), 0, 255),
        "turned by 23 degrees": turned,
        "smeared by 1/110": lambda grey: cv2.blur(grey, (max(3, max(grey.shape) // 110), 1)),
        "mirrored": lambda grey: grey[:, ::-1],
    }
    strict = climbing(ENOUGH_DB, RUNGS)
    return {f"strict, {name}": reading(strict, way) for name, way in ways.items()}


def reading(read: Read, way: Callable[[Grey], object]) -> Read:
    return lambda grey: read(np.ascontiguousarray(way(grey), np.uint8))


def turned(grey: Grey) -> object:
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 23, 1)
    return cv2.warpAffine(grey, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)


def climbing(least_db: float, rungs: tuple[Pass, ...]) -> Read:
    ladder = Ladder(least_db, rungs=rungs)
    return lambda grey: believed(ladder.read(Frame(0.0, grey)).sightings, least_db)


def by_opencv(detector: cv2.barcode.BarcodeDetector, grey: Grey) -> list[Sighting]:
    _, texts, kinds, _ = detector.detectAndDecodeWithType(grey)
    named = {"EAN_13": "EAN13", "EAN_8": "EAN8", "UPC_A": "UPCA", "UPC_E": "UPCE"}
    pairs = zip(texts or (), kinds or (), strict=True)
    return [Sighting(text, named[kind], "zbar") for text, kind in pairs if text and kind in named]


@dataclass(frozen=True)
class Score:
    """Of `coded` pictures, how many were `right`, and how many `wrong`; `invented`: codes where there is none."""

    coded: int
    right: int
    wrong: int
    invented: int
    ms: float

    @property
    def percent(self) -> float:
        return 100 * self.right / self.coded

    def __str__(self) -> str:
        return f"{self.right:6}{self.percent:7.1f}{self.wrong:9}{self.invented:9}{self.ms:9.1f}"


def score_of(read: Read, shown: list[tuple[Grey, set[str]]], score: ModuleType) -> Score:
    right = wrong = invented = 0
    began = time.process_time()
    found = [read(grey) for grey, _ in shown]
    ms = 1000 * (time.process_time() - began) / len(shown)
    for sightings, (_, texts) in zip(found, shown, strict=True):
        seen = {score.canonical(one.text, one.symbology) for one in sightings}
        right += bool(seen & texts)
        wrong += bool(texts and seen - texts)
        invented += bool(seen and not texts)
    return Score(sum(bool(texts) for _, texts in shown), right, wrong, invented, ms)


def films(seeds: range, kinds: Sequence[str]) -> None:
    decoder, began = InlineDecoder(), time.process_time()
    shown = soon = wrong = 0
    for seed in seeds:
        verdict = watched(Film(seed, kinds), decoder)
        shown, soon, wrong = shown + verdict.shown, soon + verdict.soon, wrong + verdict.wrong
        if verdict.wrong or verdict.soon < verdict.shown:
            print(f"film {seed} ({Film(seed, kinds).kind}): {verdict}", flush=True)
    a_minute = 60 * len(seeds) / (time.process_time() - began)
    print(
        f"{len(seeds)} films from {seeds.start} on: {shown} products, {soon} believed within 0.5 s, {wrong} wrong; ",
        end="",
    )
    print(f"{a_minute:.0f} films a minute of processor time")


def memory(frames: int) -> None:
    kinds = (
        ean13("590123412345", 2),
        np.full((200, 300), 90, np.uint8),
        np.tile(np.arange(240, dtype=np.uint8), (90, 1)),
    )
    with Decoder() as decoder:
        for at in range(1, frames + 1):
            decoder.submit(Frame(float(at), kinds[at % len(kinds)]))
            decoder.poll(30.0)
            if at % max(1, frames // 10) == 0:
                print(f"after {at} frames: {resident_kib(decoder.pid)} KiB, {decoder.restarts} restarts", flush=True)


def resident_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmRSS"))


if __name__ == "__main__":
    main()
