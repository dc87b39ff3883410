"""The basket screen from the view."""

from cart.facts import CheckoutAsked, HelpAsked, TouchUndone
from cart.trip.view import AcrossView, LineView
from ui.intents import Go, post
from ui.presenter.figures import unit_name
from ui.presenter.frame import Frame, bar
from ui.presenter.models import BasketModel, Row, Sum, Way
from ui.presenter.next import next_step
from ui.presenter.pictures import OVER, picture_of

LINE = "line:"
"""The sheet of a row is a place to go to, named with the row's first line."""


def basket(frame: Frame) -> BasketModel:
    """The whole basket screen. With nothing in it there is nothing to pay: the member card takes that place."""
    words = frame.words
    return BasketModel(
        bar=bar(frame, total=False),
        rows=rows(frame),
        empty=words("basket.empty"),
        next=next_step(frame),
        sum=summed(frame),
        checkout=_exit(frame),
        buttons=buttons(frame),
        undo=Way(words("way.undo"), "undo", post(TouchUndone), "edged") if frame.view.undo else None,
    )


def _exit(frame: Frame) -> Way | None:
    words = frame.words
    if frame.view.lines:
        return Way(words("basket.checkout"), "cart-check", post(CheckoutAsked), "strong")
    if frame.view.member:
        return None
    return Way(words("welcome.member"), "card-account-details-outline", Go("member"), "edged")


def buttons(frame: Frame) -> tuple[Way, ...]:
    """The buttons below the basket; the last one has an icon and a short word."""
    words = frame.words
    return (
        Way(words("basket.produce"), "fruit-cherries", Go("produce"), "card"),
        Way(words("basket.find"), "map-search-outline", Go("find"), "card"),
        Way(words("basket.deals"), "tag-multiple-outline", Go("deals"), "card"),
        Way(words("basket.bag"), "bag-personal-outline", Go("bag"), "card"),
        Way(words("basket.help"), "hand-wave-outline", post(HelpAsked), "card"),
        Way(words("basket.more"), "translate", Go("settings"), "card"),
    )


def rows(frame: Frame) -> tuple[Row, ...]:
    """The receipt's rows as the view orders them, newest first; at their foot what is saved over the whole basket."""
    return (*(row(frame, line) for line in frame.view.lines), *(over(frame, one) for one in frame.view.totals.across))


def over(frame: Frame, one: AcrossView) -> Row:
    """A saving over the whole basket, told once."""
    return Row(
        key=f"offer:{one.offer}",
        picture=OVER,
        name=one.words,
        detail=frame.words.count("row.across", len(one.parts)),
        price=frame.figures.money(-one.cents),
    )


def row(frame: Frame, line: LineView) -> Row:
    """One line of the receipt."""
    figures, words = frame.figures, frame.words
    saved = tuple(words("row.saved", why=saving.words, money=figures.money(saving.cents)) for saving in line.savings)
    return Row(
        key=line.lines[0],
        picture=picture_of(line.department, line.icon, line.picture),
        name=line.name,
        detail=_detail(frame, line),
        price=figures.money(line.net_cents),
        was=figures.money(line.regular_cents) if line.regular_cents > line.net_cents else "",
        savings=saved,
        hint=_hint(frame, line),
        fresh=line.newest,
        act=Go(f"{LINE}{line.lines[0]}") if frame.view.phase == "shopping" else None,
    )


def _detail(frame: Frame, line: LineView) -> str:
    figures, words = frame.figures, frame.words
    price = figures.money(line.unit_price_cents)
    notes = [words("row.kept")] if line.price_kept else []
    if line.per_cents:
        notes.insert(0, per_words(frame, line.per_cents, line.per))
    if line.min_age:
        notes.append(words("row.age", age=line.min_age))
    if line.lowest_30_cents:
        notes.append(words("row.lowest", money=figures.money(line.lowest_30_cents)))
    if line.net_g is None and line.unit != "ea":
        return " · ".join([f"{price} /{unit_name(line.unit)}", *notes])
    if line.net_g is None:
        return " · ".join([f"{figures.number(line.quantity)} × {price}", *notes])
    if line.tare_g:
        notes.insert(0, words("row.tare", grams=line.tare_g))
    return " · ".join([f"{figures.mass(line.net_g, line.unit)} × {price} /{unit_name(line.unit)}", *notes])


def per_words(frame: Frame, cents: int, per: str) -> str:
    """What a kilogram, a litre or a piece of a package costs."""
    if per == "ea":
        return frame.words("row.piece", money=frame.figures.money(cents))
    return f"{frame.figures.money(cents)}/{per}"


def _hint(frame: Frame, line: LineView) -> str:
    hint = line.hint
    if hint is None:
        return ""
    money = frame.figures.money(hint.extra_cents)
    if not hint.extra_cents:
        return frame.words.count("row.hint_free", hint.more)
    return frame.words.count("row.hint", hint.more, money=money)


def summed(frame: Frame) -> Sum:
    """The total, what is in it, what it saves, and the budget."""
    totals, figures, words = frame.view.totals, frame.figures, frame.words
    key = "sum.tax_in" if totals.tax_included else "sum.tax"
    extras = [words(key, money=figures.money(totals.tax_cents))] if totals.tax_cents else []
    if totals.deposit_cents:
        extras.append(words("sum.deposit", money=figures.money(totals.deposit_cents)))
    if totals.open_cents:
        extras.append(words("sum.open", money=figures.money(totals.open_cents)))
    return Sum(
        items=words.count("sum.items", totals.items),
        extras=" · ".join(extras),
        label=words("sum.adding" if frame.view.adding else "sum.total"),
        total=figures.money(totals.due_cents),
        act=Go("budget"),
        saved_label=words("sum.saved") if totals.saved_cents else "",
        saved=figures.money(totals.saved_cents) if totals.saved_cents else "",
    )
