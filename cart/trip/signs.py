"""The colour of the mast's light, from the view. Pure."""

from cart.trip.prompts import (
    HelpComing,
    IsThisIt,
    NotSold,
    PartOrAll,
    PlaceItem,
    StillThere,
    Swapped,
    UnknownWeight,
    WeightDiffers,
    WhichIsIt,
    WhichLeft,
)
from cart.trip.view import View

QUESTIONS = (NotSold, UnknownWeight, IsThisIt, WhichIsIt, WeightDiffers, Swapped, WhichLeft, PartOrAll, StillThere)


def light(view: View) -> str:
    """White calls a person, amber asks, green goes; off between trips."""
    if isinstance(view.prompt, HelpComing) or view.prompt == StillThere(called=True) or view.phase == "out_of_service":
        return "white"
    if isinstance(view.prompt, QUESTIONS) or (isinstance(view.prompt, PlaceItem) and view.prompt.slow):
        return "amber"
    return "off" if view.phase == "welcome" else "green"
