"""What an offer or a rule is for: which products, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Categorised(Protocol):
    """A product, as far as selectors look at it."""

    @property
    def categories(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True)
class Match:
    """A selector of products: all, or any of `products` and `categories`; less what is excluded."""

    all: bool = False
    products: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    exclude_products: tuple[str, ...] = ()
    exclude_categories: tuple[str, ...] = ()

    def hits(self, product_id: str, product: Categorised) -> bool:
        """Whether the product is selected."""
        chosen = self.all or product_id in self.products or any(c in self.categories for c in product.categories)
        if not chosen or product_id in self.exclude_products:
            return False
        return not any(c in self.exclude_categories for c in product.categories)


NOTHING, EVERYTHING = Match(), Match(all=True)


@dataclass(frozen=True)
class Valid:
    """When an offer runs: dates inclusive, days 0 = Monday, `start` <= time < `end` ("HH:MM")."""

    from_: str | None = None
    to: str | None = None
    days: tuple[int, ...] | None = None
    start: str | None = None
    end: str | None = None


def timed(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table whose `valid` has its `from` under the name of the field: `from` is a word of Python."""
    valid = table.get("valid")
    if not isinstance(valid, Mapping):
        return dict(table)
    return {**table, "valid": {("from_" if key == "from" else key): value for key, value in valid.items()}}
