"""What comes of a calibration, for staff: what is left at each load, drawn against what is allowed."""

from cart.weighing.bench import Accept, Leave, Standing
from cart.weighing.judgement import Fault, Residual, Scheme, Step, Verdict
from cart.weighing.procedure import Again
from ui.intents import Calibrate
from ui.presenter.calibrate import known
from ui.presenter.frame import Frame, bar
from ui.presenter.models import Way
from ui.presenter.scale_models import Mark, Plot, VerdictModel

ROOM, APART = 1.25, 0.14
SHAPES = {"zero": "dot", "line": "dot", "corner": "square", "return": "ring", "repeat": "ring"}
LEGEND = (("dot", "calib.legend_known"), ("square", "calib.legend_corners"), ("ring", "calib.legend_again"))
FAULTS = {
    "zero": "calib.fault_line",
    "line": "calib.fault_line",
    "corner": "calib.fault_corner",
    "return": "calib.fault_return",
    "repeat": "calib.fault_repeat",
}
PLACES = {
    "front_left": "calib.at_front_left",
    "front_right": "calib.at_front_right",
    "back_right": "calib.at_back_right",
    "back_left": "calib.at_back_left",
}


def verdict(frame: Frame, standing: Standing) -> VerdictModel:
    """Accept or do it again; what is out cannot be accepted, and says why."""
    words, walk = frame.words, standing.walk
    found = walk.verdict if walk else None
    if walk is None or found is None:
        raise ValueError("A verdict is shown when all is weighed.")
    again = Way(words("calib.again"), "restart", Calibrate(Again()), "edged")
    cancel = Way(words("calib.cancel"), "close", Calibrate(Leave()), "edged")
    accept = Way(words("calib.accept"), "check", Calibrate(Accept()), "go")
    good, kept_out = found.fault is None, standing.trouble
    return VerdictModel(
        bar=bar(frame, total=False),
        kind="go" if good and not kept_out else "ask",
        title=words("calib.not_kept" if kept_out else "calib.within" if good else "calib.outside"),
        text=kept_out or (reason(frame, found.fault) if found.fault else words("calib.within_text")),
        plot=plot(frame, found, walk.scheme),
        rows=_rows(frame, found, standing),
        ways=(cancel, again, *((accept,) if good else ())),
    )


def reason(frame: Frame, fault: Fault) -> str:
    """Why it cannot be accepted, and what to do."""
    grams = frame.figures.grams
    where = place_of(frame, fault.step)
    return frame.words(FAULTS[fault.step.kind], place=where, off=grams(abs(fault.off_g)), limit=grams(fault.limit_g))


def place_of(frame: Frame, step: Step) -> str:
    """What lay where: "10 kg, front left"; "empty"."""
    if not step.load_g:
        return frame.words("calib.at_empty")
    mass = known(frame, step.load_g)
    return f"{mass}, {frame.words(PLACES[step.place])}" if step.place in PLACES else mass


def _rows(frame: Frame, found: Verdict, standing: Standing) -> tuple[tuple[str, str], ...]:
    words, grams = frame.words, frame.figures.grams
    worst = max(found.residuals, key=lambda one: abs(one.off_g) / one.limit_g)
    rows = [
        (words("calib.worst"), words("calib.worst_of", off=grams(worst.off_g, True), limit=grams(worst.limit_g))),
        (words("calib.worst_at"), place_of(frame, worst.step)),
        (words("calib.checked"), words("calib.checked_of", mass=known(frame, found.checked_g),
                                       most=known(frame, found.line.max_g))),
    ]  # fmt: skip
    if standing.force is not None:
        change = found.line.counts_per_gram / standing.force.counts_per_gram - 1.0
        rows.append((words("calib.before"), frame.figures.percent(change)))
    return tuple(rows)


def _apart(shares: list[float]) -> list[float]:
    """The heaviest load, and each lighter one that has room for its words."""
    kept: list[float] = []
    for share in reversed(shares):
        if not kept or kept[-1] - share >= APART:
            kept.append(share)
    return kept[::-1]


def plot(frame: Frame, found: Verdict, scheme: Scheme) -> Plot:
    """What is left at each load, in shares of the drawing: x from empty to the heaviest weight, y about the middle."""
    furthest = max(max(abs(one.off_g), one.limit_g) for one in found.residuals)
    high, wide = furthest * ROOM, found.checked_g

    def mark(one: Residual) -> Mark:
        return Mark(one.step.load_g / wide, 0.5 + 0.5 * one.off_g / high, SHAPES[one.step.kind], one.ok)

    loads = _apart(sorted({one.step.load_g / wide for one in found.residuals}))
    steps = [0.0, *(e * scheme.interval_g for e in (500, 2_000, 4_000) if e * scheme.interval_g < wide)]
    limit = scheme.tolerance.limit_g
    return Plot(
        marks=tuple(map(mark, found.residuals)),
        band=tuple((load / wide, 0.5 * limit(load + 1.0) / high) for load in steps),
        loads=tuple((x, known(frame, x * wide) if x else "0") for x in loads),
        top=frame.figures.grams(high, True),
        bottom=frame.figures.grams(-high, True),
        shapes=tuple((shape, frame.words(key)) for shape, key in LEGEND),
    )
