"""Measures the step detector beside two references on the recordings, and prints cart/weighing/README.md's table.

python scripts/bench_weighing.py [--data ../shared/data/weighing] [--jobs 1]
"""

import argparse
import importlib.util
import json
import statistics
import sys
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
    args = parser.parse_args()
    if not (args.data / "score.py").is_file():
        sys.exit(f"{args.data} holds no recordings. Say --data FOLDER.")
    sys.path[:0] = [str(ROOT), str(args.data)]
    score = _load(args.data / "score.py")
    found = {name: _measure(score, spec, args) for name, spec in DETECTORS.items()}
    print("| 40 kg cell, 80 samples/s | " + " | ".join(DETECTORS) + " |\n|---|" + "--:|" * len(DETECTORS))
    for words, figure in LINES.items():
        print(f"| {words} | " + " | ".join(figure(*found[name]) for name in DETECTORS) + " |")


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


if __name__ == "__main__":
    main()
