"""The shelf says less: staff type the price that they read there."""

from cart.facts import PriceOverridden
from cart.trip.view import LineView
from ui.intents import Go, post
from ui.presenter.frame import Frame, bar
from ui.presenter.models import PadModel, Way
from ui.presenter.steps import back_way

MOST_DIGITS = 6


def less_way(line: LineView) -> Way | None:
    """The button of a line whose price may be lowered; a label of the counter has been read already."""
    labelled = line.net_g is None and line.regular_cents != line.quantity * line.unit_price_cents
    return None if labelled else Way("", "tag-arrow-down-outline", Go("shelf_price", line.lines[0]), "edged")


def shelf_price(frame: Frame, key: str, typed: str) -> PadModel:
    """Minor units of money; only what is less than the price here may be set."""
    words, money = frame.words, frame.figures.money
    cents = int("".join(char for char in typed if char.isdecimal())[:MOST_DIGITS] or "0")
    line = next((one for one in frame.view.lines if one.lines[0] == key), None)
    price = line.unit_price_cents if line else 0
    told = "staff.shelf_more" if cents >= price else "staff.shelf_text"
    return PadModel(
        bar=bar(frame),
        title=words("staff.shelf"),
        text=words(told, name=line.name, price=money(price)) if line else "",
        entered=money(cents),
        ways=(*_set(frame, line, cents), back_way(frame)),
    )


def _set(frame: Frame, line: LineView | None, cents: int) -> tuple[Way, ...]:
    if line is None or not 0 < cents < line.unit_price_cents:
        return ()
    act = post(PriceOverridden, lines=line.lines, price_cents=cents, staff=frame.view.staff)
    return (Way(frame.words("staff.shelf_use", money=frame.figures.money(cents)), "check", act, "go"),)
