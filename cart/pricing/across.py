"""Savings over the whole basket, told once at the foot of a receipt, with their split by line behind it."""

from dataclasses import dataclass

from cart.pricing.model import PricedLine, Receipt, Saving


@dataclass(frozen=True)
class Across:
    """What a basket offer saves in all; `parts` are (line id, cents) in scan order."""

    offer: str
    words: str
    cents: int
    parts: tuple[tuple[str, int], ...]


def across(receipt: Receipt) -> tuple[Across, ...]:
    """The basket offers of a receipt, in the order in which they were applied."""
    found = []
    for use in receipt.applications:
        if use.stage == "basket":
            told = [(line.id, one) for line in receipt.lines for one in line.savings if one.offer == use.offer]
            words = told[0][1].words if told else ""
            found.append(Across(use.offer, words, use.saving, tuple((id, one.cents) for id, one in told)))
    return tuple(found)


def of_line(line: PricedLine, over_all: tuple[Across, ...]) -> tuple[int, tuple[Saving, ...]]:
    """(what the line costs before savings over the whole basket, the savings that are its own)."""
    barred = {one.offer for one in over_all}
    own = tuple(saving for saving in line.savings if saving.offer not in barred)
    return line.regular - sum(saving.cents for saving in own), own
