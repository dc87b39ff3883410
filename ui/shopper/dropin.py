"""The demo trip without a scan: five things dropped in, one named by mistake and mended, one taken back."""

from collections.abc import Callable, Iterator
from functools import partial

from cart.catalog.product import Product
from cart.facts import CheckoutAsked, Named, TouchUndone, TripEnded
from cart.trip.prompts import IsThisIt, Offered, ScanNext, UnknownWeight, WhichIsIt
from cart.trip.view import View
from ui.shopper.hand import Hand, barcode
from ui.shopper.steps import Step
from ui.shopper.trips import buy

DROPPED = ("Rye bread 750 g", "Olive oil 500 ml", "Whole milk 1 L", "Strawberry jam 510 g")
MISTAKEN = ("Salted butter 454 g", "Unsalted butter 454 g")
"""What goes in, and what the shopper takes it for."""
TAKEN_BACK = "Strawberry jam 510 g"
LANE_SIGN = "DCL:4"
LOOKED_S = 3.5
"""So long the camera has looked at the basket before the next thing goes in."""

Look = Callable[[], View]


def _nothing() -> None:
    return None


def drop_in_trip(hand: Hand, view: Look, choose: Callable[[], None] = _nothing) -> Iterator[Step]:
    """The steps up to the lane's code, for a cart that names; `view` is the newest view, and `choose` touches Just drop
    in on the welcome.
    """
    yield Step("Looks at the cart, whose basket is empty", hand.leave, lambda v: v.phase in ("welcome", "thanks"))
    yield Step("Ends the thanks", lambda: _end(hand, view()), lambda v: v.phase == "welcome", reach_s=LOOKED_S)
    yield Step("Touches Just drop in", choose, lambda v: v.phase == "welcome", "welcome-drop")
    yield Step("Touches Start shopping", hand.begin, lambda v: v.phase == "shopping", reach_s=LOOKED_S)
    for number, name in enumerate(DROPPED):
        yield from drop(hand, hand.product(name), view, "is-this-it" if number == 0 else "")
    yield from _mistaken(hand, *map(hand.product, MISTAKEN), view)
    taken = hand.product(TAKEN_BACK)
    yield Step(f"Takes back {taken.name}", partial(hand.take, taken), lambda v: not _listed(v, taken), "dropped-in")
    yield Step("Touches Go to checkout", lambda: hand.touch(CheckoutAsked), lambda v: v.phase == "find_lane")
    yield Step("Shows the lane's code", lambda: hand.world.show(LANE_SIGN, "QRCODE"), lambda v: v.phase == "at_lane")
    yield Step("Holds the cart's code to the lane", hand.world.hide, lambda v: v.phase == "at_lane", "lane-code")


def drop(hand: Hand, product: Product, view: Look, picture: str = "") -> Iterator[Step]:
    """Drops it in, and says yes; where the cart does not offer it, scans it after all."""
    yield Step(f"Drops in {product.name}", partial(hand.put, product), _asked, picture, LOOKED_S)
    yield from _say(hand, product, view)


def _mistaken(hand: Hand, product: Product, other: Product, view: Look) -> Iterator[Step]:
    """Takes it for another, where that is offered beside it, and mends it at once."""
    yield Step(f"Drops in {product.name}", partial(hand.put, product), _asked, "which-is-it", LOOKED_S)
    if wrong := offered(view(), other):
        yield Step(f"Touches {other.name} by mistake", _yes(hand, view(), wrong), lambda v: _listed(v, other))
        yield Step("Takes the touch back", lambda: hand.touch(TouchUndone), partial(_undone, product, other))
    if _listed(view(), other):
        yield Step(f"Too late: takes {product.name} out", partial(hand.take, product), lambda v: not _listed(v, other))
        yield from buy(hand, product)  # put back as it is, it would be what was named
        return
    yield from _say(hand, product, view)


def _undone(product: Product, other: Product, view: View) -> bool:
    """Asked again; or, on a computer that has no time, the touch can no longer be taken back."""
    return bool(offered(view, product)) or (not view.undo and _listed(view, other))


def _say(hand: Hand, product: Product, view: Look) -> Iterator[Step]:
    if found := offered(view(), product):
        yield Step(f"Says yes: {product.name}", _yes(hand, view(), found), partial(_is_in, product), reach_s=0.6)
        return
    shows = partial(hand.world.show, *barcode(product))
    yield Step(f"Scans it after all: {product.name}", shows, partial(_is_in, product))
    yield Step("Takes its code away", hand.world.hide, partial(_is_in, product))


def offered(view: View, product: Product) -> Offered | None:
    """The product among those that the screen offers."""
    asked = view.prompt
    offers = asked.offers if isinstance(asked, IsThisIt | WhichIsIt) else ()
    return next((one for one in offers if one.product.id == product.id), None)


def _yes(hand: Hand, view: View, one: Offered) -> Callable[[], None]:
    change = view.prompt.change if isinstance(view.prompt, IsThisIt | WhichIsIt) else 0
    return lambda: hand.touch(Named, change=change, product=one.product.id, quantity=one.quantity)


def _asked(view: View) -> bool:
    return isinstance(view.prompt, IsThisIt | WhichIsIt | UnknownWeight)


def _is_in(product: Product, view: View) -> bool:
    return _listed(view, product) and isinstance(view.prompt, ScanNext)


def _listed(view: View, product: Product) -> bool:
    return any(line.product == product.id for line in view.lines)


def _end(hand: Hand, view: View) -> None:
    if view.phase == "thanks":
        hand.touch(TripEnded, how="paid")
