"""The rules under which a weight may set a price. One module, to be inspected as a whole.

The price itself is the till's alone (cart.pricing.units.weighed): displayed net x unit price, rounded once.

Sources, all OIML R 76-1:2006: 3.2, table 3 (Min = 20 e for class III); 3.9.1.1 b (a sensor of tilt stops the weighing
at a limit that the maker defines; without a sensor or a level the scale must bear 50/1000); 4.2.3 (no indication above
Max + 9 e); 4.4.2 (stable equilibrium); 4.6 (tare). Whether the scale is certified is the config's to say; beside a
price from one that is not, the screen says so.
"""

from dataclasses import dataclass
from typing import Literal

from cart.weighing.scale import Reading

Refusal = Literal["", "moving", "tilted", "over_max", "negative", "under_min", "nothing_net"]
MIN_E = 20
OVER_E = 9
MOST_TILT_RAD = 0.0175  # 1 degree, 17/1000: there the cosine takes 0.15 e of 1,000 e


@dataclass(frozen=True)
class Rules:
    """The scale's metrology, in whole grams: the interval e and Max."""

    interval_g: int = 5
    max_g: int = 40_000
    certified: bool = False

    @property
    def min_g(self) -> int:
        """The least weight that may be priced: 20 e."""
        return MIN_E * self.interval_g


def displayed_g(grams: float, interval_g: int) -> int:
    """The weight as displayed: the nearest multiple of e, halves away from zero."""
    steps = int(abs(grams) / interval_g + 0.5)
    return steps * interval_g if grams >= 0 else -steps * interval_g


def net_g(gross_g: int, tare_g: int) -> int:
    """The displayed net weight: displayed gross less the tare, which is shown beside it."""
    return gross_g - tare_g


def priceable(reading: Reading, rules: Rules, tare_g: int = 0, tilt_rad: float = 0.0) -> Refusal:
    """Why this weight sets no price ("" when it may): the key of the words that say so on screen."""
    gross = displayed_g(reading.grams, rules.interval_g)
    refusals: tuple[tuple[bool, Refusal], ...] = (
        (reading.overload or gross > rules.max_g + OVER_E * rules.interval_g, "over_max"),
        (not reading.settled, "moving"),
        (abs(tilt_rad) > MOST_TILT_RAD, "tilted"),
        (gross < 0, "negative"),
        (gross < rules.min_g, "under_min"),
        (net_g(gross, tare_g) <= 0, "nothing_net"),
    )
    return next((why for holds, why in refusals if holds), "")
