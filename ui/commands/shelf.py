"""What the virtual shelf's buttons do to the simulated world, and what the shelf knows of the cart."""

from functools import partial

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.facts import CodeRefused, Fact, ItemScanned
from cart.handover.money import money
from cart.trip.prompts import WeighProduce
from cart.trip.state import Trip
from drivers.sim.world import World
from ui.commands.cart import Running
from ui.parts.picturefiles import file_of
from ui.shelf.hand import ShelfWorld
from ui.shelf.till import NO_LANE, LaneSide
from ui.shopper.hand import barcode, mass_g

HAND_G = 900.0
PRODUCE_G = 640.0
TEST_WEIGHTS_G = (2_000, 5_000, 10_000)
MEMBER, SHIFT_S = "DCM:1000017", 12 * 3600
# Of the demo store: an offer for two, a member's price, a pair, loose produce, and what needs an age.
STARTERS = (
    "Rye bread 750 g", "Cola 2 L", "Strawberry yogurt 150 g", "Ground coffee 500 g", "Olive oil 500 ml", "Bananas",
    "Red wine 750 ml", "Chocolate chips 340 g",
)  # fmt: skip


class Ear:
    """Hears the cart read codes, so that the hand at the shelf knows when to put in what it shows."""

    def __init__(self, cart: Running) -> None:
        self._cart = cart
        self._heard = ""
        cart.parts.desk.listen(self.hear)

    def hear(self, _: Trip, fact: Fact, __: Trip) -> None:
        """A desk listener."""
        if isinstance(fact, ItemScanned):
            self._heard = fact.product.id
        elif isinstance(fact, CodeRefused):
            self._heard = "refused"

    def forget(self) -> None:
        """Something else is shown from now on."""
        self._heard = ""

    def expects(self, product: Product) -> bool:
        """Whether the cart knows that it comes: its code was read (or refused), or it was chosen on the screen."""
        asked = self._cart.parts.desk.view.prompt
        if isinstance(asked, WeighProduce):
            return asked.product.id == product.id
        return product.department == WEIGHTS or self._heard in (product.id, "refused")


def shelf_world(cart: Running, lane: LaneSide = NO_LANE) -> ShelfWorld:
    """All that the shelf's hand may do."""
    world, catalog, ear = cart.world, cart.parts.store.catalog.snapshot(), Ear(cart)
    return ShelfWorld(
        products=(*catalog.products, *map(_known_weight, TEST_WEIGHTS_G)),
        show=partial(_show, world, ear),
        put=partial(_put, world, ear),
        take=world.take,
        hide=world.hide,
        expects=ear.expects,
        phase=lambda: cart.parts.desk.view.phase,
        switch=partial(_switch, cart),
        cards=tuple((name, partial(world.show, text, "QRCODE")) for name, text in _cards(cart).items()),
        starters=_starters(catalog),
        money=lambda cents: money(cents, catalog.terms.currency),
        lane=lane,
    )


def _cards(cart: Running) -> dict[str, str]:
    """A member's card, and a badge of the store on this machine, where there is one."""
    server = cart.around.server
    if server is None:
        return {"Member card": MEMBER}
    return {"Member card": MEMBER, "Staff badge": server.shop.give_badge("Demo", "manager", SHIFT_S, "the demo")}


WEIGHTS = "weights"


def _known_weight(grams: int) -> Product:
    """A known weight to calibrate with: it lies on the shelf and goes into the basket as a product does."""
    return Product(f"W{grams}", f"{grams // 1000} kg", 0, WEIGHTS, mass_mg=grams * 1000, icon="weight-kilogram")


def _starters(catalog: Snapshot) -> tuple[Product, ...]:
    by_name = {product.name: product for product in catalog.products}
    return tuple(by_name[name] for name in STARTERS if name in by_name)


def _show(world: World, ear: Ear, product: Product) -> None:
    """Loose produce has no barcode: it is held up all the same, and the camera sees nothing to read."""
    ear.forget()
    if product.gtin is not None:
        world.show(*barcode(product))


def _put(world: World, ear: Ear, product: Product) -> str:
    ear.forget()
    return world.put(mass_g(product) or PRODUCE_G, picture=file_of(product.picture or ""))


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
