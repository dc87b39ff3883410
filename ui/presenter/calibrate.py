"""The staff's walk through a calibration: one instruction a screen, then what comes of it."""

from collections.abc import Sequence

from cart.weighing.bench import Begin, Leave, Standing
from cart.weighing.judgement import Step
from cart.weighing.procedure import Back, Chosen, Slip, Walk, Weigh
from ui.intents import Act, Calibrate, Go, Keyboard
from ui.presenter.frame import Frame, bar
from ui.presenter.models import AskModel, PadModel, Tile, Way
from ui.presenter.scale_models import Live, Tray, WeighModel

MOST_DIGITS = 5
TITLES = {
    "zero": "calib.empty",
    "line": "calib.put",
    "return": "calib.empty",
    "repeat": "calib.put_back",
}
TEXTS = {
    "zero": "calib.empty_text",
    "line": "calib.put_text",
    "corner": "calib.corner_text",
    "return": "calib.again_text",
    "repeat": "calib.again_text",
}
CORNER_TITLES = {
    "front_left": "calib.front_left",
    "front_right": "calib.front_right",
    "back_right": "calib.back_right",
    "back_left": "calib.back_left",
}
SLIPS = {
    "light": "calib.slip_light",
    "over_max": "calib.slip_over",
    "rising": "calib.slip_rising",
    "nothing": "calib.slip_nothing",
    "backwards": "calib.slip_backwards",
    "differs": "calib.slip_differs",
    "not_empty": "calib.slip_not_empty",
}


def known(frame: Frame, grams: float) -> str:
    """A known weight as it stands on it: "5 kg", "750 g"."""
    whole = round(grams)
    if whole >= 1000 and whole % 1000 == 0:
        return f"{frame.figures.number(whole // 1000)} kg"
    return f"{frame.figures.number(whole)} g"


def begin(frame: Frame, standing: Standing) -> AskModel:
    """What it takes; or, while a shopper's trip is open, why it cannot be now."""
    words = frame.words
    back = Way(words("way.back"), "arrow-left", Go(""))
    if frame.view.trip:
        title, text = words("calib.trip"), words("calib.trip_text")
        return AskModel(bar(frame, total=False), "ask", "cart-outline", title, text, (back,))
    start = Way(words("calib.start"), "arrow-right", Calibrate(Begin(frame.view.staff)), "go")
    told = standing.trouble or standing.unfit
    text = words("calib.intro") + (f"\n{told}" if told else "")
    return AskModel(bar(frame, total=False), "sky", "scale-balance", words("calib.title"), text, (back, start))


def leaving(frame: Frame, back: Act | None) -> tuple[Way, ...]:
    """The way out (the old calibration stays) and, where there is one, a step back."""
    words = frame.words
    cancel = Way(words("calib.cancel"), "close", Calibrate(Leave()), "edged")
    return (cancel, Way(words("calib.back"), "arrow-left", back, "edged")) if back else (cancel,)


def choose(frame: Frame, walk: Walk) -> AskModel:
    """Which known weight comes next."""
    words, weights = frame.words, frame.settings.test_weights_g
    tiles = [Tile(Calibrate(Chosen(grams)), figure=known(frame, grams)) for grams in _usable(walk, weights)]
    other = Tile(Keyboard("digits"), figure="…", name=words("calib.other"))
    told = words("calib.heavier", mass=known(frame, walk.heaviest_g)) if walk.heaviest_g else words("calib.lightest")
    text = f"{progress(frame, walk)} · {note(frame, walk) or told}"
    title = words("calib.choose")
    return AskModel(
        bar(frame, total=False), "sky", "weight", title, text, leaving(frame, Calibrate(Back())), (*tiles, other)
    )


def _usable(walk: Walk, weights: Sequence[int]) -> list[int]:
    return sorted({grams for grams in weights if walk.heaviest_g < grams <= walk.scheme.max_g})


def other(frame: Frame, walk: Walk, typed: str) -> PadModel:
    """A weight that is not in the list, in grams."""
    words = frame.words
    grams = int("".join(char for char in typed if char.isdecimal())[:MOST_DIGITS] or "0")
    use = Way(words("calib.use", mass=known(frame, grams)), "check", Calibrate(Chosen(grams)), "go")
    return PadModel(
        bar=bar(frame, total=False),
        title=words("calib.how_heavy"),
        text=note(frame, walk) or words("calib.in_grams"),
        entered=f"{frame.figures.number(grams)} g",
        ways=(*((use,) if grams else ()), *leaving(frame, Keyboard(""))),
    )


def progress(frame: Frame, walk: Walk) -> str:
    """ "Step 3 of 12"."""
    return frame.words("calib.step", number=walk.number, total=walk.total)


def note(frame: Frame, walk: Walk) -> str:
    """Why a step was not taken, and what to do."""
    slip = walk.slip
    return frame.words(SLIPS[slip.why], mass=_read(frame, slip)) if slip else ""


def _read(frame: Frame, slip: Slip) -> str:
    whole = slip.why in ("light", "over_max", "rising")
    return known(frame, slip.grams) if whole else f"{frame.figures.mass_figure(round(slip.grams))} kg"


def weigh(frame: Frame, standing: Standing) -> WeighModel:
    """One step: what to do, where the weight goes, what the scale says."""
    words, walk = frame.words, standing.walk or Walk()
    step = walk.step or Step("zero")
    mass = known(frame, step.load_g)
    title = words(CORNER_TITLES[step.place] if step.kind == "corner" else TITLES[step.kind], mass=mass)
    button = Way(words("calib.weighing"), "timer-sand", Calibrate(Weigh()), "quiet")
    if not walk.asked:
        button = Way(words("calib.weigh"), "scale-balance", Calibrate(Weigh()), "go")
    return WeighModel(
        bar=bar(frame, total=False),
        progress=progress(frame, walk),
        share=(walk.number - 1) / walk.total,
        title=title,
        text=words(TEXTS[step.kind]),
        note=note(frame, walk),
        tray=Tray(step.place, mass if step.load_g else "", words("calib.handle")),
        live=_live(frame, standing),
        weigh=button,
        ways=leaving(frame, Calibrate(Back()) if walk.number > 1 or walk.asked else None),
    )


def _live(frame: Frame, standing: Standing) -> Live:
    words, grams = frame.words, standing.grams
    figure = "–" if grams is None else frame.figures.mass_figure(round(grams))
    return Live(words("calib.reads"), figure, "kg", _sign(frame, standing.walk or Walk()))


def _sign(frame: Frame, walk: Walk) -> tuple[str, str, str]:
    words, level = frame.words, walk.level
    if level is None:
        return "power-plug-off-outline", words("calib.silent"), "ask_ink"
    if not level.upright:
        return "angle-acute", words("produce.tilted"), "ask_ink"
    if not level.still:
        return "timer-sand", words("calib.hold" if walk.asked else "calib.moving"), "soft"
    if walk.asked and not walk.moved:
        return "arrow-all", words("calib.unmoved"), "ask_ink"
    return "check-circle", words("calib.still"), "leaf_ink"


def done(frame: Frame, standing: Standing) -> AskModel:
    """What is in force now, by whom and when."""
    words, kept = frame.words, standing.kept
    event, who, wall = (kept.event, kept.who, kept.wall) if kept else (0, "", "")
    title = words("calib.done", event=event)
    text = words("calib.done_text", who=who, when=frame.figures.date(wall, hours=True))
    ways = (Way(words("way.done"), "check", Calibrate(Leave()), "go"),)
    return AskModel(bar(frame, total=False), "go", "check-decagram-outline", title, text, ways)
