"""Which sound a change of the view makes, if any: one at a time, the most telling first."""

from cart.trip.prompts import HelpComing, NotSold, UnknownWeight, WeightDiffers, WhichLeft
from cart.trip.view import View

QUESTIONS = (NotSold, UnknownWeight, WeightDiffers, WhichLeft)


def chime(before: View, after: View) -> str:
    """The name of a sound of drivers.ports.Sound for going from `before` to `after`, or ""."""
    if after.phase == "thanks" and before.phase != "thanks":
        return "done"
    if isinstance(after.prompt, HelpComing) and not isinstance(before.prompt, HelpComing):
        return "help"
    if isinstance(after.prompt, QUESTIONS) and type(after.prompt) is not type(before.prompt):
        return "question"
    return _basket_chime(before, after)


def _basket_chime(before: View, after: View) -> str:
    if before.trip != after.trip:
        return ""
    old, new = _pieces(before), _pieces(after)
    if len(new - old):
        return "added"
    return "removed" if old - new else ""


def _pieces(view: View) -> set[tuple[str, bool]]:
    return {(line, row.waiting) for row in view.lines for line in row.lines if not row.waiting}
