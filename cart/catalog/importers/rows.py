"""What an importer gives: products, and what is wrong with the rows that it skips."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cart.catalog.product import Product
from cart.errors import CatalogError

Progress = Callable[[int, int], None]
"""Called with the bytes read so far and the bytes in all."""

MOST_PIECES = 48
"""Of a pack that comes apart."""
MOST_TARE_G, OLDEST = 10_000, 99

Check = Callable[[Product], object]
"""A further rule of who imports: raises CatalogError for a product that is to be skipped."""


@dataclass(frozen=True)
class RowProblem:
    """A row that is skipped: its line in the file, and what to do about it. `broke_off`: so is all behind it.

    `note`: nothing is skipped; something of the whole file is worth a look (columns that are ignored).
    """

    line: int
    words: str
    broke_off: bool = False
    note: bool = False


Found = Iterator[Product | RowProblem]


class Seen:
    """The ids so far, so that a second row of one product is told from the first; and the importer's own rule."""

    def __init__(self, check: Check | None = None) -> None:
        self._lines: dict[str, int] = {}
        self._check = check

    def first(self, product: Product, line: int) -> Product | RowProblem:
        """The product where it is the first of its id, else what to do about the second. Raises CatalogError."""
        if self._check:
            self._check(product)
        earlier = self._lines.setdefault(product.id, line)
        if earlier == line:
            return product
        return RowProblem(line, f"{product.id} ({product.name}) stands in line {earlier} already: keep one of the two.")


def checked(product: Product) -> Product:
    """The product where its values fit together. Raises CatalogError where they do not."""
    if not product.name:
        raise CatalogError("There is no name: give one.")
    if product.price_cents <= 0:
        raise CatalogError(f"{product.name} has no price: give one above 0.")
    if product.member_price_cents is not None and product.member_price_cents > product.price_cents:
        raise CatalogError(f"{product.name}: the member price is above the price. Exchange the two?")
    if product.tare_g > MOST_TARE_G:
        raise CatalogError(f"{product.name}: a bag of {product.tare_g} g is too heavy: write {MOST_TARE_G} at most.")
    if product.min_age > OLDEST:
        raise CatalogError(f"{product.name}: nobody is {product.min_age} years old: write an age in years.")
    if not 1 <= product.pieces <= MOST_PIECES:
        raise CatalogError(f"{product.name} comes apart in {product.pieces} pieces: write 1 to {MOST_PIECES}.")
    return product
