"""The app in a window, with the virtual shelf beside it when the world is simulated."""

from kivy.uix.widget import Widget

from ui.app import DashCartApp
from ui.commands.cart import Running
from ui.commands.shelf import shelf_world
from ui.shelf.panel import ShelfPanel
from ui.shelf.table import Table


def run(cart: Running) -> int:
    """Runs until the window is closed. Returns the exit status."""
    cart.parts.start()
    try:
        DashCartApp(cart.shop, (lambda stage: table(cart, stage)) if cart.around.world else None).run()
    finally:
        cart.parts.stop()
    return 0


def table(cart: Running, stage: Widget) -> Table:
    """The cart's screen on a table, with the shelf."""
    shelf = ShelfPanel(shelf_world(cart), lambda: made.fold(True))
    made = Table(stage, shelf)
    return made
