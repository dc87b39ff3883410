#!/usr/bin/env python3
"""Fits what naming takes from counts, on the validation part of the pictures only: naming_fit.py FOLDER [--nets NETS].

FOLDER holds index.csv, masses.csv, pictures and score.py. Tasks are built as the score builds them (--split val), with
other draws of what is taught, some with one picture or five, some with 1,000 distractors. NETS holds FOLD.onnx for each
fold of naming_folds.py, made without its products by scripts/naming_train: asked is then about those products alone,
for what a net has seen flatters. Without NETS the net in assets is asked about all. Printed are the constants that make
what went in likeliest, the line that takes what was said to what was counted, and what each threshold for "sure" would
have meant there. --keep NPZ keeps the looks.
"""

import argparse
import csv
import math
from pathlib import Path
from types import ModuleType, SimpleNamespace

import cv2
import numpy as np
from bench_naming import score_of
from naming_folds import FOLDS
from scipy.optimize import minimize

from cart.naming import evidence as rules
from cart.naming.evidence import Evidence, Gain
from cart.naming.kin import Kin
from cart.naming.weight import Mass
from drivers.naming.look import Look, look
from drivers.naming.net import LENGTH, WEIGHTS, Net
from drivers.naming.taught import Taught

START = (8.0, 20.0, 2.0, 0.77, 0.5, 0.6, 0.4)
NAMES = ("APART", "ALIKE", "EVEN", "USUAL", "DOUBT", "BY_NAME", "BY_MASS")
TASKS = ({"taught": 3}, {"taught": 1}, {"taught": 3, "distractors": 1000}, {"taught": 5})
"""What the draws are like, in turn."""


class Looks:
    """The look at each picture file, made once."""

    def __init__(self, weights: Path, keep: Path | None) -> None:
        cv2.setNumThreads(1)
        self._net, self._keep = Net(weights), keep and keep.with_stem(f"{keep.stem}-{weights.stem}")
        keep = self._keep
        self._known: dict[str, np.ndarray] = dict(np.load(keep)) if keep and keep.exists() else {}

    def __call__(self, file: str) -> Look:
        key = Path(file).name
        if key not in self._known:
            seen = look(self._net, cv2.imread(file))
            self._known[key] = np.concatenate([seen.shape, seen.whole])
        return Look(self._known[key][:LENGTH], self._known[key][LENGTH:])

    def save(self) -> None:
        if self._keep:
            np.savez(self._keep, **self._known)


class Draw:
    """One task: of each query what was measured, and what went in (`truth`: a place in the list; the last is none)."""

    def __init__(self, score: ModuleType, args: SimpleNamespace, looks: Looks, held: set[str]) -> None:
        """`held`: only these products are asked about; none are all."""
        task, truth = score.build(args)
        goods = [
            rules.Good(p["id"], p["name"], Mass(p["mass_g"], p["spread_g"], p["kind"] == "produce"), bool(p["taught"]))
            for p in task["products"]
        ]
        queries = [q for q in task["queries"] if not held or truth[q["id"]] in held]
        shown = {p["id"]: [looks(file) for file in p["taught"]] for p in task["products"]}
        told, evidence = Taught.of(shown), Evidence(goods)
        taught = [(g.name, g.mass) for g in goods if g.taught]
        kin, every = Kin([(g.name, g.mass) for g in goods if not g.taught], taught), np.arange(len(taught))
        self.by_name, self.by_mass = kin._by_name(every), kin._by_mass(every)
        self.count, order = len(taught), {id: n for n, id in enumerate(evidence.taught)}
        self.others = np.array([len(shown[id]) - 1 for id in told.products])
        self.pairs = np.array([alike_in_pairs(shown[id]) for id in told.products])
        seen = [told.measured([looks(file) for file in query["pictures"]]) for query in queries]
        self.apart, self.alike = np.array([one for one, _ in seen]), np.array([two for _, two in seen])
        gains = [Gain(q["grams"], q["sigma_g"], q["basket"]) for q in queries]
        self.other = np.array([evidence.but_picture(gain) for gain in gains])
        self.truth = np.array([order.get(truth[q["id"]], -1) for q in queries])

    def chances(self, fitted: np.ndarray) -> np.ndarray:
        """Of each query the chance of each taught product, and of none of them."""
        apart, alike, even, usual, doubt, by_name, by_mass = fitted
        own = (self.pairs * self.others + abs(doubt) * usual) / (self.others + abs(doubt))
        picture = apart * self.apart + alike * (self.alike - own) + even
        likeness = -np.expm1(-(np.maximum(by_name, 0) * self.by_name + np.maximum(by_mass, 0) * self.by_mass))
        leaning = np.stack([rules.leaning(likeness[:, one.argmax()] * (one.max() > 0)) for one in picture])
        others = np.stack([(likeness * np.maximum(one, 0)).max(axis=1, initial=0) for one in picture]) + leaning
        z = np.hstack([picture, others, np.zeros((len(picture), 1))]) + self.other
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        return np.hstack([p[:, : self.count], p[:, self.count :].sum(axis=1, keepdims=True)])


