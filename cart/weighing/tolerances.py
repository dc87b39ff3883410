"""What a class III scale may be off: OIML R 76-1 and NIST Handbook 44, as tables.

Both are step functions of the load counted in scale intervals e. R 76-1:2006, 3.5.1, table 6 (initial verification) and
3.5.2 (in service: twice that). NIST Handbook 44, section 2.20, table 6, T.N.3 (maintenance; acceptance is half of it,
T.N.3.2). Eccentricity: R 76-1, 3.6.2 (the same limits at a third of Max). Repeatability: R 76-1, 3.6.1 (the largest
difference between weighings of one load may not exceed the limit at that load).
"""

from dataclasses import dataclass
from typing import Literal

Rule = Literal["r76-initial", "r76-service", "hb44-acceptance", "hb44-maintenance"]

# (load up to, in e; limit in e). The last row's load has no upper bound.
R76_INITIAL_III = ((500, 0.5), (2_000, 1.0), (10_000, 1.5))
HB44_MAINTENANCE_III = ((500, 1.0), (2_000, 2.0), (4_000, 3.0), (10_000, 5.0))
LEAST_INTERVALS, MOST_INTERVALS = 100, 10_000
RETURN_TO_ZERO_E = 0.5


@dataclass(frozen=True)
class Tolerance:
    """The limits of one rule for a scale interval of `interval_g`."""

    rule: Rule
    interval_g: float

    def limit_g(self, load_g: float) -> float:
        """The largest error allowed at `load_g`, in grams (without sign)."""
        return self.interval_g * _limit_e(self.rule, abs(load_g) / self.interval_g)

    @property
    def clause(self) -> str:
        """Where the rule stands."""
        return CLAUSES[self.rule]


CLAUSES: dict[Rule, str] = {
    "r76-initial": "OIML R 76-1:2006, 3.5.1, table 6, class III",
    "r76-service": "OIML R 76-1:2006, 3.5.2 (twice table 6), class III",
    "hb44-acceptance": "NIST Handbook 44, 2.20, T.N.3.2 (half of table 6), class III",
    "hb44-maintenance": "NIST Handbook 44, 2.20, T.N.3, table 6, class III",
}


def _limit_e(rule: Rule, load_e: float) -> float:
    if rule.startswith("r76"):
        return _step(R76_INITIAL_III, load_e) * (1.0 if rule == "r76-initial" else 2.0)
    return _step(HB44_MAINTENANCE_III, load_e) * (0.5 if rule == "hb44-acceptance" else 1.0)


def _step(table: tuple[tuple[int, float], ...], load_e: float) -> float:
    for bound, limit in table:
        if load_e <= bound:
            return limit
    return table[-1][1]
