"""Measures the step detector beside two references on the recordings, and prints cart/weighing/README.md's tables.

python scripts/bench_weighing.py [--data ../shared/data/weighing] [--jobs 1] [--sources 80 10 12 grams]

80 and 10: as recorded. 12: of 80 a second those samples that a reader who takes 12 a second gets, not averaged, as the
kernel's driver gives them. grams: 10 a second, whole grams, as a trade scale prints them.
"""

import argparse
import importlib.util
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
DETECTORS = {
    "this": "cart.weighing.steps:StepDetector",
    "with tilt": "cart.weighing.steps:TiltStepDetector",
    "stable window": "baselines:StableWindow",
    "hobby": "baselines:Hobby",
}
QUIET = ("bump", "roll_only", "ramp")
Figures = dict[str, Any]
Trials = list[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "weighing")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--sources", nargs="*", choices=["80", "10", "12", "grams"], default=["80", "10", "12", "grams"]
    )
    args = parser.parse_args()
    if not (args.data / "score.py").is_file():
        sys.exit(f"{args.data} holds no recordings. Say --data FOLDER.")
    sys.path[:0] = [str(ROOT), str(args.data)]
    score = _load(args.data / "score.py")
    if "80" in args.sources:
        _print_80(score, args)
    slow = [source for source in args.sources if source != "80"]
    if slow:
        _print_slow(score, args, slow)


def _print_80(score: ModuleType, args: argparse.Namespace) -> None:
    found = {name: _measure(score, spec, args) for name, spec in DETECTORS.items()}
    print("| 40 kg cell, 80 samples/s | " + " | ".join(DETECTORS) + " |\n|---|" + "--:|" * len(DETECTORS))
    for words, figure in LINES.items():
        print(f"| {words} | " + " | ".join(figure(*found[name]) for name in DETECTORS) + " |", flush=True)


def _print_slow(score: ModuleType, args: argparse.Namespace, sources: list[str]) -> None:
    """One table for the sources that cannot see a basket ring: this, and both references in brackets."""
    columns = {source: [_slow(score, args, source, spec) for spec in SLOW] for source in sources}
    print("| 40 kg cell: this (stable window, hobby) | " + " | ".join(NAMES[source] for source in sources) + " |")
    print("|---|" + "--:|" * len(sources))
    for words, figure in SLOW_LINES.items():
        cells = [[figure(found) for found in columns[source]] for source in sources]
        print(f"| {words} | " + " | ".join(f"{this} ({', '.join(others)})" for this, *others in cells) + " |")


def _slow(score: ModuleType, args: argparse.Namespace, source: str, spec: str) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        data = args.data if source == "10" else _resampled(args.data, Path(folder), SOURCES[source])
        rate = 12 if source == "12" else 10
        figures, _ = score.evaluate(spec, data=str(data), rate=rate, jobs=args.jobs, quiet=True, presets=["sp40"])
        return dict(figures)


def _resampled(data: Path, folder: Path, how: Callable[[Any, Figures], Figures]) -> Path:
    """The recordings as another source would have given them."""
    (folder / "traces").mkdir()
    for name in ("index.json", "catalog.json"):
        shutil.copy(data / name, folder)
    for path in (data / "traces").glob("*.npz"):
        with np.load(path) as file:
            kept = {key: file[key] for key in ("t_aux", "acc_z", "pitch")}
            meta = json.loads(str(file["meta"]))
            changed = how(file, meta)
            np.savez(folder / "traces" / path.name, meta=json.dumps(meta), **kept, **changed)
    return folder


def _twelve(file: Any, _meta: Figures) -> Figures:
    t, words = file["t80"], file["raw80"]
    chosen = np.unique(np.clip(np.searchsorted(t, np.arange(t[0], t[-1], 1 / 12)), 0, len(t) - 1))
    return {"t12": t[chosen], "raw12": words[chosen]}


def _grams(file: Any, meta: Figures) -> Figures:
    words = np.round((file["raw10"] - meta["tare_raw"]) / meta["counts_per_gram"]).astype(int)
    meta |= {"counts_per_gram": 1.0, "tare_raw": 0}
    return {"t10": file["t10"], "raw10": words}


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def _measure(score: ModuleType, spec: str, args: argparse.Namespace) -> tuple[Figures, Trials, Figures]:
    figures, trials = score.evaluate(spec, data=str(args.data), jobs=args.jobs, quiet=True, presets=["sp40"])
    for trial in (trial for trial in trials if trial["family"] == "long"):
        trial["own"] = _cells_own(args.data / "traces" / f"{trial['name']}.npz")
    bridges, _ = score.evaluate(spec, data=str(args.data), jobs=args.jobs, quiet=True, presets=["hb50x4"])
    return figures, trials, bridges


def _false_an_hour(trials: Trials, families: tuple[str, ...]) -> str:
    some = [trial for trial in trials if trial["family"] in families]
    return f"{3600 * sum(len(trial['false']) for trial in some) / sum(trial['dur'] for trial in some):.1f}"


