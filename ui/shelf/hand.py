"""What the hand does at the virtual shelf, without Kivy: one thing in the hand, things in the basket, switches."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from cart.catalog.product import Product

WIDTH = 470  # px of the panel beside the cart's screen
SWITCHES: tuple[tuple[str, str, str], ...] = (
    ("hand", "Hand rests", "hand-back-left-outline"),
    ("rolling", "Cart rolls", "cart-arrow-right"),
    ("camera", "Unplug camera", "camera-off-outline"),
    ("scale", "Unplug scale", "scale-unbalanced"),
    ("network", "Network off", "wifi-off"),
)


def _nothing(*_: object) -> None:
    return None


@dataclass(frozen=True)
class ShelfWorld:
    """The callables of a simulated world.

    `show` picks a product up and shows its barcode to the camera; `hide` takes it out of the view; `put` lays it in the
    basket and gives a key; `take` takes that key out. `switch(name, on)` does what SWITCHES name. `cards` are codes to
    show by a name ("Member card", "Staff badge", "Lane 4").
    """

    products: tuple[Product, ...]
    show: Callable[[Product], None]
    put: Callable[[Product], str]
    take: Callable[[str], object]
    hide: Callable[[], None] = _nothing
    switch: Callable[[str, bool], None] = _nothing
    cards: tuple[tuple[str, Callable[[], None]], ...] = ()


@dataclass(frozen=True)
class Inside:
    """A thing in the basket."""

    number: int
    key: str
    product: Product


class ShelfHand:
    """One hand. Every method does one thing in the world and leaves the state to be shown."""

    def __init__(self, world: ShelfWorld) -> None:
        self.world = world
        self.held: Product | None = None
        self.shown = False
        self.inside: tuple[Inside, ...] = ()
        self.on: frozenset[str] = frozenset()
        self.department = self.departments[0] if world.products else ""
        self._numbers = count(1)

    @property
    def departments(self) -> tuple[str, ...]:
        """The shelf's departments, in the order of its products."""
        return tuple(dict.fromkeys(one.department for one in self.world.products))

    def stand(self, department: str) -> None:
        """Goes to a department."""
        self.department = department

    def near(self) -> tuple[Product, ...]:
        """The products of the department where one stands."""
        return tuple(one for one in self.world.products if one.department == self.department)

    def pick(self, product: Product) -> None:
        """Takes a product from the shelf (the one held before goes back)."""
        self.back()
        self.held = product

    def show(self) -> None:
        """Holds what is in the hand to the camera."""
        if self.held:
            self.world.show(self.held)
            self.shown = True

    def put(self) -> None:
        """Lays what is in the hand into the basket."""
        if self.held:
            product, self.held, self.shown = self.held, None, False
            self.inside = (Inside(next(self._numbers), self.world.put(product), product), *self.inside)

    def back(self) -> None:
        """Puts what is in the hand back on the shelf."""
        if self.shown:
            self.world.hide()
        self.held, self.shown = None, False

    def take(self, number: int) -> None:
        """Takes a thing out of the basket, into the hand."""
        for one in self.inside:
            if one.number == number:
                self.world.take(one.key)
                self.inside = tuple(other for other in self.inside if other.number != number)
                self.back()
                self.held = one.product

    def flip(self, name: str) -> None:
        """Turns a switch."""
        self.on = self.on ^ {name}
        self.world.switch(name, name in self.on)

    def card(self, name: str) -> None:
        """Shows a card or a code by its name."""
        dict(self.world.cards)[name]()
