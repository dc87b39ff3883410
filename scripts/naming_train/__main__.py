"""Trains the naming net: PYTHONPATH=scripts python -m naming_train FOLDER START.onnx OUT.onnx [--without FOLD].

Needs torch and onnx (pip install -e '.[train]'), and a GPU to be of use: five runs of 60 steps take 15 s on an H200 and
hours on a processor. FOLDER has index.csv and pictures; of its pictures only those of split `train` are looked at.
START: lite0.onnx. --without leaves out a fold of naming_folds.py, so that its products stay new to the net.
"""

import argparse
import csv
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import torch
from naming_folds import FOLDS
from torch.nn import functional

from naming_train.graph import Graph, mixed
from naming_train.run import Pictures, Recipe, clean, train

SHARE = 0.75
"""So much of the mean of all ends; the rest is the start."""
RUNS = (
    Recipe(),
    Recipe(),
    Recipe(rate=6e-4, cosface=0.5),
    Recipe(recoloured=10),
    Recipe(copy=1.0, near=0.0),
)
"""Each learns from what those before it found, where it copies."""
SIDE = 256


def read(folder: Path, without: str) -> tuple[np.ndarray, np.ndarray]:
    """The training pictures, uint8 RGB (n, 3, 256, 256), and the number of each one's product."""
    with (folder / "index.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "train"]
    rows = [row for row in rows if row["coarse"] not in FOLDS.get(without, ())]
    products = sorted({row["product"] for row in rows})
    pictures = [cv2.resize(cv2.imread(str(folder / row["file"])), (SIDE, SIDE))[..., ::-1] for row in rows]
    return np.stack(pictures).transpose(0, 3, 1, 2), np.array([products.index(row["product"]) for row in rows])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", choices=FOLDS, default="")
    parser.add_argument("--steps", type=int, default=60)
    args = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.backends.cudnn.benchmark = True
    shown, owner = read(args.folder, args.without)
    pictures = Pictures(torch.from_numpy(np.ascontiguousarray(shown)).to(device), owner)
    graph = Graph(args.start)
    start, ends, seen = graph.weights(device), [], []
    for seed, recipe in enumerate(RUNS):
        teacher = functional.normalize(torch.cat(seen, 1), dim=1) if seen else None
        end, loss = train(graph, start, pictures, replace(recipe, steps=args.steps, seed=seed), teacher)
        ends.append(end)
        seen.append(clean(graph, mixed([end], start, SHARE), pictures.shown))
        print(f"{recipe}: loss {loss:.2f}", flush=True)
    graph.save(mixed(ends, start, SHARE), args.out)


if __name__ == "__main__":
    main()
