"""The app in a window, with the virtual shelf beside it when the world is simulated."""

from functools import partial

from cart.catalog.product import Product
from drivers.sim.world import World
from ui.app import DashCartApp
from ui.commands.cart import Running
from ui.shelf.hand import ShelfWorld
from ui.shelf.panel import ShelfPanel
from ui.shopper.hand import barcode, mass_g

HAND_G = 900.0
PRODUCE_G = 640.0


def run(cart: Running) -> int:
    """Runs until the window is closed. Returns the exit status."""
    cart.parts.start()
    try:
        beside = ShelfPanel(shelf_world(cart), cart.shop.settings.height) if cart.around.world else None
        DashCartApp(cart.shop, beside).run()
    finally:
        cart.parts.stop()
    return 0


def shelf_world(cart: Running) -> ShelfWorld:
    """What the virtual shelf's buttons do to the simulated world."""
    world = cart.world
    return ShelfWorld(
        products=(*cart.parts.store.catalog.snapshot().products, *map(_known_weight, TEST_WEIGHTS_G)),
        show=partial(_show, world),
        put=lambda product: world.put(mass_g(product) or PRODUCE_G),
        take=world.take,
        hide=world.hide,
        switch=partial(_switch, cart),
        cards=tuple((name, partial(world.show, text, "QRCODE")) for name, text in CARDS.items()),
    )


TEST_WEIGHTS_G = (2_000, 5_000, 10_000)


def _known_weight(grams: int) -> Product:
    """A known weight to calibrate with: it lies on the shelf and goes into the basket as a product does."""
    return Product(f"W{grams}", f"{grams // 1000} kg", 0, "weights", mass_mg=grams * 1000, icon="weight-kilogram")


CARDS = {"Member card": "DCM:1000017", "Staff badge": "DCB:77", "Lane 4": "DCL:4"}


def _show(world: World, product: Product) -> None:
    """Loose produce has no barcode: it is held up all the same, and the camera sees nothing to read."""
    if product.gtin is not None:
        world.show(*barcode(product))


def _switch(cart: Running, name: str, on: bool) -> None:
    world = cart.world
    match name:
        case "hand" if on:
            world.rest_hand(HAND_G)
        case "hand":
            world.lift_hand()
        case "rolling":
            world.roll(on)
        case "network":
            cart.network.on = not on
        case device if on:
            world.unplug(device)
        case device:
            world.plug(device)
