"""The frozen picture of a trip that screens show. Money in cents, mass in grams; the only words are names."""

from dataclasses import dataclass, field
from typing import Literal

from cart.trip.prompts import Prompt, ScanNext

Phase = Literal["welcome", "shopping", "find_lane", "at_lane", "thanks", "staff", "out_of_service"]


@dataclass(frozen=True)
class SavingView:
    """One saving on a line: the offer's words, and how much."""

    words: str
    cents: int


@dataclass(frozen=True)
class AcrossView:
    """A saving over the whole basket, told once; `parts` are (line id, cents)."""

    offer: str
    words: str
    cents: int
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class HintView:
    """ "Add `more` more and pay `extra_cents` for it": what the total would rise by."""

    more: int
    extra_cents: int
    words: str = ""


@dataclass(frozen=True)
class LineView:
    """One row of the receipt: equal pieces of one product together, or one weighed piece.

    `per_cents` is what a `per` (kilogram, litre, piece) of a package costs, 0 where it is not known; `lowest_30_cents`
    the lowest price of the last 30 days where an offer lowers it and the law asks.
    """

    lines: tuple[str, ...]
    product: str
    name: str
    department: str
    icon: str | None
    quantity: int
    unit: Literal["ea", "kg", "lb"]
    unit_price_cents: int
    regular_cents: int
    net_cents: int
    savings: tuple[SavingView, ...] = ()
    hint: HintView | None = None
    net_g: int | None = None
    tare_g: int = 0
    newest: bool = False
    price_kept: bool = False
    min_age: int = 0
    per_cents: int = 0
    per: Literal["kg", "L", "ea"] = "kg"
    lowest_30_cents: int = 0
    several: bool = False
    picture: str | None = None


@dataclass(frozen=True)
class Totals:
    """The receipt's sums. `due` is what the shopper pays, `cash` the same in coins; `tax_included`: prices hold it.
    `open_cents`: how much less it might be at the most, where the lowest total is not proven.
    """

    items: int = 0
    tax_cents: int = 0
    deposit_cents: int = 0
    due_cents: int = 0
    cash_cents: int | None = None
    saved_cents: int = 0
    points: int = 0
    age_required: int = 0
    tax_included: bool = False
    across: tuple[AcrossView, ...] = ()
    open_cents: int = 0


@dataclass(frozen=True)
class DeviceView:
    """A device's health. When it is not ok, `why` is the kind of trouble (cart.errors), `words` are the driver's."""

    device: str
    ok: bool
    words: str = ""
    why: str = ""


@dataclass(frozen=True)
class Check:
    """What a person at the lane must answer before the trip is sold: an age, or what no certified scale has weighed.

    `key` names it: "age:21", or "weight:" and the line's id. `names` are the products'; grams are as displayed.
    """

    key: str
    names: tuple[str, ...]
    age: int = 0
    net_g: int = 0
    tare_g: int = 0

    @property
    def kind(self) -> Literal["age", "weight"]:
        """Which question it is."""
        return "age" if self.age else "weight"


@dataclass(frozen=True)
class View:
    """All that a screen may know of a trip."""

    phase: Phase = "welcome"
    trip: int = 0
    sid: str = ""
    language: str = "en"
    currency: str = "USD"
    member: str = ""
    prompt: Prompt = field(default_factory=ScanNext)
    lines: tuple[LineView, ...] = ()
    totals: Totals = Totals()
    budget_cents: int = 0
    devices: tuple[DeviceView, ...] = ()
    online: bool = True
    lane: str = ""
    receipt: str = ""
    staff: str = ""
    trust: int = 100
    trust_reasons: tuple[str, ...] = ()
    grams: tuple[tuple[str, int], ...] = ()
    weight_checked: bool = True
    last_place: str = ""
    undo: bool = False
    checks: tuple[Check, ...] = ()
    adding: bool = False
