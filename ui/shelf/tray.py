"""What the hand holds, and the three steps: pick up, show, put in."""

from kivy.uix.widget import Widget

from ui.parts.ground import column, gap, panel, row, tall, wide
from ui.parts.receipt import picture
from ui.parts.text import Icon, Style, Text
from ui.presenter.pictures import product_picture
from ui.shelf.guide import PICK, PUT, SHOW, Guide
from ui.shelf.hand import ShelfHand
from ui.shelf.presses import SIZE, small
from ui.shelf.walk import price_words
from ui.theme import Look

HIGH = 152


def tray(look: Look, hand: ShelfHand, now: Guide) -> Widget:
    """The panel at the foot of the shelf."""
    return panel(
        look, column(tall(_held(look, hand), 44), _words(look, now), tall(_steps(look, hand, now), 42), gap=4, pad=8)
    )


def _held(look: Look, hand: ShelfHand) -> Widget:
    held = hand.held
    if held is None:
        return row(
            wide(Icon(look, "hand-back-left-outline", 34, "soft"), 44),
            Text(look, "Nothing in the hand", Style(SIZE, colour="soft")),
            gap=8,
        )
    front = wide(row(picture(look, product_picture(held), 54)), 44)
    price = price_words(held, hand.world.money)
    name = column(
        Text(look, held.name, Style(SIZE, "bold", cut=True)), Text(look, price, Style(18, colour="soft", cut=True))
    )
    back = small(look, "", hand.back, "arrow-u-left-top")
    return row(front, name, wide(back, 44), gap=8)


def _words(look: Look, now: Guide) -> Widget:
    return Text(look, now.words, Style(SIZE, colour="ask_ink" if now.waits else "ink", lines=2))


def _steps(look: Look, hand: ShelfHand, now: Guide) -> Widget:
    """The step at hand is green; the others are quiet; what cannot be done yet is off."""
    first = small(look, "1 Pick up", lambda: None, kind="go" if now.step == PICK else "off")
    show = small(look, "2 Show", hand.show, kind=_kind(hand, now, SHOW))
    if now.waits:
        put = small(look, "Put in unread", hand.drop, kind="ask")
    else:
        put = small(look, "3 Put in", hand.put, kind=_kind(hand, now, PUT))
    return row(first, show, put, gap=6) if hand.held or now.step == PICK else gap()


def _kind(hand: ShelfHand, now: Guide, step: int) -> str:
    if hand.held is None:
        return "off"
    return "go" if now.step == step else "quiet"
