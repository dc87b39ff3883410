"""What went in, as far as picture, weight, basket and place tell: each taught product's chance, and that of none.

Bayes' rule over all products that a store sells. A product that nobody taught is no candidate, for no picture of it can
be shown; all of them together, and what no store sells, are the one candidate "nothing that was taught".
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cart.naming.decibans import decibans, sure
from cart.naming.kin import Kin
from cart.naming.weight import Mass, Weights

Floats = NDArray[np.float64]

MOST = 6
"""No more candidates than this leave here."""
UNTAUGHT = 0.2
"""How often what goes in is of a product that nobody taught: what sells is taught first, however many are not."""
FOREIGN = 0.01
"""How often it is nothing that the store sells."""
SECOND_PIECE = 0.25
"""How often it is one more of what is in the basket already."""
NEARBY = 3.0
"""A product of an aisle of the last scans is so much likelier than one from elsewhere. Assumed, not counted."""
KIN_SHARE = 0.3
"""So much of the chance of what nobody taught is its kin's. Of 0, 0.3 and 0.6 it held with 1,500 more products."""
LOOKED_AT = 32
"""So many of the likeliest pictures are asked for their kin."""


@dataclass(frozen=True)
class Good:
    """A product as naming knows it. `taught`: there are pictures of it."""

    id: str
    name: str
    mass: Mass
    taught: bool = False


@dataclass(frozen=True)
class Gain:
    """What the scale felt: `grams` with the standard deviation `sigma_g`; ids `basket`: scanned on this trip; ids
    `nearby`: in the aisles of the last scans."""

    grams: float
    sigma_g: float
    basket: Sequence[str] = ()
    nearby: AbstractSet[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Candidate:
    """A product, and how sure it is that this went in: 10·log10(p / (1 − p))."""

    product: str
    decibans: float


@dataclass(frozen=True)
class Naming:
    """At most six candidates, the likeliest first; `none_db`: decibans for nothing that was taught.

    `sure`: the first alone may be shown as "Is this it?".
    """

    candidates: tuple[Candidate, ...] = ()
    none_db: float = 0.0
    sure: bool = False


class Evidence:
    """Weighs what was seen and felt against all products of a store. Pure; one query costs well under a millisecond."""

    def __init__(self, goods: Sequence[Good]) -> None:
        taught, others = [one for one in goods if one.taught], [one for one in goods if not one.taught]
        self.taught = tuple(one.id for one in taught)
        self._ids = [one.id for one in (*taught, *others)]
        self._place = {id: n for n, id in enumerate(self._ids)}
        self._weights = Weights([*(one.mass for one in (*taught, *others)), Mass(None)])
        self._kin = Kin(_known(others), _known(taught))
        self._prior = _prior(len(taught), len(others))

    def name(self, seen: Mapping[str, float], gain: Gain) -> Naming:
        """`seen`: of taught products the log likelihood ratio of the picture against nothing taught.

        A taught product without one was not looked at, and counts as unseen.
        """
        count = len(self.taught)
        picture = np.array([seen.get(id, -np.inf) for id in self.taught])
        looks = np.concatenate([picture, self._others(picture), [0.0]])
        chances = looks + self.but_picture(gain)
        p = np.exp(chances - chances.max())
        p /= p.sum()
        best = [place for place in np.argsort(-p[:count], kind="stable")[:MOST] if p[place] > 0]
        found = tuple(Candidate(self.taught[place], decibans(float(p[place]))) for place in best)
        return Naming(found, decibans(float(p[count:].sum())), bool(found) and sure(float(p[best[0]])))

    def but_picture(self, gain: Gain) -> Floats:
        """The log of weight times prior: the taught, those that nobody taught, and what no store sells."""
        return self._weights.log_likelihoods(gain.grams, gain.sigma_g) + np.log(self._before(gain))

    def _others(self, picture: Floats) -> Floats:
        """The log likelihood ratio of the picture under each product that nobody taught: as far as its kin look so."""
        best = np.argsort(-picture)[:LOOKED_AT]
        best = best[picture[best] > 0]
        if not best.size:
            return np.zeros(len(self._ids) - len(picture))
        likeness = self._kin.likeness(best)
        return np.asarray((likeness * picture[best]).max(axis=1) + leaning(likeness[:, 0]))

    def _before(self, gain: Gain) -> Floats:
        """How likely each product is before anything was seen or felt; the last is what no store sells."""
        prior = self._prior.copy()
        near = [self._place[id] for id in gain.nearby if id in self._place]
        prior[near] *= NEARBY
        prior /= prior.sum()
        again = [self._place[id] for id in gain.basket if id in self._place]
        if again:
            prior *= 1 - SECOND_PIECE
            np.add.at(prior, again, SECOND_PIECE / len(again))
        return prior


def leaning(nearest: Floats) -> Floats:
    """The log of how much likelier each product that nobody taught is, where the picture looks most like a taught one.

    `nearest` is its likeness to that one, (others,). A share goes to the kin, however many others there are: what looks
    like a product and is not taught is seldom one of the thousands that look otherwise.
    """
    total = nearest.sum()
    if total <= 0:
        return np.zeros(len(nearest))
    return np.asarray(np.log(1 - KIN_SHARE + KIN_SHARE * len(nearest) * nearest / total))


def _known(goods: Sequence[Good]) -> list[tuple[str, Mass]]:
    return [(one.name, one.mass) for one in goods]


def _prior(taught: int, others: int) -> Floats:
    """The taught share what the others leave; where all is taught, or nothing is, there is nothing to share."""
    rest = UNTAUGHT if taught and others else float(not taught)
    each = [(1 - rest) / max(taught, 1)] * taught + [rest / max(others, 1)] * others
    return np.array([*(one * (1 - FOREIGN) for one in each), FOREIGN])
