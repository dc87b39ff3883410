"""What the hand does at the virtual shelf, without Kivy: one thing in the hand, things in the basket, switches."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from cart.catalog.product import Product
from ui.shelf.till import NO_LANE, LaneSide

SWITCHES: tuple[tuple[str, str], ...] = (
    ("hand", "Hand rests"),
    ("rolling", "Cart rolls"),
    ("camera", "Unplug camera"),
    ("scale", "Unplug scale"),
    ("network", "Network off"),
)


PATIENCE_LOOKS, AWAY_LOOKS = 40, 15
"""What waits unread for so many looks is taken away for so many, and shown again: a code that stays counts once."""


def _nothing(*_: object) -> None:
    return None


def _always(_: Product) -> bool:
    return True


def _plain(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _shopping() -> str:
    return "shopping"


@dataclass(frozen=True)
class ShelfWorld:
    """The callables of a simulated world.

    `show` picks a product up and shows its barcode to the camera; `hide` takes it out of the view; `put` lays it in the
    basket and gives a key; `take` takes that key out. `expects(product)`: the cart knows by now that it comes (it read
    the code, or the shopper chose it on the screen). `phase` is the trip's. `switch(name, on)` does what SWITCHES name.
    `cards` are codes to show by a name ("Member card", "Staff badge"), `starters` the products to begin with;
    `money` writes an amount in cents.
    """

    products: tuple[Product, ...]
    show: Callable[[Product], None]
    put: Callable[[Product], str]
    take: Callable[[str], object]
    hide: Callable[[], None] = _nothing
    expects: Callable[[Product], bool] = _always
    phase: Callable[[], str] = _shopping
    switch: Callable[[str, bool], None] = _nothing
    cards: tuple[tuple[str, Callable[[], None]], ...] = ()
    starters: tuple[Product, ...] = ()
    money: Callable[[int], str] = _plain
    lane: LaneSide = NO_LANE


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
        self.shown = self.waits = False
        self._looks = self._away = 0
        self.inside: tuple[Inside, ...] = ()
        self.on: frozenset[str] = frozenset()
        self._numbers = count(1)

    @property
    def expected(self) -> bool:
        """Whether the cart knows by now what the hand holds."""
        return self.held is not None and self.world.expects(self.held)

    def pick(self, product: Product) -> None:
        """Takes a product from the shelf (the one held before goes back)."""
        self.back()
        self.held = product

    def show(self) -> None:
        """Holds what is in the hand to the camera; what is there already is taken away for a moment first."""
        if self.shown:
            self._take_away()
        elif self.held:
            self.world.show(self.held)
            self.shown, self._looks, self._away = True, 0, 0

    def put(self) -> None:
        """Lays what is in the hand into the basket, once the cart knows it: till then it is shown, and waits."""
        if self.held is None:
            return
        if self.expected:
            self.drop()
            return
        self.waits = True
        if not self.shown:
            self.show()

    def drop(self) -> None:
        """Lays it into the basket whatever the cart knows."""
        if self.held:
            product = self.held
            self._empty()
            self.inside = (Inside(next(self._numbers), self.world.put(product), product), *self.inside)

    def look(self) -> None:
        """What waits goes in once the cart knows it, and is shown again where it does not. Called every moment."""
        if self.waits and self.expected:
            self.drop()
        elif self._away:
            self._away -= 1
            if not self._away:
                self.show()
        elif self.waits and self.held and self.held.gtin:
            self._looks += 1
            if self._looks >= PATIENCE_LOOKS:
                self._take_away()

    def back(self) -> None:
        """Puts what is in the hand back on the shelf."""
        if self.shown:
            self.world.hide()
        self._empty()

    def take(self, number: int) -> None:
        """Takes a thing out of the basket, into the hand."""
        for one in self.inside:
            if one.number == number:
                self.world.take(one.key)
                self.inside = tuple(other for other in self.inside if other.number != number)
                self.back()
                self.held = one.product

    def leave(self) -> None:
        """The shopper has gone home with what was in the basket."""
        self.back()
        for one in self.inside:
            self.world.take(one.key)
        self.inside = ()

    def _take_away(self) -> None:
        self.world.hide()
        self.shown, self._away = False, AWAY_LOOKS

    def _empty(self) -> None:
        self.held, self.shown, self.waits, self._looks, self._away = None, False, False, 0, 0

    @property
    def away(self) -> bool:
        """Whether it was taken out of the camera's view, to be shown again in a moment."""
        return self._away > 0

    def flip(self, name: str) -> None:
        """Turns a switch."""
        self.on = self.on ^ {name}
        self.world.switch(name, name in self.on)

    def card(self, name: str) -> None:
        """Shows a card or a code by its name."""
        dict(self.world.cards)[name]()
