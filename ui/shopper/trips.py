"""The demo trip: twelve items, two mistakes, a removal, own bag, produce, and the lane."""

from collections.abc import Callable, Iterator
from functools import partial

from cart.catalog.product import Product
from cart.facts import (
    BagDeclared,
    BagDone,
    BudgetSet,
    CheckoutAsked,
    LineRemoved,
    NoticeSeen,
    ProduceAdded,
    ProducePicked,
    PutBack,
)
from cart.trip.prompts import (
    IsThisIt,
    NotSold,
    PlaceItem,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WhichIsIt,
    WhichLeft,
)
from cart.trip.view import View
from ui.shopper.hand import Hand
from ui.shopper.steps import Step

NEXT_S = 1.3
GONE_FRAMES = 4
"""So many frames are looked at after a thing was put in before the next is shown: it might be the same kind."""
Holds = Callable[[View], bool]
SHOPPING = (
    "Rye bread 750 g", "White sandwich bread 567 g", "Cola 2 L", "Cola 2 L", "Ground coffee 500 g",
    "Strawberry yogurt 150 g", "Vanilla yogurt 150 g", "Olive oil 500 ml", "Spaghetti 454 g",
)  # fmt: skip


def demo_trip(hand: Hand, go: Callable[[str], None], view: Callable[[], View]) -> Iterator[Step]:
    """The steps of the whole trip up to the lane's code; `go` shows another screen, `view` is the newest view."""
    yield Step("Looks at the cart", _nothing, lambda v: v.phase == "welcome", "welcome")
    yield Step("Touches Start shopping", hand.begin, lambda v: v.phase == "shopping", "basket-empty")
    yield from _member_and_bag(hand)
    for number, name in enumerate(SHOPPING):
        yield from buy(hand, hand.product(name), pictures=number == 0)
    yield from _unscanned(hand)
    yield from _not_sold(hand)
    yield from _labelled(hand)
    yield from _produce(hand, go, view)
    yield from _browse(go)
    yield from _removal(hand, view)
    yield Step("Touches Go to checkout", lambda: hand.touch(CheckoutAsked), _phase("find_lane"), "find-lane")
    yield Step("Shows the lane's code to the camera", lambda: hand.world.show("DCL:4", "QRCODE"), _phase("at_lane"))
    yield Step("Holds the cart's code to the lane", hand.world.hide, _phase("at_lane"), "lane-code")


def buy(hand: Hand, product: Product, *, pictures: bool = False) -> Iterator[Step]:
    """Scans one product and puts it in."""
    kept = "place-item" if pictures else ""
    yield Step(f"Scans {product.name}", lambda: hand.show(product), _placing, kept, NEXT_S, GONE_FRAMES)
    yield Step(f"Puts it in: {product.name}", lambda: hand.put(product), _calm, "basket-first" if pictures else "")


def _member_and_bag(hand: Hand) -> Iterator[Step]:
    yield Step("Shows a member card", lambda: hand.world.show("DCM:1000017", "QRCODE"), lambda v: bool(v.member))
    yield Step("Sets a budget of 60", lambda: hand.touch(BudgetSet, cents=6000), lambda v: v.budget_cents == 6000)
    yield Step("Touches My bag", lambda: hand.touch(BagDeclared), _asks(PutBagIn), "own-bag")
    yield Step(
        "Puts a bag in", lambda: _put_bag(hand), lambda v: isinstance(v.prompt, PutBagIn) and v.prompt.grams > 200
    )
    yield Step("Is done with the bag", lambda: hand.touch(BagDone), _calm)


def _put_bag(hand: Hand) -> None:
    hand.world.hide()
    hand.put_own(310.0)


def _unscanned(hand: Hand) -> Iterator[Step]:
    oil = hand.product("Chocolate chips 340 g")
    asked = _asks(UnknownWeight, IsThisIt, WhichIsIt)
    yield Step("Forgets to scan one", lambda: hand.put(oil), asked, "unknown-weight")
    yield Step("Takes it out again", lambda: hand.take(oil), _calm)
    yield from buy(hand, oil)


def _not_sold(hand: Hand) -> Iterator[Step]:
    foreign = partial(hand.world.show, "4006381333931", "EAN13")
    yield Step("Scans something that the store does not sell", foreign, _asks(NotSold), "not-sold", reach_s=NEXT_S)
    yield Step("Puts it away", lambda: _away(hand), _calm)


def _away(hand: Hand) -> None:
    hand.world.hide()
    hand.touch(NoticeSeen)


def _labelled(hand: Hand) -> Iterator[Step]:
    cheese = hand.product("Swiss cheese")
    yield Step("Scans cheese from the counter", lambda: hand.label(cheese, 649, 352.0), _placing)
    yield Step("Puts it in: Swiss cheese", lambda: hand.put(cheese, 352.0), _calm)


def _produce(hand: Hand, go: Callable[[str], None], view: Callable[[], View]) -> Iterator[Step]:
    bananas = hand.product("Bananas")
    yield Step("Opens Produce", lambda: go("produce"), _calm, "produce")
    yield Step("Touches Bananas", lambda: hand.touch(ProducePicked, product=bananas), _asks(WeighProduce))
    yield Step("Puts a bunch in", lambda: hand.put(bananas, 1235.0), _weighed, "produce-weighed")
    yield Step("Touches Add bananas", lambda: _add_produce(hand, view()), _calm, "basket-produce")


def _weighed(view: View) -> bool:
    return isinstance(view.prompt, WeighProduce) and (view.prompt.gross_g or 0) >= 1200


def _add_produce(hand: Hand, view: View) -> None:
    asked = view.prompt
    if isinstance(asked, WeighProduce):
        gross, tare = asked.gross_g or 0, asked.product.tare_g
        hand.touch(ProduceAdded, product=asked.product, gross_g=gross, tare_g=tare)


def _browse(go: Callable[[str], None]) -> Iterator[Step]:
    yield Step("Looks for a product", lambda: go("find"), _calm, "find")
    yield Step("Looks at the deals", lambda: go("deals"), _calm, "deals")
    yield Step("Goes back to the basket", lambda: go(""), _calm, "basket-full")


def _removal(hand: Hand, view: Callable[[], View]) -> Iterator[Step]:
    yogurt = hand.product("Vanilla yogurt 150 g")
    taken, said = partial(hand.take, yogurt), partial(_which, hand, yogurt, view)
    yield Step("Takes a yogurt out", taken, _asked_or_gone(yogurt), "which-left")
    yield Step("Says which it was", said, lambda v: not _listed(v, yogurt), "basket-removed")


def _which(hand: Hand, product: Product, view: Callable[[], View]) -> None:
    asked = view().prompt
    if isinstance(asked, WhichLeft):
        line = next((one.line for one in asked.candidates if one.name == product.name), "")
        hand.touch(LineRemoved, line=line) if line else hand.touch(PutBack)


def _asked_or_gone(product: Product) -> Holds:
    return lambda view: isinstance(view.prompt, WhichLeft) or not _listed(view, product)


def _listed(view: View, product: Product) -> bool:
    return any(line.product == product.id for line in view.lines)


def _asks(*kinds: type) -> Holds:
    return lambda view: isinstance(view.prompt, kinds)


def _phase(phase: str) -> Holds:
    return lambda view: view.phase == phase


def _placing(view: View) -> bool:
    return isinstance(view.prompt, PlaceItem)


def _calm(view: View) -> bool:
    return isinstance(view.prompt, ScanNext) and view.phase == "shopping"


def _nothing() -> None:
    return None
