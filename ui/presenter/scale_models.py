"""What the calibration's screens paint: frozen dataclasses of strings, shares of a drawing, and acts."""

from dataclasses import dataclass

from ui.presenter.models import Bar, Way


@dataclass(frozen=True)
class Tray:
    """The basket from above, the handle below: where the weight goes ("" for nowhere) and what stands on it."""

    place: str
    weight: str
    handle: str


@dataclass(frozen=True)
class Live:
    """The scale now: its reading, and its sign: (icon, words, colour)."""

    label: str
    figure: str
    unit: str
    sign: tuple[str, str, str]


@dataclass(frozen=True)
class WeighModel:
    """One step of the calibration: what to do, a drawing of it, the scale now, and one large button.

    `share`: how far the walk is, 0 to 1; `note`: why the step was not taken, "" where nothing is to be said.
    """

    bar: Bar
    progress: str
    share: float
    title: str
    text: str
    note: str
    tray: Tray
    live: Live
    weigh: Way
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Mark:
    """One weighing in the plot: x and y in shares of it, its shape, and whether it lies within the band."""

    x: float
    y: float
    shape: str
    ok: bool


@dataclass(frozen=True)
class Plot:
    """What is left at each load. `band`: (x, half its height) of the tolerance, rising in x, held until the next x.

    `loads`: the words under the plot with their x; `top`, `bottom`: the words at its ends; `shapes`: the legend.
    """

    marks: tuple[Mark, ...]
    band: tuple[tuple[float, float], ...]
    loads: tuple[tuple[float, str], ...]
    top: str
    bottom: str
    shapes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VerdictModel:
    """What comes of a calibration. `kind`: "go" or "ask"; `rows`: names and figures."""

    bar: Bar
    kind: str
    title: str
    text: str
    plot: Plot
    rows: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
