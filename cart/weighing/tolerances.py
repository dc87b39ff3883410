"""What makes a class III scale, and what it may be off: OIML R 76-1 and NIST Handbook 44, as tables.

OIML R 76-1:2006. Table 3 (3.2): how many scale intervals n = Max / e a scale of class III has. 4.2.2.1: e is 1, 2 or 5
times a power of ten. Table 6 (3.5.1): maximum permissible errors on initial verification; 3.5.2: in service twice that.
3.6.1 and A.4.10: weighings of one load differ by no more than its limit. 3.6.2.1 and A.4.7: the same limits hold off
the centre, at a third of Max. European law has the same figures (Directive 2014/31/EU, annex I, tables 1 and 3).

NIST Handbook 44, section 2.20. Table 3 has the same n. Table 6 (T.N.3.1): maintenance tolerances; T.N.3.2: acceptance
tolerances are half of them.
"""

from dataclasses import dataclass
from typing import Literal

Rule = Literal["r76-initial", "r76-service", "hb44-acceptance", "hb44-maintenance"]

# (load up to, in e; limit in e). Both end at 10,000 e, more than which no scale of class III has.
R76_INITIAL_III = ((500, 0.5), (2_000, 1.0), (10_000, 1.5))
HB44_MAINTENANCE_III = ((500, 1.0), (2_000, 2.0), (4_000, 3.0), (10_000, 5.0))
LEAST_INTERVALS, LEAST_INTERVALS_FROM_5_G, MOST_INTERVALS = 100, 500, 10_000


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
    "hb44-maintenance": "NIST Handbook 44, 2.20, T.N.3.1, table 6, class III",
}


def no_class_iii(interval_g: int, max_g: int) -> str:
    """Why no scale of class III has this e and Max (whole grams); "" where one may."""
    if interval_g <= 0 or str(interval_g).rstrip("0") not in ("1", "2", "5"):
        return f"the scale interval e is 1, 2 or 5 times a power of ten (OIML R 76-1:2006, 4.2.2.1), not {interval_g} g"
    least = LEAST_INTERVALS_FROM_5_G if interval_g >= 5 else LEAST_INTERVALS
    if least <= max_g / interval_g <= MOST_INTERVALS:
        return ""
    return (
        f"a scale of class III with e = {interval_g} g has a Max of {least * interval_g} g to "
        f"{MOST_INTERVALS * interval_g} g (OIML R 76-1:2006, table 3), not {max_g} g"
    )


def _limit_e(rule: Rule, load_e: float) -> float:
    if rule.startswith("r76"):
        return _step(R76_INITIAL_III, load_e) * (1.0 if rule == "r76-initial" else 2.0)
    return _step(HB44_MAINTENANCE_III, load_e) * (0.5 if rule == "hb44-acceptance" else 1.0)


def _step(table: tuple[tuple[int, float], ...], load_e: float) -> float:
    return next((limit for bound, limit in table if load_e <= bound), table[-1][1])
