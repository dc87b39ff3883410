"""The trip as the session knows it: frozen, made anew by each fact."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import Fact, ItemSeen, Terms
from cart.trip.prompts import HelpComing, NotSold
from cart.trip.view import Phase

UNDO_S = 5.0
"""So long the last touch can be taken back."""

Why = Literal["", "placed", "left", "back", "own", "produce", "settled", "part", "unseen"]


@dataclass(frozen=True)
class Line:
    """One scanned or weighed piece. It is charged from when it is `placed` (in the basket).

    `measured_mg` is what the scale saw going in, and `measured_sd_mg` how far off its share of it may be, where things
    came together; `unseen`: placed on the shopper's word or because no scale can see it.
    `gap`: taken as in while the scale was not believed, so looked for when it is again. `shelf_cents`: what staff say
    that the shelf asks for it. `named`: nobody scanned it; the shopper said yes to what the eyes made of it.
    """

    id: str
    product: Product
    code: Code | None
    at: float
    gross_g: int | None = None
    tare_g: int = 0
    price_cents: int | None = None
    placed: bool = False
    measured_mg: int | None = None
    measured_sd_mg: int = 0
    unseen: bool = False
    gap: bool = False
    shelf_cents: int | None = None
    named: bool = False


@dataclass(frozen=True)
class Change:
    """One weight change, or a part of one, as last revised, and what explains it (`why`, and the `lines` in or out).

    `of`: the engine's change that it is a part of (0: it is one itself); the parts of one add up to it. `said`: a
    person explained it, so a later revision keeps the explanation. `gap`: it came while the scale was not believed.
    `word`: no scale saw it; it follows from a person's word. `net_g`: what a part took off a weighed line's weight.
    `fell_mg`: how far the basket fell before it rose.
    """

    id: int
    mg: int
    sigma_mg: int
    at: float
    why: Why = ""
    lines: tuple[str, ...] = ()
    said: bool = False
    of: int = 0
    gap: bool = False
    word: bool = False
    net_g: int = 0
    fell_mg: int = 0

    @property
    def source(self) -> int:
        """The engine's id of the change that this is, or is a part of."""
        return self.of or self.id


@dataclass(frozen=True)
class Doubt:
    """A line was touched that weighs far more than what left: all of it, or a part? `change` is the loss."""

    line: str
    change: int


@dataclass(frozen=True)
class LastTouch:
    """The last touch that changed the trip: when, the trip before it, and the facts since."""

    at: float
    before: "Trip"
    since: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Trip:
    """The whole state. `gone` are lines that left, newest last; `produce` is on the scale; `bagging`: own things go in.

    `unweighed`: for some of the trip no scale looked; `compared`: the level since was weighed against the list.
    `certified`: the scale may set prices. What the lane's people saw: `age_seen` (years; 0: no age), and the lines in
    `lane_weighed`. The way to the lane was `asked_at`, the trip `handed_at`, the basket at rest last `rested_at`.
    `leaving` are lines that the shopper takes off and that still weigh in the basket. `noted` says how often, and with
    how many milligrams, something happened that the lane is told. `serials` are coupons that are used once, `printed`
    the goods of those that say themselves what they give. `used`: when a person or the basket last did anything;
    `left`: how far the cart has gone since (cart.trip.left). `seen`: what the eyes made of open gains, by change.
    """

    number: int = 0
    sid: str = ""
    wall: str = ""
    cart: str = ""
    language: str = "en"
    phase: Phase = "welcome"
    terms: Terms | None = None
    member: str = ""
    tiers: tuple[str, ...] = ()
    budget_cents: int = 0
    lines: tuple[Line, ...] = ()
    gone: tuple[Line, ...] = ()
    coupons: Mapping[str, int] = field(default_factory=dict)
    serials: frozenset[str] = frozenset()
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    notice: NotSold | None = None
    produce: Product | None = None
    bagging: bool = False
    help: HelpComing | None = None
    staff: str = ""
    lane: str = ""
    paid: str = ""
    devices: Mapping[str, str] = field(default_factory=dict)
    whys: Mapping[str, str] = field(default_factory=dict)
    online: bool = True
    now: float = 0.0
    serial: int = 0
    unweighed: bool = False
    certified: bool = False
    age_seen: int = 0
    lane_weighed: tuple[str, ...] = ()
    doubt: Doubt | None = None
    leaving: Mapping[str, float] = field(default_factory=dict)
    noted: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    own_out_mg: tuple[int, ...] = ()
    level_mg: int | None = None
    compared: bool = False
    rested_at: float = 0.0
    asked_at: float = 0.0
    handed_at: float = 0.0
    own_most: int = 10
    own_g: int = 2_000
    touch: LastTouch | None = None
    call: str = ""
    help_since: float = 0.0
    used: float = 0.0
    seen: Mapping[int, ItemSeen] = field(default_factory=dict)
    left: Literal["", "asked", "called"] = ""

    @property
    def placed(self) -> tuple[Line, ...]:
        """The lines in the basket, in scan order: what is charged."""
        return tuple(line for line in self.lines if line.placed)

    @property
    def pending(self) -> tuple[Line, ...]:
        """The lines scanned and not yet in the basket, oldest first."""
        return tuple(line for line in self.lines if not line.placed)

    @property
    def open_changes(self) -> tuple[Change, ...]:
        """The weight changes that nothing explains yet."""
        return tuple(change for change in self.changes if not change.why)

    @property
    def next_part(self) -> int:
        """An id for a part of a change: below zero, the engine's are above."""
        return min((0, *(change.id for change in self.changes))) - 1

    def noting(self, what: str, mg: int) -> "Trip":
        """The trip with one more of these to tell the lane."""
        times, sum_mg = self.noted.get(what, (0, 0))
        return replace(self, noted={**self.noted, what: (times + 1, sum_mg + abs(mg))})

    @property
    def weighing(self) -> bool:
        """Whether the scale can be believed."""
        return "scale" not in self.devices

    def line(self, key: str) -> Line | None:
        """The line with this id, or None."""
        return next((line for line in self.lines if line.id == key), None)

    def change(self, key: int) -> Change | None:
        """The weight change with this id, or None."""
        return next((change for change in self.changes if change.id == key), None)

    def with_line(self, line: Line) -> "Trip":
        """The trip with `line` in place of the one of the same id."""
        return replace(self, lines=tuple(line if old.id == line.id else old for old in self.lines))

    def with_changes(self, changed: tuple[Change, ...]) -> "Trip":
        """The trip with these changes in place of those of the same ids."""
        new = {change.id: change for change in changed}
        return replace(self, changes=tuple(new.get(old.id, old) for old in self.changes))
