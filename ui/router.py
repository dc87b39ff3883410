"""Which screen a view asks for. The trip's own questions come before where the shopper wandered."""

from cart.trip.prompts import (
    HelpComing,
    IsThisIt,
    NotSold,
    PartOrAll,
    StillThere,
    Swapped,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichIsIt,
    WhichLeft,
)
from cart.trip.view import View
from cart.weighing.bench import Standing

ON = "on"

PHASES = {"shopping": "basket"}
ASKS: dict[type, str] = {
    NotSold: "not_sold",
    WhichLeft: "which_left",
    WeightDiffers: "differs",
    UnknownWeight: "unknown_weight",
    IsThisIt: "is_this_it",
    WhichIsIt: "which_is_it",
    Swapped: "swapped",
    PartOrAll: "part_or_all",
    HelpComing: "help",
    WeighProduce: "produce",
    StillThere: "still_there",
}
# Where a shopper may go instead of answering: produce explains a weight, and waiting for help is no reason to stop.
INSTEAD = {
    "unknown_weight": ("produce",),
    "is_this_it": ("something_else", "produce"),
    "which_is_it": ("something_else", "produce"),
    "not_sold": ("produce",),
    "help": (ON, "line", "produce", "find", "deals", "bag", "budget", "settings"),
}
WANDERED = {
    "welcome": ("settings",),
    "shopping": ("line", "produce", "find", "deals", "bag", "budget", "settings", "member", "something_else"),
    "staff": ("calibrate", "end_trip", "settle", "shelf_price"),
}
# The screens of a calibration: staff only, and named by how far the walk is.
CALIBRATING = ("calibrate", "choose_weight", "other_weight", "weigh", "verdict", "calibrated")
CALLABLE = ("welcome", "shopping", "find_lane", "at_lane", "out_of_service")


def route(view: View, wandered: str = "") -> str:
    """The name of the screen to show for `view`, where the shopper went to `wandered` ("" for nowhere)."""
    asked = _asked(view)
    if asked and wandered.partition(":")[0] not in INSTEAD.get(asked, ()):
        return asked
    place, _, _ = wandered.partition(":")
    if place in WANDERED.get(view.phase, ()) and (place != "line" or view.lines):
        return place
    return PHASES.get(view.phase, view.phase)


def screen_of(view: View, wandered: str, standing: Standing, typing: bool) -> str:
    """The name of the screen, with a calibration's own screens told apart."""
    name = route(view, wandered)
    return calibrating(standing, typing) if name == "calibrate" else name


def calibrating(standing: Standing, typing: bool) -> str:
    """The name of the screen for how far a calibration is."""
    walk = standing.walk
    if standing.kept is not None:
        return "calibrated"
    if walk is None:
        return "calibrate"
    if walk.step is None:
        return "verdict"
    if walk.chooses:
        return "other_weight" if typing else "choose_weight"
    return "weigh"


def _asked(view: View) -> str:
    if isinstance(view.prompt, HelpComing):
        return "help" if view.phase in CALLABLE else ""
    if isinstance(view.prompt, StillThere):
        return "still_there" if view.phase in CALLABLE else ""
    return ASKS.get(type(view.prompt), "") if view.phase == "shopping" else ""


def comes_home(before: View, after: View) -> bool:
    """Whether what happened leads a wandering shopper back: another phase, a new prompt, or a line that went in."""
    if (before.phase, before.trip, before.member) != (after.phase, after.trip, after.member):
        return True
    if isinstance(before.prompt, HelpComing) and isinstance(after.prompt, HelpComing):
        return False
    return type(before.prompt) is not type(after.prompt) or len(before.lines) != len(after.lines)
