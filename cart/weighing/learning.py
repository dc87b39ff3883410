"""What a product weighs, learnt from single items that the scan confirmed, and an alarm when its packaging changed.

Robust in two ways: an item two and a half spreads off counts no more than that, and one more than three off is not
learnt from at all: four such in a row to the same side are reported, for a person to decide.
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

    `waiting` are first weighings that do not yet agree; `run` counts odd items in a row (+ heavier, - lighter).
    """

    mean_mg: int = 0
    sd_mg: int = 0
    items: int = 0
    waiting: tuple[int, ...] = ()
    run: int = 0

    @property
    def known(self) -> bool:
        """Whether a scan may be checked against this."""
        return self.items > 0

    @property
    def packaging_changed(self) -> bool:
        """Whether the last items all lay far off to one side: ask a person, learn nothing more."""
        return abs(self.run) >= ALARM_RUN


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
    if abs(off) > ODD * expected:
        return replace(product, run=_longer(product.run, 1 if off > 0 else -1))
    if product.packaging_changed:
        return product
    count = min(product.items + 1, MOST_WEIGHT)
    bounded = max(-HUBER * expected, min(HUBER * expected, off))
    variance = max(0.0, bounded * bounded - sigma_mg**2)
    sd = (product.sd_mg**2 + (variance - product.sd_mg**2) / count) ** 0.5
    mean = round(product.mean_mg + bounded / count)
    return Learnt(mean, _spread(mean, round(sd)), product.items + 1)


def _longer(run: int, side: int) -> int:
    return run + side if run * side >= 0 else side


def _spread(mean_mg: int, sd_mg: int) -> int:
    return max(LEAST_SPREAD_MG, round(LEAST_SPREAD_PART * mean_mg), sd_mg)
