"""The published tolerance tables, class III.

Compared on 22 November 2026 with public copies: OIML R 76-1:2006, tables 3 and 6 (the figures of table 6 stand in law
too: UK SI 1995/1907, schedule 2, table 3 and 4.2), and NIST Handbook 44 (2023), section 2.20, table 6 and T.N.3.2.
"""

import pytest

from cart.weighing.tolerances import Rule, Tolerance, no_class_iii


@pytest.mark.parametrize(
    ("rule", "load_e", "limit_e"),
    [
        ("r76-initial", 0, 0.5),
        ("r76-initial", 500, 0.5),
        ("r76-initial", 501, 1.0),
        ("r76-initial", 2_000, 1.0),
        ("r76-initial", 2_001, 1.5),
        ("r76-initial", 10_000, 1.5),
        ("r76-service", 500, 1.0),
        ("r76-service", 2_000, 2.0),
        ("r76-service", 10_000, 3.0),
        ("hb44-maintenance", 500, 1.0),
        ("hb44-maintenance", 2_000, 2.0),
        ("hb44-maintenance", 4_000, 3.0),
        ("hb44-maintenance", 4_001, 5.0),
        ("hb44-acceptance", 500, 0.5),
        ("hb44-acceptance", 4_000, 1.5),
        ("hb44-acceptance", 10_000, 2.5),
    ],
)
def test_limit_is_the_published_one(rule: Rule, load_e: float, limit_e: float) -> None:
    assert Tolerance(rule, 5.0).limit_g(load_e * 5.0) == pytest.approx(limit_e * 5.0)


def test_limit_grows_with_the_scale_interval() -> None:
    assert Tolerance("r76-initial", 2.0).limit_g(900.0) == 1.0
    assert Tolerance("r76-initial", 10.0).limit_g(900.0) == 5.0


@pytest.mark.parametrize(
    ("interval_g", "max_g"),
    [(1, 100), (1, 10_000), (2, 200), (2, 20_000), (5, 2_500), (5, 50_000), (10, 5_000), (20, 200_000)],
)
def test_table_3_from_its_least_to_its_most(interval_g: int, max_g: int) -> None:
    assert no_class_iii(interval_g, max_g) == ""


@pytest.mark.parametrize(
    ("interval_g", "max_g", "words"),
    [
        (1, 99, "Max of 100 g to 10000 g"),
        (2, 20_002, "Max of 200 g to 20000 g"),
        (5, 2_495, "Max of 2500 g to 50000 g"),
        (5, 50_005, "not 50005 g"),
        (3, 3_000, "1, 2 or 5 times a power of ten"),
        (15, 15_000, "not 15 g"),
        (0, 3_000, "not 0 g"),
        (-5, 3_000, "not -5 g"),
    ],
)
def test_what_no_scale_of_class_iii_has_is_said(interval_g: int, max_g: int, words: str) -> None:
    assert words in no_class_iii(interval_g, max_g)
