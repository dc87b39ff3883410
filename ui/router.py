"""Which screen a view asks for. The trip's own questions come before where the shopper wandered."""

from cart.trip.prompts import HelpComing, NotSold, UnknownWeight, WeighProduce, WeightDiffers, WhichLeft
from cart.trip.view import View

PHASES = {
    "welcome": "welcome",
    "find_lane": "find_lane",
    "at_lane": "at_lane",
    "thanks": "thanks",
    "staff": "staff",
    "out_of_service": "out_of_service",
}
ASKS: dict[type, str] = {
    NotSold: "not_sold",
    WhichLeft: "which_left",
    WeightDiffers: "differs",
    UnknownWeight: "unknown_weight",
    HelpComing: "help",
    WeighProduce: "produce",
}
WANDERED = {
    "welcome": ("member", "settings"),
    "shopping": ("produce", "find", "deals", "bag", "budget", "settings", "member"),
    "staff": ("calibrate",),
}


def route(view: View, wandered: str = "") -> str:
    """The name of the screen to show for `view`, where the shopper went to `wandered` ("" for nowhere)."""
    asked = ASKS.get(type(view.prompt)) if view.phase == "shopping" else None
    if asked:
        return asked
    if wandered in WANDERED.get(view.phase, ()):
        return wandered
    return PHASES.get(view.phase, "basket")


def comes_home(before: View, after: View) -> bool:
    """Whether what happened leads a wandering shopper back: another phase, a new prompt, or a line that went in."""
    moved = before.phase != after.phase or before.trip != after.trip
    asked = type(before.prompt) is not type(after.prompt) or len(before.lines) != len(after.lines)
    return moved or asked or before.member != after.member
