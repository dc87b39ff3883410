#!/usr/bin/env python3
"""Reads photographs with each engine, their union and the ladder, in one run: bench_reading.py FOLDER [--films N].

FOLDER holds index.csv (file, expected_text, expected_format) and score.py, which says what counts as right. Each
reader's share of pictures read, its misread pictures and its processor time on one thread stand in one table; then
what each pass of the ladder adds; then N films (0: none).
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import csv
import importlib.util
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import cv2

from cart.codes.sighting import Sighting
from cart.codes.weights import ENOUGH_DB, LIKELY_DB
from drivers.commands import pictures
from drivers.decoding.engines import zbar, zxing
from drivers.decoding.films import Film
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.judge import watched
from drivers.decoding.ladder import RUNGS, Ladder, Pass, believed
from drivers.ports import Frame, Grey

Read = Callable[[Grey], Sequence[Sighting]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--films", type=int, default=0)
    arguments = parser.parse_args()
    score = load_score(arguments.folder / "score.py")
    rows = list(csv.DictReader((arguments.folder / "index.csv").open(encoding="utf-8")))
    loaded = [(pictures.load(arguments.folder / row["file"]), wanted(row, score)) for row in rows]
    shown = [(grey, right) for grey, right in loaded if grey is not None]
    print(f"{'reader':44}{'read':>6}{'%':>7}{'misread':>9}{'no code':>9}{'ms mean':>9}")
    for name, read in readers().items():
        print(line(name, read, shown, score), flush=True)
    if arguments.films:
        films(arguments.films)


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
        "zxing-cpp": zxing,
        "OpenCV's barcode detector": lambda grey: by_opencv(detector, grey),
        "pyzbar, then zxing-cpp": lambda grey: zbar(grey) or zxing(grey),
    }
    for last in range(1, len(RUNGS) + 1):
        table[f"ladder up to {RUNGS[last - 1].__name__}"] = climbing(LIKELY_DB, RUNGS[:last])
    table["ladder, strict (all that would be sold)"] = climbing(ENOUGH_DB, RUNGS)
    return table


def climbing(least_db: float, rungs: tuple[Pass, ...]) -> Read:
    ladder = Ladder(least_db, rungs=rungs)
    return lambda grey: believed(ladder.read(Frame(0.0, grey)).sightings, least_db)


def by_opencv(detector: cv2.barcode.BarcodeDetector, grey: Grey) -> list[Sighting]:
    _, texts, kinds, _ = detector.detectAndDecodeWithType(grey)
    named = {"EAN_13": "EAN13", "EAN_8": "EAN8", "UPC_A": "UPCA", "UPC_E": "UPCE"}
    pairs = zip(texts or (), kinds or (), strict=True)
    return [Sighting(text, named[kind], "zbar") for text, kind in pairs if text and kind in named]


def line(name: str, read: Read, shown: list[tuple[Grey, set[str]]], score: ModuleType) -> str:
    right = wrong = invented = 0
    began = time.process_time()
    found = [read(grey) for grey, _ in shown]
    ms = 1000 * (time.process_time() - began) / len(shown)
    for sightings, (_, texts) in zip(found, shown, strict=True):
        seen = {score.canonical(one.text, one.symbology) for one in sightings}
        right += bool(seen & texts)
        wrong += bool(texts and seen - texts)
        invented += bool(seen and not texts)
    coded = sum(bool(texts) for _, texts in shown)
    return f"{name:44}{right:6}{100 * right / coded:7.1f}{wrong:9}{invented:9}{ms:9.1f}"


def films(count: int) -> None:
    decoder = InlineDecoder()
    verdicts = [watched(Film(seed), decoder) for seed in range(count)]
    shown, read, soon, wrong = (
        sum(getattr(one, name) for one in verdicts) for name in ("shown", "read", "soon", "wrong")
    )
    print(f"\n{count} films: {shown} products, {read} read, {soon} within 0.5 s, {wrong} wrong")


if __name__ == "__main__":
    main()
