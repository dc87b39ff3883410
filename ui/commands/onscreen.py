"""The app in a window, with the virtual shelf and its lane beside it when the world is simulated."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from kivy.clock import Clock
from kivy.uix.widget import Widget

from cart.sync.lanes import Place
from cart.trip.view import Check
from drivers.ports import Grey
from ui.app import DashCartApp
from ui.commands.anew import AGAIN, EVERY_S, Rest
from ui.commands.cart import Running
from ui.commands.greeting import greeting
from ui.commands.shelf import PRODUCE_G, shelf_world
from ui.commands.till import Beside, LaneTill
from ui.parts.glass import Glass
from ui.shelf.panel import ShelfPanel
from ui.shelf.table import Table

LANE = "4"


def run(cart: Running, log: Path) -> int:
    """Runs until the window is closed, or the cart rests and begins anew (AGAIN). Returns the exit status. `log` is
    where this run's log stands.
    """
    cart.parts.start()
    try:
        if cart.around.world is not None:
            _on_a_table(cart, log)
            return 0
        app = DashCartApp(cart.shop, partial(Glass, rotate=cart.parts.config.screen.rotate))
        rest = Rest(lambda: cart.outdated, lambda: app.desk.resting, app.stop)
        Clock.schedule_interval(rest.look, EVERY_S)
        app.run()
        return AGAIN if rest.over else 0
    finally:
        cart.parts.stop()


def _on_a_table(cart: Running, log: Path) -> None:
    """The simulated cart; where its store is here too, with a lane to pay at."""
    screen: list[Widget] = []
    till = lane_till(cart, lambda: pixels_of(screen[0])) if cart.around.server else None

    def around(stage: Widget) -> Table:
        screen.append(stage)
        world = shelf_world(cart, till.side) if till else shelf_world(cart)
        table = Table(stage, ShelfPanel(world, lambda: table.fold(True)))
        return table

    app = DashCartApp(cart.shop, around)
    if till is None:
        app.run()
        return
    till.start()
    print(greeting(cart.server, log), flush=True)
    try:
        app.run()
    finally:
        till.stop()


def lane_till(cart: Running, look: Callable[[], Grey]) -> LaneTill:
    """The lane that stands beside this cart, known to the store on this machine."""
    server, catalog = cart.server, cart.parts.store.catalog.snapshot()
    folder = Path(cart.parts.config.cart.data).parent / f"lane-{LANE}"
    beside = Beside(
        place=Place(LANE, folder, server.url, str(server.shop.new_code("lane"))),
        names={product.id: product.name for product in catalog.products},
        look=look,
        show=lambda text: cart.world.show(text, "QRCODE"),
        weigh=weighed,
        receipt=cart.parts.store.receipt_url,
        staff=f"{server.url}/staff",
    )
    return LaneTill(beside)


def weighed(check: Check) -> int:
    """What a scale without error says of what the hand laid in: whole bunches, in grams, bag and all."""
    bunches = max(1, round((check.net_g + check.tare_g) / PRODUCE_G))
    return round(bunches * PRODUCE_G)


def pixels_of(widget: Widget) -> Grey:
    """What a widget shows, in grey, at its own size."""
    texture = widget.export_as_image().texture
    wide, high = texture.size
    colours = np.frombuffer(texture.pixels, dtype=np.uint8).reshape(high, wide, 4)
    return np.ascontiguousarray(colours[:, :, :3].mean(axis=2).astype(np.uint8))
