"""The whole demo trip, in virtual time, over real frames and real counts."""

from pathlib import Path

import pytest

from cart.trip.replay import replay
from tests.support.driven import DrivenCart
from ui.shopper.trips import demo_trip


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path)
    yield cart
    cart.close()


def test_twelve_items_two_mistakes_and_a_removal(cart: DrivenCart):
    view = cart.play(demo_trip(cart.hand, lambda name: None, lambda: cart.view))
    names = sorted(name for row in view.lines for name in [row.name] * row.quantity)
    assert names == [
        "Bananas", "Chocolate chips 340 g", "Cola 2 L", "Cola 2 L", "Ground coffee 500 g", "Olive oil 500 ml",
        "Rye bread 750 g", "Spaghetti 454 g", "Strawberry yogurt 150 g", "Swiss cheese", "White sandwich bread 567 g",
    ]  # fmt: skip
    assert view.phase == "at_lane" and view.lane == "4" and view.member == "1000017"
    assert view.trust == 95 and view.trust_reasons == ("told_apart_by_shopper:1",)
    outcome = replay(cart.parts.journal.facts(view.trip))
    assert outcome.view.totals == view.totals
    rows = sum(row.net_cents for row in view.lines)
    assert outcome.receipt.due == rows + view.totals.tax_cents + view.totals.deposit_cents
    assert view.totals.saved_cents > 0 and any(row.savings for row in view.lines)
    asked = {words: type(view.prompt).__name__ for words, view in cart.told}
    assert asked["Scans Rye bread 750 g"] == "PlaceItem"
    assert asked["Forgets to scan one"] == "UnknownWeight"
    assert asked["Scans something that the store does not sell"] == "NotSold"
    assert asked["Puts a bunch in"] == "WeighProduce"
    assert asked["Takes a yogurt out"] == "WhichLeft"
    assert cart.world.colour == "green"
