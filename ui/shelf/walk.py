"""The way along the virtual shelf: departments in the order of a walk through a shop, and a search. No Kivy."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cart.catalog.product import Product

# As one walks from the doors to the tills; what a chain calls otherwise follows, by name.
WALK = (
    "produce", "bakery", "deli", "meat", "fish", "dairy", "frozen", "pantry", "snacks", "drinks", "alcohol", "baby",
    "care", "household", "pets",
)  # fmt: skip
LAST = ("weights",)
NAMES = {"weights": "Known weights, to calibrate", "care": "Personal care", "baby": "Baby", "alcohol": "Beer and wine"}


@dataclass(frozen=True)
class Aisle:
    """A department: its name as the catalog has it and as people say it, and how many products it has."""

    department: str
    words: str
    count: int


def aisles(products: Iterable[Product]) -> tuple[Aisle, ...]:
    """The departments of these products, in the order of the walk."""
    counts: dict[str, int] = {}
    for one in products:
        counts[one.department] = counts.get(one.department, 0) + 1
    return tuple(Aisle(name, spoken(name), counts[name]) for name in sorted(counts, key=_place))


def spoken(department: str) -> str:
    """The department's name for people."""
    return NAMES.get(department, department.replace("_", " ").capitalize())


def _place(department: str) -> tuple[int, int, str]:
    if department in LAST:
        return 2, LAST.index(department), department
    if department in WALK:
        return 0, WALK.index(department), department
    return 1, 0, department


def in_department(products: Iterable[Product], department: str) -> tuple[Product, ...]:
    """What stands there, by name."""
    return tuple(sorted((one for one in products if one.department == department), key=lambda one: one.name.casefold()))


def found(products: Iterable[Product], words: str) -> tuple[Product, ...]:
    """The products of which each word of `words` begins a word of the name or is a number's end; by name."""
    wanted = words.casefold().split()
    hits = [one for one in products if wanted and all(_fits(one, word) for word in wanted)]
    return tuple(sorted(hits, key=lambda one: (not _starts(one.name, wanted), one.name.casefold())))


def _fits(product: Product, word: str) -> bool:
    if word.isdecimal() and product.id.endswith(word):
        return True
    said = (product.name, product.department, *product.keywords)
    return any(part.startswith(word) for text in said for part in text.casefold().split())


def _starts(name: str, wanted: Sequence[str]) -> bool:
    return name.casefold().startswith(wanted[0])


def price_words(product: Product, money: Callable[[int], str]) -> str:
    """The price as on the shelf's label: "$3.49 / kg"; "" for what is not sold."""
    price = money(product.price_cents) if product.price_cents else ""
    return f"{price} / {product.unit}" if price and product.sold_by_weight else price
