#!/usr/bin/env python3
"""What each rung of the ladder and each constant of the template is good for: reading_ablation.py FOLDER.

--rungs reads each Nth photograph (--every) with the whole ladder and without one rung at a time: how many are read
and misread, all that would be sold of them, and the time. --constants lays the template over the crops of those
photographs, as they are and blurred, with one constant changed at a time: how many are read with a margin of CLEAR,
and the largest margin of a wrong number.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import csv
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
from bench_reading import climbing, load_score, score_of, wanted

from cart.codes.sighting import Sighting
from cart.codes.weights import ENOUGH_DB, LIKELY_DB
from drivers.commands import pictures
from drivers.decoding import align, crops, lay, localise, passes, template
from drivers.decoding.ladder import RUNGS
from drivers.ports import Grey

BLUR_PX = 3.2
"""Half a module, on most crops."""
CONSTANTS: Sequence[tuple[ModuleType, str, object]] = (
    (align, "LENSES", (0.45,)),
    (align, "FLOOR", 0.01**2),
    (align, "_STRETCHES", (1, 0, 0, 0, -1)),
    (lay, "_WIDTHS", (1.0,)),
    (lay, "_WIDTHS", (0.9, 0.967, 1.033, 1.1)),
    (lay, "_BENT", 1.0),
    (lay, "_ASIDE", (0.0,)),
    (lay, "_POWERS", 3),
    (lay, "UNLIKE", 0.25),
    (lay, "UNLIKE", 0.4),
    (template, "_OPTICS", tuple((sigma, 0.0) for sigma, _ in template._OPTICS)),
    (template, "_OPTICS", tuple((0.5, growth) for _, growth in template._OPTICS)),
    (template, "_UNEVEN", 0.0),
    (template, "_AROUND", 1),
    (template, "_GROWTHS_TRIED", 1),
    (template, "_AGREEING", 9.0),
    (template, "_HOPELESS", 0.5),
    (template, "_LEAST_MISFIT", 0.05),
    (template, "CLEAR", 99.0),
    (passes, "_WORST_GUARDS", 99.0),
    (passes, "_WORST_MISFIT", 99.0),
)
"""Each constant, and another value of it: mostly one that takes away what it is for."""
DRAWN = ("LENSES", "_STRETCHES", "_OPTICS", "_POWERS")
"""Patterns are drawn with these."""
CACHES = (align._steps_of, template._through_lenses, template._swings, lay._smoothing)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=3)
    parser.add_argument("--rungs", action="store_true")
    parser.add_argument("--constants", action="store_true")
    arguments = parser.parse_args()
    score = load_score(arguments.folder / "score.py")
    rows = list(csv.DictReader((arguments.folder / "index.csv").open(encoding="utf-8")))[:: arguments.every]
    loaded = [(pictures.load(arguments.folder / row["file"]), wanted(row, score)) for row in rows]
    shown = [(grey, right) for grey, right in loaded if grey is not None]
    if arguments.rungs:
        rungs(shown, score)
    if arguments.constants:
        constants(shown, score)


def rungs(shown: list[tuple[Grey, set[str]]], score: ModuleType) -> None:
    print(f"{'without':20}{'read':>6}{'misread':>9}{'strict':>8}{'wrong':>7}{'ms':>7}")
    for left_out in (None, *RUNGS):
        kept = tuple(rung for rung in RUNGS if rung is not left_out)
        plain, strict = (score_of(climbing(enough, kept), shown, score) for enough in (LIKELY_DB, ENOUGH_DB))
        name = left_out.__name__ if left_out else "(none)"
        misread, wrong = (one.wrong + one.invented for one in (plain, strict))
        print(f"{name:20}{plain.right:6}{misread:9}{strict.right:8}{wrong:7}{plain.ms:7.1f}", flush=True)


def constants(shown: list[tuple[Grey, set[str]]], score: ModuleType) -> None:
    sharp = list(cut(shown))
    random = np.random.default_rng(1)
    soft = [(blurred(upright, random), right) for upright, right in sharp]
    print(f"{'constant':18}{'set to':30}{'read':>6}{'blurred':>9}{'worst wrong':>13}{'ms':>7}")
    template.prepare()
    told("(as it is)", "", sharp, soft, score)
    for module, name, value in CONSTANTS:
        holders = [one for one in (align, lay, template, passes) if getattr(one, name, None) is getattr(module, name)]
        before = getattr(module, name)
        change(holders, name, value)
        told(name, str(value)[:28], sharp, soft, score)
        change(holders, name, before)


def change(holders: list[ModuleType], name: str, value: object) -> None:
    for holder in holders:
        setattr(holder, name, value)
    if name in DRAWN:
        for cached in CACHES:
            cached.cache_clear()
        template.prepare()


def cut(shown: list[tuple[Grey, set[str]]]) -> Iterator[tuple[Grey, set[str]]]:
    return ((one.upright, right) for grey, right in shown for one in crops.likeliest(grey, localise.find(grey)))


def blurred(upright: Grey, random: np.random.Generator) -> Grey:
    soft = cv2.GaussianBlur(upright, (0, 0), BLUR_PX) + random.normal(0, 3, upright.shape)
    return np.clip(soft, 0, 255).astype(np.uint8)


def told(
    name: str, value: str, sharp: list[tuple[Grey, set[str]]], soft: list[tuple[Grey, set[str]]], score: ModuleType
) -> None:
    began = time.process_time()
    read = [[(one, right) for upright, right in some for one in likely(upright)] for some in (sharp, soft)]
    ms = 1000 * (time.process_time() - began) / (len(sharp) + len(soft))
    judged = [[(score.canonical(one.text, one.symbology) in right, one.margin or 0.0) for one, right in some]
              for some in read]  # fmt: skip
    counts = [sum(good and margin >= 4.0 for good, margin in some) for some in judged]
    worst = max((margin for some in judged for good, margin in some if not good), default=0.0)
    print(f"{name:18}{value:30}{counts[0]:6}{counts[1]:9}{worst:13.1f}{ms:7.1f}", flush=True)


def likely(upright: Grey) -> list[Sighting]:
    return passes._templates(upright)


if __name__ == "__main__":
    main()
