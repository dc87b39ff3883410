"""A product as the shelf label, the scale and the till know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cart.catalog.content import Base, Content

Unit = Literal["ea", "kg", "lb"]


@dataclass(frozen=True)
class Place:
    """Where a product stands: the aisle's name and a point on the store's plan, centimetres from its top left."""

    aisle: str
    x_cm: int
    y_cm: int


@dataclass(frozen=True)
class Product:
    """One product. Money in integer cents, mass in integer milligrams (of one piece; None = not yet known).

    `id` is the GTIN-14 of a packaged product and "PLU" + number of loose produce. `price_cents` is per piece
    for unit "ea", else per kg or lb. `weighed_in_basket` is False for what rides elsewhere (lower tray, child seat).
    `pieces`: how many equal ones a pack holds that come apart (six cans).
    `content` is what one piece holds (0: not known), in whole `content_unit`s; `lowest_30_cents` the lowest price of
    the last 30 days, where the law asks for it beside a lower one. `picture` names a file of the store's pictures; its
    content's hash is in its name.
    """

    id: str
    name: str
    price_cents: int
    department: str
    gtin: str | None = None
    plu: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    unit: Unit = "ea"
    member_price_cents: int | None = None
    categories: tuple[str, ...] = ()
    tax: str = "A"
    mass_mg: int | None = None
    mass_sd_mg: int | None = None
    tare_g: int = 0
    deposit_cents: int = 0
    min_age: int = 0
    no_discount: bool = False
    weighed_in_basket: bool = True
    keywords: tuple[str, ...] = ()
    icon: str | None = None
    pieces: int = 1
    place: Place | None = None
    content: int = 0
    content_unit: Literal["g", "ml", "ea"] = "g"
    lowest_30_cents: int | None = None
    picture: str | None = None

    def name_in(self, language: str) -> str:
        """The name in `language`, else the store's own."""
        return self.names.get(language, self.name)

    @property
    def unit_price(self) -> tuple[int, Base] | None:
        """What a kg, litre or piece of a package costs, cents; None where that is not known or says nothing new."""
        if self.sold_by_weight or not self.content:
            return None
        return Content(self.content, self.content_unit).price(self.price_cents)

    @property
    def sold_by_weight(self) -> bool:
        """Whether a scale prices it."""
        return self.unit != "ea"
