"""What is priced and what comes out: the dataclasses of the price engine. Money in cents, mass in grams, rates in bp.

The meaning of every field is the pricing case schema's (cart/pricing/README.md); lines, products and offers are
immutable, so a basket can be priced again and again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cart.pricing.selectors import EVERYTHING, Match, Valid

Rounding = Literal["half_up", "half_even", "down"]


@dataclass(frozen=True)
class PricedProduct:
    """What pricing needs to know of a product (per each, or per kg or lb)."""

    price: int
    unit: Literal["ea", "kg", "lb"] = "ea"
    member_price: int | None = None
    categories: tuple[str, ...] = ()
    tax: str = "A"
    deposit: int = 0
    min_age: int = 0
    no_discount: bool = False


@dataclass(frozen=True)
class BasketLine:
    """One line in scan order: pieces (`qty`), a weighed piece (`grams` gross), a priced label, or returned empties."""

    id: str
    product: str | None = None
    qty: int | None = None
    grams: int | None = None
    tare: int = 0
    embedded_price: int | None = None
    seen_prices: tuple[int, ...] = ()
    override_price: int | None = None
    void: bool = False
    refund: bool = False
    deposit_return: int | None = None


@dataclass(frozen=True)
class Basket:
    """Lines, the products that they name, coupons presented (copies), and the household's earlier uses of offers.

    `used` counts, by the offer's id, its applications in the trips before this one.
    """

    lines: tuple[BasketLine, ...]
    products: Mapping[str, PricedProduct]
    coupons: Mapping[str, int] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PointsRule:
    """`points` for every full `per_cents` of the net total, for customers of `tier` (None: all)."""

    per_cents: int
    points: int
    tier: str | None = None


@dataclass(frozen=True)
class TaxFree:
    """Goods that bear none of `taxes` (none named: no tax) while all that it says holds: a tax holiday of some days for
    units of at most `up_to` cents (before offers), an exempt customer, a means of payment that pays no tax.
    """

    taxes: tuple[str, ...] = ()
    match: Match = EVERYTHING
    customer_tiers: tuple[str, ...] | None = None
    tenders: tuple[str, ...] | None = None
    valid: Valid | None = None
    up_to: int | None = None


@dataclass(frozen=True)
class Eligible:
    """What a means of payment may pay for: SNAP, WIC, meal vouchers."""

    tender: str
    match: Match


@dataclass(frozen=True)
class Rules:
    """The store's rules. What is due rounds to a multiple of `cash_rounding` for cash, or for all tenders (`rounds`).

    `cash_halves` rounds a half up (away from zero: Canada, Switzerland) or down (New Zealand): a refund as its sale.
    `printed_coupons`: manufacturers' coupons are taken by what they say of themselves (AI 8110). `taxes`: by tax class
    the taxes that it bears (a class left out bears the tax of its name); `deposit_tax`: the tax that deposits bear.
    `eligible`: tenders that may pay for some goods only.
    """

    tax_rates: Mapping[str, int]
    rounding: Rounding = "half_up"
    tax_mode: Literal["exclusive", "inclusive"] = "exclusive"
    tax_rounding: Literal["half_up", "half_even"] = "half_up"
    price_lock: Literal["current", "lowest_seen"] = "lowest_seen"
    threshold_on: Literal["net", "regular"] = "net"
    cash_rounding: int = 0
    cash_halves: Literal["up", "down"] = "up"
    rounds: Literal["cash", "all"] = "cash"
    points: PointsRule | None = None
    printed_coupons: bool = False
    taxes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tax_free: tuple[TaxFree, ...] = ()
    deposit_tax: str | None = None
    eligible: tuple[Eligible, ...] = ()


@dataclass(frozen=True)
class Context:
    """The moment: `now` is the store's wall time "YYYY-MM-DDTHH:MM", `tiers` the customer's.

    `cash`: what is due is told in coins too. `tender` is the means of payment, once it is known.
    """

    now: str
    tiers: tuple[str, ...] = ()
    cash: bool = False
    tender: str | None = None


@dataclass(frozen=True)
class Saving:
    """What an offer (or "member", "seen" price) saves on a line, in the offer's words.

    `goods` are the products that the words leave out: those that it is used with, or (`whole`) those that it is for.
    """

    offer: str
    words: str
    cents: int
    goods: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True)
class PricedLine:
    """A line of the receipt: regular price, what it costs after all savings, and why."""

    id: str
    product: str | None
    regular: int
    net: int
    savings: tuple[Saving, ...] = ()
    deposit: int = 0
    unit_price: int = 0
    qty: int = 1
    grams: int | None = None
    tare: int = 0
    unit: Literal["ea", "kg", "lb"] = "ea"
    tax: str = ""
    refund: bool = False
    void: bool = False


@dataclass(frozen=True)
class Application:
    """One use of one offer: the units (counts of lines) that it takes; `takes`: (product, base, saving) of each."""

    offer: str
    units: tuple[tuple[str, int], ...]
    saving: int
    stage: Literal["item", "basket", "mfr"] = "item"
    takes: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class Receipt:
    """The priced basket. `tax` is (rate id, cents) by ascending rate id; `proven`: no lower total exists
    (else `open_cents` is the most that it could still be lower). `nets`: what each tax is taken on. `due` contains
    `rounding` where the store rounds for all tenders; `cash_due` is what it comes to in cash. `vouchers` are for the
    next trip; `eligible` is (tender, the most that it may pay, cents)."""

    lines: tuple[PricedLine, ...]
    regular_total: int
    net_total: int
    offer_savings: int
    mfr_savings: int
    total_savings: int
    tax: tuple[tuple[str, int], ...]
    deposit: int
    due: int
    cash_due: int
    points: int
    age_required: int
    applications: tuple[Application, ...] = ()
    proven: bool = True
    open_cents: int = 0
    nets: tuple[tuple[str, int], ...] = ()
    coupons: tuple[Saving, ...] = ()
    rounding: int = 0
    vouchers: tuple[Saving, ...] = ()
    eligible: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Hint:
    """What `more` units of a product would make of the basket: `due` is the resulting total, `extra_cents` on top."""

    product: str
    more: int
    due: int
    extra_cents: int
    words: str
