"""The published tolerance tables, class III."""

import pytest

from cart.weighing.tolerances import Rule, Tolerance


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
