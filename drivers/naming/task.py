"""A naming task: what a store sells and taught, and the gains that are asked about, as one JSON file has them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cart.errors import BadInput
from cart.naming.evidence import Good
from cart.naming.weight import Mass
from cart.tables import parse


@dataclass(frozen=True)
class Product:
    """A product of the task: grams and their standard deviation between pieces; `taught`: picture files."""

    id: str
    name: str
    kind: Literal["pack", "produce"]
    mass_g: float
    spread_g: float
    taught: tuple[str, ...] = ()

    @property
    def good(self) -> Good:
        """The product as naming knows it."""
        return Good(self.id, self.name, Mass(self.mass_g, self.spread_g, self.kind == "produce"), bool(self.taught))


@dataclass(frozen=True)
class Query:
    """A gain of `grams` (the scale's standard deviation `sigma_g`), seen in `pictures`; `basket`: ids scanned."""

    id: str
    pictures: tuple[str, ...]
    grams: float
    sigma_g: float
    basket: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """The whole file."""

    products: tuple[Product, ...]
    queries: tuple[Query, ...]


def load(path: Path) -> Task:
    """Reads a task. Raises BadInput with what is wrong."""
    try:
        table: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read ({error}). Give a task: one JSON file.") from error
    task = parse(Task, table, str(path))
    for query in task.queries:
        if not query.sigma_g > 0:
            raise BadInput(f"{path}: the query {query.id!r} has sigma_g {query.sigma_g:g}; it must be above 0.")
    return task
