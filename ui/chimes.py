"""What the shopper hears: which sound a change of the view makes, if any; the most telling first."""

from cart.trip.prompts import HelpComing, IsThisIt, NotSold, UnknownWeight, WeightDiffers, WhichIsIt, WhichLeft
from cart.trip.view import View

QUESTIONS = (NotSold, UnknownWeight, IsThisIt, WhichIsIt, WeightDiffers, WhichLeft)


def chime(before: View, after: View) -> str:
    """The name of a sound of drivers.ports.Sound for going from `before` to `after`, or ""."""
    if after.phase == "thanks" and before.phase != "thanks":
        return "done"
    if isinstance(after.prompt, HelpComing) and not isinstance(before.prompt, HelpComing):
        return "help"
    if isinstance(after.prompt, QUESTIONS) and type(after.prompt) is not type(before.prompt):
        return "question"
    return _count(before, after)


def _count(before: View, after: View) -> str:
    if after.trip != before.trip or after.totals.items == before.totals.items:
        return ""
    return "added" if after.totals.items > before.totals.items else "removed"
