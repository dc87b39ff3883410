"""The scripted shopper's hands: the simulated world, and the screen's own touches."""

from collections import defaultdict
from collections.abc import Callable
from typing import Protocol

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.codes.labels import us_price_label
from ui.intents import Touch
from ui.parts.picturefiles import file_of


class Shelf(Protocol):
    """What of the simulated world a shopper's hands use."""

    def pick(self, text: str, symbology: str = "EAN13", mass_g: float = 0.0, picture: str = "") -> None:
        """Takes a thing into the hand."""
        ...

    def show(self, text: str | None = None, symbology: str = "EAN13") -> None:
        """Holds it into the camera's view."""
        ...

    def hide(self) -> None:
        """Takes it out of the view."""
        ...

    def put(self, mass_g: float | None = None, *, picture: str = "") -> str:
        """Puts it in the basket, where its picture (a file) is seen."""
        ...

    def take(self, key: str) -> float:
        """Takes a thing out of the basket."""
        ...


class Hand:
    """One shopper. `go` shows another screen of the app; `begin` starts a trip."""

    def __init__(self, world: Shelf, catalog: Snapshot, touch: Touch, begin: Callable[[], None]) -> None:
        self.world, self.catalog, self.touch, self.begin = world, catalog, touch, begin
        self._put: dict[str, list[str]] = defaultdict(list)

    def product(self, name: str) -> Product:
        """The catalog's product of this name. Raises KeyError."""
        for product in self.catalog.products:
            if product.name == name:
                return product
        raise KeyError(name)

    def show(self, product: Product) -> None:
        """Takes it from the shelf and shows its barcode."""
        text, symbology = barcode(product)
        self.world.pick(text, symbology, mass_g(product))
        self.world.show()

    def label(self, product: Product, cents: int, grams: float) -> None:
        """Takes a pack that the counter labelled with its price, and shows it."""
        self.world.pick(us_price_label(product.id, cents), "UPCA", grams)
        self.world.show()

    def put(self, product: Product, grams: float | None = None) -> None:
        """Puts it in the basket."""
        weight, picture = mass_g(product) if grams is None else grams, file_of(product.picture or "")
        self._put[product.id].append(self.world.put(weight, picture=picture))

    def put_own(self, grams: float) -> None:
        """Puts an own bag in the basket."""
        self._put[""].append(self.world.put(grams))

    def take(self, product: Product) -> None:
        """Takes it out of the basket again."""
        if not self._put[product.id]:
            raise KeyError(product.id)
        self.world.take(self._put[product.id].pop())

    def leave(self) -> None:
        """Goes home with what was put in."""
        for key in (key for keys in self._put.values() for key in keys):
            self.world.take(key)
        self._put.clear()


def barcode(product: Product) -> tuple[str, str]:
    """The symbol on the pack: UPC-A for a 12-digit number, else EAN-13."""
    number = product.id.lstrip("0")
    return (number.zfill(12), "UPCA") if len(number) <= 12 else (number.zfill(13), "EAN13")


def mass_g(product: Product) -> float:
    """What one piece weighs on average."""
    return (product.mass_mg or 0) / 1000
