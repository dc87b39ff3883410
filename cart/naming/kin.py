"""How alike two products may look, told from the catalog alone: by the words of their names, and by what they weigh.

Nobody taught the lactose-free milk; its carton looks like the one that was taught. Of a product without a picture, its
kin among the taught say how far their likeness may be its likeness.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cart.naming.weight import Mass

Floats = NDArray[np.float64]

BY_NAME = 0.2
BY_MASS = 0.3
"""How fast likeness grows with shared words, and with equal weights. Fitted by scripts/naming_fit.py."""


class Kin:
    """The likeness of each of `others` (nobody taught them) to each of `taught`: names and masses, in order."""

    def __init__(self, others: Sequence[tuple[str, Mass]], taught: Sequence[tuple[str, Mass]]) -> None:
        self._rarity = _rarity([name for name, _ in (*others, *taught)])
        self._known = {word: place for place, word in enumerate(sorted({w for name, _ in taught for w in words(name)}))}
        self._others, self._taught = self._table(others), self._table(taught)

    def likeness(self, taught: NDArray[np.intp]) -> Floats:
        """From 0 (nothing in common) towards 1, (others, taught), for some places in the list of the taught."""
        names = self._by_name(taught)
        masses = self._by_mass(taught)
        likeness: Floats = -np.expm1(-(BY_NAME * names + BY_MASS * masses))
        return likeness

    def _by_name(self, taught: NDArray[np.intp]) -> Floats:
        """Twice the rarity of the shared words over that of both names' words (Dice)."""
        shared = self._others.words @ self._taught.words[taught].T
        both = self._others.rarity[:, None] + self._taught.rarity[taught]
        return np.asarray(2 * shared / np.maximum(both, 1e-9))

    def _by_mass(self, taught: NDArray[np.intp]) -> Floats:
        """1 where two of a kind (both loose, or both packs) weigh the same, less the further they lie apart."""
        one, two = self._others, self._taught
        variance = np.square(one.spread)[:, None] + np.square(two.spread[taught])
        apart = np.square(one.mass[:, None] - two.mass[taught]) / np.maximum(variance, 1.0)
        same = one.loose[:, None] == two.loose[taught]
        return np.where(same & np.isfinite(apart), np.exp(-np.nan_to_num(apart, posinf=0.0) / 2), 0.0)

    def _table(self, goods: Sequence[tuple[str, Mass]]) -> "_Table":
        incidence = np.zeros((len(goods), len(self._known)))
        for row, (name, _) in enumerate(goods):
            for word in words(name) & self._known.keys():
                incidence[row, self._known[word]] = self._rarity[word] ** 0.5
        return _Table(incidence, [sum(self._rarity[word] for word in words(name)) for name, _ in goods], goods)


class _Table:
    """Words (square roots of their rarity, so that a product of two rows sums the shared), masses and kinds."""

    def __init__(self, incidence: Floats, rarity: list[float], goods: Sequence[tuple[str, Mass]]) -> None:
        self.words, self.rarity = incidence, np.array(rarity, np.float64)
        self.mass = np.array([np.nan if mass.grams is None else mass.grams for _, mass in goods], np.float64)
        self.spread = np.array([mass.spread_g for _, mass in goods], np.float64)
        self.loose = np.array([mass.loose for _, mass in goods], np.bool_)


def words(name: str) -> set[str]:
    """The words of a name that may tell products apart or together: letters and digits, in lower case."""
    return set(re.findall(r"\w+", name.casefold()))


def _rarity(names: Sequence[str]) -> dict[str, float]:
    """The logarithm of how many names there are to one that holds a word."""
    counts = Counter(word for name in names for word in words(name))
    return {word: float(np.log1p(len(names) / count)) for word, count in counts.items()}