def alike_in_pairs(looks: list[Look]) -> float:
    """The mean likeness of two of these; 0 where there are no two."""
    pairs = [float(one.shape @ two.shape) for n, one in enumerate(looks) for two in looks[:n]]
    return sum(pairs) / max(len(pairs), 1)


def surprise(fitted: np.ndarray, draws: list[Draw]) -> float:
    """The mean of −log of the chance that was given to what went in."""
    given = [draw.chances(fitted)[np.arange(len(draw.truth)), draw.truth] for draw in draws]
    return float(-np.log(np.concatenate(given) + 1e-9).mean())


def said_and_counted(fitted: np.ndarray, draws: list[Draw]) -> tuple[float, float]:
    """Slope and offset of the line through decibans that makes the six candidates of each query likeliest (Platt)."""
    said, hit = [], []
    for draw in draws:
        p = draw.chances(fitted)[:, : draw.count]
        best = np.argsort(-p, axis=1)[:, : rules.MOST]
        said.append(np.take_along_axis(p, best, 1).ravel())
        hit.append((best == draw.truth[:, None]).ravel())
    p, right = np.clip(np.concatenate(said), 1e-12, 1 - 1e-12), np.concatenate(hit)
    odds = np.clip(np.log(p / (1 - p)), -9, 9)

    def loss(line: np.ndarray) -> float:
        z = line[0] * odds + line[1]
        return float(np.mean(np.logaddexp(0, z) - right * z))

    slope, offset = minimize(loss, np.array([1.0, 0.0])).x
    return float(slope), float(offset * 10 / math.log(10))


def thresholds(fitted: np.ndarray, draws: list[Draw]) -> None:
    """What showing the first alone from each probability on would have meant."""
    top, right, known = [], [], []
    for draw in draws:
        p = draw.chances(fitted)[:, : draw.count]
        top.append(p.max(axis=1))
        right.append(p.argmax(axis=1) == draw.truth)
        known.append(draw.truth >= 0)
    top, right, known = np.concatenate(top), np.concatenate(right), np.concatenate(known)
    print("from p   shown %   of which right %   untaught shown %")
    for least in (0.8, 0.9, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985, 0.99, 0.995):
        shown = top >= least
        taught = shown & known
        print(
            f"{least:6.3f} {100 * taught.sum() / known.sum():9.1f} {100 * right[taught].mean():18.2f} "
            f"{100 * (shown & ~known).sum() / (~known).sum():18.2f}"
        )


def held_by(folder: Path, nets: Path | None) -> dict[Path, set[str]]:
    """Each net's file, and the products that it is asked about."""
    if not nets:
        return {WEIGHTS: set()}
    with (folder / "index.csv").open(newline="") as file:
        family = {row["product"]: row["coarse"] for row in csv.DictReader(file)}
    return {nets / f"{fold}.onnx": {id for id, one in family.items() if one in FOLDS[fold]} for fold in FOLDS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--draws", type=int, default=16)
    parser.add_argument("--nets", type=Path)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    score, draws = score_of(args.folder), []
    usual = {"data": [str(args.folder)], "split": "val", "where": [], "limit": 0, "pictures": 1, "distractors": 0,
             "untaught": 0.2, "masses": "hard"}  # fmt: skip
    for net, held in held_by(args.folder, args.nets).items():
        looks = Looks(net, args.keep)
        for n in range(args.draws):
            asked = SimpleNamespace(seed=100 + n, **(usual | TASKS[n % len(TASKS)]))
            draws.append(Draw(score, asked, looks, held))
        looks.save()
    found = minimize(surprise, np.array(START), args=(draws,), method="L-BFGS-B")
    print(f"{sum(len(draw.truth) for draw in draws)} queries of {len(draws)} draws; surprise {found.fun:.4f}")
    print(", ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, found.x, strict=True)))
    print("SLOPE {:.2f}, OFFSET_DB {:.1f}".format(*said_and_counted(found.x, draws)))
    thresholds(found.x, draws)


if __name__ == "__main__":
    main()