def _rolling(trials: Trials) -> str:
    rows = [row for trial in trials if trial["family"] == "put_rolling" for row in trial["rows"]]
    late = [row["lat"] for row in rows if row["roll"] and abs(row.get("err", 99.0)) <= 5.0]
    return f"{statistics.median(late):.1f} s ({len(late)} of {len(rows)})" if late else "never"


def _total(trials: Trials) -> str:
    """The total's error beyond what the cell itself reads wrong, which no detector can know."""
    off = [abs(trial["sum_err"] - trial["own"]) for trial in trials if trial["family"] == "long"]
    return f"{statistics.median(off):.1f} g"


def _cells_own(recording: Path) -> float:
    """Span error, non-linearity (a parabola over the range) and hysteresis (play) at the trip's end, grams."""
    with np.load(recording) as file:
        meta = json.loads(str(file["meta"]))
    rig, load, play = meta["rig"], 0.0, [0.0 for _ in meta["rig"]["hyst"]]
    for change in meta["truth"]:
        load += change["g"]
        play = [min(max(held, load - slack), load + slack) for held, (_, slack) in zip(play, rig["hyst"], strict=True)]
    bend = 4.0 * rig["nl"] * load * (1.0 - load / rig["fs_g"])
    return bend - rig["cal_err"] * load + sum(part * held for (part, _), held in zip(rig["hyst"], play, strict=True))


def _bad(trials: Trials) -> str:
    some = [trial for trial in trials if trial["family"] == "bad_reads"]
    lost = sum("err" not in row for trial in some for row in trial["rows"])
    return f"{lost}, {sum(len(trial['false']) for trial in some)}"


LINES: dict[str, Callable[[Figures, Trials, Figures], str]] = {
    "recall, weight right in time (half bridges)": lambda f, _, b: (
        f"{f['SHORT']['recall']:.3f} ({b['SHORT']['recall']:.3f})"
    ),
    "recall on 45-minute trips": lambda f, _, __: f"{f['LONG']['recall']:.3f}",
    "right within 1 s of release": lambda f, _, __: f"{f['SHORT']['r1']:.3f}",
    "time to the right weight, median / 95th": lambda f, _, __: (
        f"{f['SHORT']['lat50']:.2f} / {f['SHORT']['lat95']:.2f} s"
    ),
    "false changes an hour: 45-minute trips": lambda _, t, __: _false_an_hour(t, ("long",)),
    "false changes an hour: hands (half bridges)": lambda _, t, b: (
        f"{_false_an_hour(t, ('hand_rest',))} ({b['hand_rest']['false_h']:.1f})"
    ),
    "false changes an hour: bumps, rolling, ramps": lambda _, t, __: _false_an_hour(t, QUIET),
    "error, median / 95th": lambda f, _, __: f"{f['SHORT']['err50']:.2f} / {f['SHORT']['err95']:.1f} g",
    "things 0.75-1.8 s apart, recall": lambda f, _, __: f"{f['fast_seq']['recall']:.3f}",
    "put in while rolling: right to 5 g, median": lambda _, t, __: _rolling(t),
    "right packs (100 g and more) refused": lambda f, _, __: f"{100 * f['verify_100g']['fr']:.2f} %",
    "wrong packs accepted, 1.10 times": lambda f, _, __: f"{100 * f['verify_100g']['fa'][1.1]:.2f} %",
    "45-minute total off, median": lambda f, _, __: f"{f['LONG']['trip_err']:.1f} g",
    "the same, beyond the cell's own error": lambda _, t, __: _total(t),
    "corrupt words and gaps: lost, false": lambda _, t, __: _bad(t),
    "cost of a sample, mean": lambda f, _, __: f"{f['SHORT']['cpu_us']:.0f} us",
}

SOURCES = {"12": _twelve, "grams": _grams}
NAMES = {"10": "10 samples/s", "12": "12 samples/s", "grams": "whole grams, 10/s"}
SLOW = ("cart.weighing.steps:StepDetector", "baselines:StableWindow", "baselines:Hobby")
SLOW_LINES: dict[str, Callable[[Figures], str]] = {
    "recall, short families": lambda f: f"{f['SHORT']['recall']:.3f}",
    "recall, 45-minute trips": lambda f: f"{f['LONG']['recall']:.3f}",
    "right within 1 s": lambda f: f"{f['SHORT']['r1']:.3f}",
    "time to the right weight, median / 95th": lambda f: f"{f['SHORT']['lat50']:.2f} / {f['SHORT']['lat95']:.2f} s",
    "false changes an hour, short / 45-minute trips": lambda f: (
        f"{f['SHORT']['false_h']:.1f} / {f['LONG']['false_h']:.1f}"
    ),
    "error, median / 95th": lambda f: f"{f['SHORT']['err50']:.2f} / {f['SHORT']['err95']:.1f} g",
    "things 0.75-1.8 s apart, recall": lambda f: f"{f['fast_seq']['recall']:.3f}",
    "45-minute total off, median": lambda f: f"{f['LONG']['trip_err']:.1f} g",
    "right packs (100 g and more) refused": lambda f: f"{100 * f['verify_100g']['fr']:.1f} %",
}


if __name__ == "__main__":
    main()
