"""The store's floor: aisles, departments, lanes and the entrance. Centimetres from the top left."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cart.catalog.product import Place
from cart.catalog.storefile import read_toml
from cart.errors import CatalogError
from cart.tables import parse


@dataclass(frozen=True)
class Point:
    """A point on the floor."""

    x_cm: int
    y_cm: int


@dataclass(frozen=True)
class Area:
    """A rectangle that shoppers know by a name: an aisle to walk through, or a department along a wall."""

    name: str
    kind: Literal["aisle", "department"]
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int
    departments: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def holds(self, x_cm: int, y_cm: int) -> bool:
        """Whether the point lies in this area, its edge included."""
        return self.x_cm <= x_cm <= self.x_cm + self.width_cm and self.y_cm <= y_cm <= self.y_cm + self.depth_cm

    def words_in(self, language: str) -> str:
        """What stands on its sign, in `language`, else in English, else its name."""
        return self.words.get(language) or self.words.get("en") or self.name


@dataclass(frozen=True)
class Shelf:
    """A rectangle that nobody walks through."""

    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int


@dataclass(frozen=True)
class LaneSpot:
    """A lane and where it stands."""

    name: str
    x_cm: int
    y_cm: int


@dataclass(frozen=True)
class Department:
    """A department: its id as products name it, its icon (Material Design Icons 7) and its sign."""

    id: str
    icon: str
    words: Mapping[str, str] = field(default_factory=dict)

    def words_in(self, language: str) -> str:
        """Its sign in `language`, else in English, else its id."""
        return self.words.get(language) or self.words.get("en") or self.id


@dataclass(frozen=True)
class StorePlan:
    """The whole floor."""

    name: str
    width_cm: int
    depth_cm: int
    entrance: Point
    areas: tuple[Area, ...] = ()
    lanes: tuple[LaneSpot, ...] = ()
    departments: tuple[Department, ...] = ()
    shelves: tuple[Shelf, ...] = ()

    def area(self, name: str) -> Area | None:
        """The area of that name (`Place.aisle`)."""
        return next((area for area in self.areas if area.name == name), None)

    def department(self, id: str) -> Department | None:
        """The department of that id."""
        return next((one for one in self.departments if one.id == id), None)

    def holds(self, place: Place) -> bool:
        """Whether the place lies on the floor, in the area that it names."""
        area = self.area(place.aisle)
        return area is not None and area.holds(place.x_cm, place.y_cm)


def distance_cm(one: Place | Point, other: Place | Point) -> int:
    """Centimetres between two points, as the crow flies."""
    return round(math.hypot(one.x_cm - other.x_cm, one.y_cm - other.y_cm))


def load(path: Path) -> StorePlan:
    """Reads a plan (TOML). Raises CatalogError with the file, the key and what to do."""
    plan = parse(StorePlan, read_toml(path), str(path), CatalogError)
    outside = [f"area {area.name!r}" for area in plan.areas if not _inside(plan, area)]
    outside += [f"the shelf at {one.x_cm}, {one.y_cm}" for one in plan.shelves if not _inside(plan, one)]
    if outside:
        raise CatalogError(f"{path}: {outside[0]} reaches outside the floor: correct its place or its size.")
    return plan


def _inside(plan: StorePlan, part: Area | Shelf) -> bool:
    fits = part.x_cm + part.width_cm <= plan.width_cm and part.y_cm + part.depth_cm <= plan.depth_cm
    return fits and min(part.x_cm, part.y_cm) >= 0 and min(part.width_cm, part.depth_cm) > 0
