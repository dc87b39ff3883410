"""A picture of a recording: counts, levels and changes. Needs the extra `plot` (matplotlib)."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib

from cart.errors import BadInput
from cart.weighing.change import WeightChange

matplotlib.use("Agg")
from matplotlib import pyplot
from matplotlib.figure import Figure


def save(
    path: Path, t: Sequence[float], grams: Sequence[float], levels: Sequence[float], changes: Sequence[WeightChange]
) -> None:
    """Draws into a file. Raises BadInput where it cannot be written."""
    try:
        draw(t, grams, levels, changes).savefig(path)
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be written ({error}). Name a .png file in a folder that exists.") from error


def draw(
    t: Sequence[float], grams: Sequence[float], levels: Sequence[float], changes: Sequence[WeightChange]
) -> Figure:
    """Counts (as grams) and levels over the seconds `t`, and a mark at each change."""
    figure, axes = pyplot.subplots(figsize=(14, 6), layout="constrained")
    axes.plot(t, grams, lw=0.5, color="0.6", label="counts, as grams")
    axes.plot(t, levels, lw=1.2, color="tab:blue", label="level")
    low, high = min(levels, default=0.0), max(levels, default=1.0)
    axes.set_ylim(low - 0.2 * (high - low) - 10.0, high + 0.2 * (high - low) + 10.0)
    for change in changes:
        axes.axvline(change.at, color="tab:green" if change.grams > 0 else "tab:red", lw=0.8)
        axes.annotate(f"{change.grams:+.1f} g", (change.at, high), rotation=60, fontsize=7)
    axes.set(xlabel="s", ylabel="g")
    axes.legend(loc="lower right")
    return figure
