"""The sheet over the list: one row's how many, why this price, and what can be done with it."""

from dataclasses import replace

from cart.facts import LineRemoved, OneMore
from cart.trip.view import LineView
from ui.intents import Act, Go, post
from ui.presenter.basket import buttons, rows
from ui.presenter.figures import unit_name
from ui.presenter.frame import Frame, bar
from ui.presenter.line_models import Count, LineModel, Part
from ui.presenter.models import Way
from ui.presenter.pictures import picture_of


def line_sheet(frame: Frame, key: str, place: str = "") -> LineModel:
    """The sheet of the row that holds the line `key` (the newest, where it has gone); `place`: where it stands."""
    words, view = frame.words, frame.view
    line = next((one for one in view.lines if key in one.lines), view.lines[0])
    return LineModel(
        bar=bar(frame),
        rows=tuple(replace(row, savings=(), hint="", was="") for row in rows(frame)),
        picture=picture_of(line.department, line.icon, line.picture),
        name=line.name,
        detail=_detail(frame, line, place),
        count=_count(frame, line),
        why=words("line.why"),
        parts=parts(frame, line),
        pay=(words("line.pay"), frame.figures.money(line.net_cents)),
        ways=(
            Way(words("line.off"), "basket-minus-outline", _off(line), "edged"),
            Way(words("line.done"), "check", Go(""), "strong"),
        ),
        buttons=buttons(frame),
    )


def _off(line: LineView) -> Act:
    """All pieces of the row."""
    if line.quantity > 1:
        return post(LineRemoved, line=line.lines[-1], every=True)
    return post(LineRemoved, line=line.lines[-1])


def _detail(frame: Frame, line: LineView, place: str) -> str:
    words, price = frame.words, frame.figures.money(line.unit_price_cents)
    each = words("line.each", price=price) if line.unit == "ea" else f"{price} /{unit_name(line.unit)}"
    return " · ".join(part for part in (place, each) if part)


def _count(frame: Frame, line: LineView) -> Count:
    """Fewer and more of what comes in pieces; a weighed or labelled one shows its weight alone."""
    words, figures = frame.words, frame.figures
    if not line.several:
        weight = figures.mass(line.net_g, line.unit) if line.net_g is not None else figures.number(line.quantity)
        return Count(weight, words("line.weighed") if line.net_g is not None else "")
    less = Way("", "minus", post(LineRemoved, line=line.lines[-1]), "edged")
    more = Way("", "plus", post(OneMore, line=line.lines[-1]), "edged")
    return Count(figures.number(line.quantity), words("line.in_or_out"), less, more)


def parts(frame: Frame, line: LineView) -> tuple[Part, ...]:
    """The shelf price, and each saving that makes of it what is paid."""
    figures = frame.figures
    price = figures.money(line.unit_price_cents)
    if line.net_g is not None:
        said = f"{figures.mass(line.net_g, line.unit)} × {price} /{unit_name(line.unit)}"
    else:
        said = f"{figures.number(line.quantity)} × {price}"
    savings = (Part(one.words, figures.money(-one.cents), saving=True) for one in line.savings)
    return (Part(said, figures.money(line.regular_cents)), *savings)
