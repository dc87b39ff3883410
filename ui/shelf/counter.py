"""The lane on the virtual shelf: its sign for the cart, its eye on the cart's screen, its questions, its till."""

from collections.abc import Callable, Iterator

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.parts.ground import row, tall, wide
from ui.parts.text import Style, Text
from ui.shelf.presses import SIZE, listed, small
from ui.shelf.till import LaneAsk, LaneSheet, LaneSide
from ui.theme import Look

HIGH = 42
NEXT = {
    "welcome": "A trip ends here: shop first, then touch Go to checkout on the cart's screen.",
    "shopping": "When the basket is full, touch Go to checkout on the cart's screen.",
    "find_lane": "Show the lane's sign to the cart.",
    "at_lane": "The lane reads the code on the cart's screen.",
}
AFTER = dict.fromkeys(("thanks", "welcome"), "Paid. Here is the receipt's page, and the store's own.")


def counter(look: Look, lane: LaneSide, phase: str) -> Widget:
    """The tab "Lane"."""
    sheet = lane.sheet()
    box = BoxLayout(orientation="vertical", spacing=6)
    for part in _parts(look, lane, sheet, phase):
        box.add_widget(part)
    return box


def _parts(look: Look, lane: LaneSide, sheet: LaneSheet, phase: str) -> Iterator[Widget]:
    over = sheet.paid and phase in AFTER
    words = AFTER[phase] if over else sheet.words or _next(sheet, phase)
    yield tall(Text(look, words, Style(SIZE, colour="ask_ink" if sheet.words and not over else "ink", lines=3)), 58)
    sign = "go" if phase == "find_lane" else "quiet"
    read = "go" if phase == "at_lane" else "quiet"
    if not sheet.rows:
        yield _button(look, f"1 Show the sign of lane {lane.name}", lane.sign, sign)
        yield _button(look, "2 Read the cart's screen", lane.read, read)
    for ask in sheet.asks:
        yield from _question(look, lane, ask)
    if sheet.due:
        yield _pay(look, lane, sheet)
    if sheet.paid and phase == "at_lane":
        yield _button(look, "Show the paid code to the cart", lane.paid, "quiet")
    yield listed(*_receipt(look, sheet))
    yield _pages(look, lane, sheet)


def _next(sheet: LaneSheet, phase: str) -> str:
    if sheet.busy:
        return "One moment."
    if sheet.asks:
        return "A person at the lane answers this first; then it takes the money."
    return "Take the money." if sheet.due else NEXT.get(phase, "")


def _button(look: Look, words: str, do: Callable[[], None], kind: str) -> Widget:
    return tall(small(look, words, do, kind=kind), HIGH)


def _receipt(look: Look, sheet: LaneSheet) -> Iterator[Widget]:
    for words, amount in sheet.rows:
        price = wide(Text(look, amount, Style(18, align="right")), 76)
        yield tall(row(Text(look, words, Style(18, cut=True)), price, gap=6, pad=[0, 0, 12, 0]), 22)


def _question(look: Look, lane: LaneSide, ask: LaneAsk) -> Iterator[Widget]:
    yield tall(Text(look, ask.words, Style(SIZE, "bold", "ask_ink", lines=2)), 44)
    made = [small(look, words, _answer(lane, ask.key, key), kind="ask") for key, words in ask.answers]
    yield tall(row(*made, gap=6), HIGH)


def _answer(lane: LaneSide, ask: str, answer: str) -> Callable[[], None]:
    return lambda: lane.answer(ask, answer)


def _pay(look: Look, lane: LaneSide, sheet: LaneSheet) -> Widget:
    kind = "go" if not sheet.asks and not sheet.busy else "off"
    card = small(look, f"Card {sheet.due}", lambda: lane.pay("card"), "credit-card-outline", kind)
    cash = small(look, f"Cash {sheet.cash}", lambda: lane.pay("cash"), "cash", kind)
    return tall(row(card, cash, gap=6), HIGH)


def _pages(look: Look, lane: LaneSide, sheet: LaneSheet) -> Widget:
    receipt = small(look, "Receipt page", lambda: lane.page("receipt"), "open-in-new", "go" if sheet.paid else "off")
    staff = small(look, "Staff page", lambda: lane.page("staff"), "open-in-new")
    return tall(row(receipt, staff, gap=6), 36)
