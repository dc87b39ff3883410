"""What goes in and out of the basket."""

from dataclasses import dataclass

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class ItemScanned(Fact):
    """A code that the store sells was read. `product` is its record at this moment."""

    product: Product
    code: Code


@dataclass(frozen=True, kw_only=True)
class CodeRefused(Fact):
    """A code was read that cannot be sold: not in the catalog ("unknown"), "expired", or "recalled".

    Of coupons: "coupon" (its data are damaged) or "coupon_expired". Of badges: "badge", or "badge_wait" after too many.
    """

    code: Code
    why: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class CouponScanned(Fact):
    """A coupon was read: `coupon` is what all its copies share, `serial` this copy's own number where it has one.

    `goods` are the products that it is for by its own data, where the store takes such coupons.
    """

    coupon: str
    serial: str = ""
    goods: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WeightChanged(Fact):
    """The basket became heavier (+) or lighter (-). `revises` names an earlier change that this one replaces.

    `fell_mg`: how far it fell before it rose: something was taken out first (0: it did not fall, or that was not seen).
    """

    change: int
    mg: int
    sigma_mg: int
    revises: int | None = None
    fell_mg: int = 0


@dataclass(frozen=True, kw_only=True)
class ProducePicked(Fact):
    """The shopper chose loose produce (or staff keyed a PLU); what goes in next is it."""

    product: Product


@dataclass(frozen=True, kw_only=True)
class ProduceAdded(Fact):
    """The shopper confirms the produce in the basket: `gross_g` as displayed, or `quantity` for unit "ea"."""

    product: Product
    gross_g: int = 0
    tare_g: int = 0
    quantity: int = 0


@dataclass(frozen=True, kw_only=True)
class ProduceDropped(Fact):
    """The shopper leaves the produce screen without adding."""


@dataclass(frozen=True, kw_only=True)
class BagDeclared(Fact):
    """The shopper says: what goes in next (or what went in just now) is my own bag or thing, not for sale."""


@dataclass(frozen=True, kw_only=True)
class BagDone(Fact):
    """The shopper has put own things in (or changed their mind)."""


@dataclass(frozen=True, kw_only=True)
class LineRemoved(Fact):
    """The shopper (or `staff`) says which line left the basket, takes it off, or cancels one not yet in it.

    `whole`: all of it, though less than it weighs has left. `every`: and all pieces like it.
    """

    line: str
    staff: str = ""
    whole: bool = False
    every: bool = False


@dataclass(frozen=True, kw_only=True)
class QuantitySaid(Fact):
    """The shopper says how many of a line's product there are in the basket."""

    line: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class ItemIsIn(Fact):
    """The shopper says that a waiting item is in the basket (too light to see, or riding elsewhere)."""

    line: str


@dataclass(frozen=True, kw_only=True)
class PutBack(Fact):
    """The shopper says that all is again as the list shows (put back, or taken out)."""


@dataclass(frozen=True, kw_only=True)
class NoticeSeen(Fact):
    """The shopper has read a notice (not recognised, expired)."""
