"""What a product weighs, learnt from trips that were paid for; and who says that its pack has changed.

What somebody vouches for (the catalog, or a person who accepted it) is refined, never overthrown: an item two and a
half spreads off counts no more than that, the mean stays near what was vouched for, and the spread is bounded. What
does not fit, also where a shopper had to answer for it, is kept as witnesses: three of them from different carts that
agree within 4 % say that the pack has changed. While they stand nothing is learnt; a person decides.

What nobody vouches for goes by its witnesses alone: by those of most carts that agree, of the last dozen. So three
trips of one cart teach nothing, and three bad carts are outvoted as honest ones come.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

AGREEING = 3
AGREE_PART, AGREE_MG = 0.04, 3_000
HUBER, ODD = 2.5, 3.0
LEAST_SPREAD_PART, LEAST_SPREAD_MG = 0.004, 500
MOST_SPREADS, USUAL_SPREAD_PART = 2.0, 0.015
MOST_DRIFT_PART, DRIFT_SPREADS = 0.03, 3.0
MOST_WEIGHT = 50
VOTERS = 12


@dataclass(frozen=True)
class Witness:
    """One weighing (mg), and the cart that made it ("": unknown, counted by itself)."""

    mg: int
    cart: str = ""


@dataclass(frozen=True)
class Agreed:
    """What witnesses of several carts agree on: mean and spread (mg), how many they are, and of how many carts."""

    mean_mg: int
    sd_mg: int
    items: int
    carts: int


@dataclass(frozen=True)
class Learnt:
    """What is known of one product: mean and spread (mg) of one piece, and how many items taught it.

    `base_mg` and `base_sd_mg`: what the catalog or a person vouches for (0: nobody). `odd`: weighings that do not fit,
    the newest last; of a product that nobody vouches for, all.
    """

    mean_mg: int = 0
    sd_mg: int = 0
    items: int = 0
    base_mg: int = 0
    base_sd_mg: int = 0
    odd: tuple[Witness, ...] = ()

    @property
    def known(self) -> bool:
        """Whether a scan may be checked against this."""
        return self.items > 0

    @property
    def other(self) -> Agreed | None:
        """What the pack seems to weigh instead, when enough carts agree that it has changed."""
        return agreed(self.odd) if self.base_mg else None

    @property
    def packaging_changed(self) -> bool:
        """Whether a person should look at the pack."""
        return self.other is not None


def from_catalog(mean_mg: int, sd_mg: int | None = None, items: int = 10) -> Learnt:
    """What the catalog (or a person) says, worth as much as `items` weighings."""
    spread = sd_mg or max(LEAST_SPREAD_MG, round(mean_mg * USUAL_SPREAD_PART))
    return Learnt(mean_mg, spread, items, mean_mg, spread)


def learn(product: Learnt, measured_mg: int, sigma_mg: int, cart: str = "", *, said: bool = False) -> Learnt:
    """Takes one item of a paid trip (mg > 0); gives what is known after it. `said`: a person had to answer for it."""
    if measured_mg <= 0:
        return product
    witness = Witness(measured_mg, cart)
    if not product.base_mg:
        return _voted(replace(product, odd=(*product.odd, witness)[-VOTERS:]))
    expected = (product.sd_mg**2 + sigma_mg**2) ** 0.5
    if abs(measured_mg - product.mean_mg) > ODD * expected:
        return replace(product, odd=(*product.odd, witness)[-VOTERS:])
    if said:
        return product
    product, changed = replace(product, odd=product.odd[1:]), product.packaging_changed
    return product if changed or product.packaging_changed else _refined(product, measured_mg, sigma_mg, expected)


def _voted(product: Learnt) -> Learnt:
    """Nobody vouches for it: it weighs what most carts say, once three agree."""
    found = agreed(product.odd)
    if found is None:
        return product
    return replace(product, mean_mg=found.mean_mg, sd_mg=found.sd_mg, items=found.items)


def _refined(product: Learnt, measured_mg: int, sigma_mg: int, expected: float) -> Learnt:
    count = min(product.items + 1, MOST_WEIGHT)
    bounded = max(-HUBER * expected, min(HUBER * expected, measured_mg - product.mean_mg))
    variance = max(0.0, bounded * bounded - sigma_mg**2)
    sd = (product.sd_mg**2 + (variance - product.sd_mg**2) / count) ** 0.5
    room = max(DRIFT_SPREADS * product.base_sd_mg, MOST_DRIFT_PART * product.base_mg)
    mean = max(product.base_mg - room, min(product.base_mg + room, product.mean_mg + bounded / count))
    most = max(MOST_SPREADS * product.base_sd_mg, USUAL_SPREAD_PART * product.base_mg)
    return replace(
        product, mean_mg=round(mean), sd_mg=_spread(round(mean), round(min(most, sd))), items=product.items + 1
    )


def agreed(witnesses: Iterable[Witness]) -> Agreed | None:
    """The weight on which most carts agree (the newer of equals), when they are enough."""
    all_ = tuple(witnesses)
    groups = [_near(centre.mg, all_) for centre in reversed(all_)]
    best = max(groups, key=lambda group: (_carts(group), len(group)), default=())
    if _carts(best) < AGREEING:
        return None
    masses = [one.mg for one in best]
    mean = sum(masses) // len(masses)
    return Agreed(mean, _spread(mean, (max(masses) - min(masses)) // 2), len(best), _carts(best))


def _near(centre_mg: int, witnesses: tuple[Witness, ...]) -> tuple[Witness, ...]:
    return tuple(one for one in witnesses if abs(one.mg - centre_mg) <= max(AGREE_MG, int(AGREE_PART * centre_mg)))


def _carts(group: tuple[Witness, ...]) -> int:
    """How many carts these are; those of unknown carts count one each."""
    return len({one.cart for one in group if one.cart}) + sum(not one.cart for one in group)


def _spread(mean_mg: int, sd_mg: int) -> int:
    return max(LEAST_SPREAD_MG, round(LEAST_SPREAD_PART * mean_mg), sd_mg)
