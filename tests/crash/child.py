"""A cart on its demo trip, to be killed at any instant: prints each view that it shows, with the facts behind it."""

import json
import sys
from pathlib import Path

from tests.support.driven import DrivenCart
from ui.shopper.steps import Script
from ui.shopper.trips import demo_trip


def main(folder: str, seed: str) -> None:
    cart = DrivenCart(Path(folder), seed=int(seed))
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
    main(*sys.argv[1:])
