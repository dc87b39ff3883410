"""Carts on their demo trip, to be killed at any instant: each prints the views that it shows, and the facts behind."""

import json
from pathlib import Path

from tests.crash.victims import fork_each
from tests.support.driven import DrivenCart, demo_catalog
from ui.shopper.steps import Script
from ui.shopper.trips import demo_trip


def shop(folder: str, seed: str) -> None:
    Path(folder).mkdir()
    cart = DrivenCart(Path(folder), int(seed), reads=False)
    applied = []
    cart.parts.desk.listen(lambda before, fact, after: applied.append(fact))
    script = Script(
        demo_trip(cart.hand, lambda name: None, lambda: cart.view), lambda words, view: None, lambda name: None
    )
    shown = None
    while not script.look(cart.view, cart.clock.now()):
        view = cart.step()
        if view != shown and view.trip:
            shown = view
            lines = [[row.name, row.quantity, row.net_cents] for row in view.lines]
            print(json.dumps([len(applied), lines, view.totals.due_cents]), flush=True)


if __name__ == "__main__":
    demo_catalog()  # before the forks, which have it then
    fork_each(shop)
