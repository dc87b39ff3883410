"""The app in a window, with the virtual shelf beside it when the world is simulated."""

from ui.app import DashCartApp
from ui.commands.cart import Running


def run(cart: Running) -> int:
    """Runs until the window is closed. Returns the exit status."""
    cart.parts.start()
    try:
        DashCartApp(cart.shop).run()
    finally:
        cart.parts.stop()
    return 0
