"""What a product weighs, learnt from single items that the scan confirmed, and an alarm when its packaging changed.

Robust in two ways: an item two and a half spreads off counts no more than that, and one more than three off is not
learnt from at all: four such to the same side, net of those that are not, raise an alarm, and as many the other way
clear it. While it stands nothing is learnt; a person decides.
"""

from dataclasses import dataclass, replace

AGREEING_TRIPS = 3
AGREE_PART, AGREE_MG = 0.04, 3_000
HUBER = 2.5
LEAST_SPREAD_PART, LEAST_SPREAD_MG = 0.004, 500
ODD, ALARM_RUN = 3.0, 4
MOST_WEIGHT = 50


@dataclass(frozen=True)
class Learnt:
    """What is known of one product: mean and spread (mg) of one piece, and how many items taught it.

    `waiting` are first weighings that do not yet agree; `run` is the evidence for another packaging: odd items
    (+ heavier, - lighter) less those that speak against it.
    """

    mean_mg: int = 0
    sd_mg: int = 0
    items: int = 0
    waiting: tuple[int, ...] = ()
    run: int = 0
    packaging_changed: bool = False

    @property
    def known(self) -> bool:
        """Whether a scan may be checked against this."""
        return self.items > 0


def from_catalog(mean_mg: int, sd_mg: int | None = None, items: int = 10) -> Learnt:
    """What the catalog says, worth as much as `items` weighings."""
    return Learnt(mean_mg, sd_mg or max(LEAST_SPREAD_MG, mean_mg * 15 // 1000), items)


def learn(product: Learnt, measured_mg: int, sigma_mg: int) -> Learnt:
    """Takes one verified single-item change (mg > 0) of a trip; gives what is known after it."""
    if measured_mg <= 0:
        return product
    return _update(product, measured_mg, sigma_mg) if product.known else _first(product, measured_mg)


def _first(product: Learnt, measured_mg: int) -> Learnt:
    """Nothing is known until three trips agree."""
    waiting = (*product.waiting, measured_mg)[-2 * AGREEING_TRIPS :]
    for centre in waiting:
        near = [mg for mg in waiting if abs(mg - centre) <= max(AGREE_MG, int(AGREE_PART * centre))]
        if len(near) >= AGREEING_TRIPS:
            mean = sum(near) // len(near)
            return Learnt(mean, _spread(mean, (max(near) - min(near)) // 2), len(near))
    return replace(product, waiting=waiting)


def _update(product: Learnt, measured_mg: int, sigma_mg: int) -> Learnt:
    off = measured_mg - product.mean_mg
    expected = max(1.0, (product.sd_mg**2 + sigma_mg**2) ** 0.5)
    side = 0 if abs(off) <= ODD * expected else 1 if off > 0 else -1
    product = _weighed(product, side)
    if side or product.packaging_changed:
        return product
    count = min(product.items + 1, MOST_WEIGHT)
    bounded = max(-HUBER * expected, min(HUBER * expected, off))
    variance = max(0.0, bounded * bounded - sigma_mg**2)
    sd = (product.sd_mg**2 + (variance - product.sd_mg**2) / count) ** 0.5
    mean = round(product.mean_mg + bounded / count)
    return replace(product, mean_mg=mean, sd_mg=_spread(mean, round(sd)), items=product.items + 1)


def _weighed(product: Learnt, side: int) -> Learnt:
    """One more item, odd to a `side` or not (0), as evidence for another packaging: one step towards it, or back."""
    against = not side or side * product.run < 0
    step = -_sign(product.run) if against else side
    run = max(-ALARM_RUN, min(ALARM_RUN, product.run + step))
    return replace(
        product, run=run, packaging_changed=abs(run) == ALARM_RUN or (product.packaging_changed and run != 0)
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _spread(mean_mg: int, sd_mg: int) -> int:
    return max(LEAST_SPREAD_MG, round(LEAST_SPREAD_PART * mean_mg), sd_mg)
