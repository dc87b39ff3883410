"""What the desk tells of a draft: what each file brought, what was left out and why, and what would change."""

from dataclasses import dataclass, field

from cart.handover.money import money

MOST_LINES = 1_000
"""Of one file's remarks are kept: whoever has more of them begins with these."""


@dataclass(frozen=True)
class FileReport:
    """One file. `kind` "" : it could not be used at all, and `left_out` says why.

    `loaded`: products or offers; `lost`: how many rows or offers were left out; `left_out`: a sentence for each, with
    its line, at most MOST_LINES; `notes`: what is worth a look though nothing was left out.
    """

    name: str
    kind: str
    loaded: int = 0
    lost: int = 0
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """A product that is new (`was` None), gone (`now` None) or costs something else; cents. `jump`: look at it."""

    id: str
    name: str
    was: int | None
    now: int | None
    jump: bool = False

    def prices(self, currency: str) -> str:
        """The price before and after; one where they are the same, or there is but one."""
        return " → ".join(dict.fromkeys(money(cents, currency) for cents in (self.was, self.now) if cents is not None))


@dataclass(frozen=True)
class Difference:
    """What publishing changes. `other`: products of which something else than the price changes."""

    new: tuple[Change, ...] = ()
    gone: tuple[Change, ...] = ()
    dearer: tuple[Change, ...] = ()
    cheaper: tuple[Change, ...] = ()
    other: tuple[Change, ...] = ()
    offers_new: tuple[str, ...] = ()
    offers_gone: tuple[str, ...] = ()
    offers_changed: tuple[str, ...] = ()
    terms: bool = False
    plan: bool = False

    @property
    def jumps(self) -> tuple[Change, ...]:
        """The prices that change by so much that a person should look."""
        return tuple(one for one in (*self.dearer, *self.cheaper) if one.jump)

    @property
    def nothing(self) -> bool:
        """Whether publishing would change nothing."""
        return self == Difference()


@dataclass(frozen=True)
class Report:
    """A draft. `trouble` "": it can be published; `base`: the part that it was held against; `at` in s since 1970;
    `again`: the release that it brings back, else 0.
    """

    at: int
    who: str
    base: str
    files: tuple[FileReport, ...] = ()
    difference: Difference = field(default_factory=Difference)
    products: int = 0
    offers: int = 0
    currency: str = "USD"
    trouble: str = ""
    again: int = 0
