"""What comes of a calibration's weighings: the line, what is left, what lies outside. 100 counts a gram, e = 5 g."""

import pytest

from cart.errors import CalibrationRefused
from cart.weighing.judgement import CORNER_CLAUSE, REPEAT_CLAUSE, Residual, Scheme, Step, judge
from cart.weighing.tolerances import CLAUSES, Rule
from tests.unit.weighing.walks import PER_GRAM, ZERO, good, off, plan, walked, weighing

ALL = [weighing(step.kind, step.load_g, place=step.place) for step in plan()]


def test_a_good_scale_has_nothing_left_at_any_load() -> None:
    verdict = judge(ALL, Scheme())
    assert verdict.line.counts_per_gram == pytest.approx(PER_GRAM)
    assert verdict.line.zero_counts == pytest.approx(ZERO)
    assert (verdict.line.interval_g, verdict.line.max_g) == (5.0, 40_000.0)
    assert (verdict.fault, verdict.checked_g) == (None, 10_000.0)
    assert [one.step for one in verdict.residuals] == plan()
    assert all(abs(one.off_g) < 1e-6 and one.ok for one in verdict.residuals)


def test_the_allowed_error_follows_the_load() -> None:
    """In service: one e up to 500 e, two up to 2,000 e (OIML R 76-1:2006, 3.5.2)."""
    allowed = {one.step.load_g: one.limit_g for one in judge(ALL, Scheme()).residuals}
    assert allowed == {0.0: 5.0, 2_000.0: 5.0, 5_000.0: 10.0, 10_000.0: 10.0}


@pytest.mark.parametrize(
    ("number", "off_g", "clause"),
    [
        (5, 9.9, ""),
        (5, 10.1, CORNER_CLAUSE),  # 10 kg are 2,000 e of 5 g: two e in service
        (7, -10.1, CORNER_CLAUSE),
        (9, 4.9, ""),
        (9, -5.1, CLAUSES["r76-service"]),  # the empty basket that does not come back to zero
        (10, 9.9, ""),
        (10, 10.1, REPEAT_CLAUSE),
        (12, -10.1, REPEAT_CLAUSE),
    ],
)
def test_a_step_off_its_tolerance_is_named_with_its_clause(number: int, off_g: float, clause: str) -> None:
    weighings = list(ALL)
    step = plan()[number - 1]
    weighings[number - 1] = weighing(step.kind, step.load_g, off_g, step.place)
    fault = judge(weighings, Scheme()).fault
    if not clause:
        assert fault is None
        return
    assert fault is not None
    assert (fault.step, fault.clause) == (step, clause)
    assert abs(fault.off_g) == pytest.approx(abs(off_g))


def test_a_bent_line_is_refused_at_the_worst_load() -> None:
    """A cell that lifts 5 kg by 60 g: what is left is worst there."""
    weighings = [weighing("zero", 0.0, place=""), weighing("line", 5_000.0, 60.0), weighing("line", 10_000.0)]
    fault = judge(weighings, Scheme()).fault
    assert fault is not None
    assert (fault.step.load_g, fault.limit_g) == (0.0, 5.0)
    assert fault.off_g == pytest.approx(-20.0)


def test_weighings_of_one_load_may_each_be_right_and_differ_too_much() -> None:
    weighings = [*ALL[:9], weighing("repeat", 10_000.0, -6.0), ALL[10], weighing("repeat", 10_000.0, 6.0)]
    fault = judge(weighings, Scheme()).fault
    assert fault is not None
    assert (fault.step.kind, fault.clause) == ("repeat", REPEAT_CLAUSE)
    assert fault.off_g == pytest.approx(12.0)


@pytest.mark.parametrize(
    ("rule", "off_g", "refused"),
    [
        ("r76-initial", 2.4, False),
        ("r76-initial", 2.6, True),
        ("r76-service", 4.9, False),
        ("r76-service", 5.1, True),
        ("hb44-acceptance", 2.4, False),
        ("hb44-acceptance", 2.6, True),
        ("hb44-maintenance", 4.9, False),
        ("hb44-maintenance", 5.1, True),
    ],
)
def test_each_rule_holds_the_empty_basket_to_its_own_limit(rule: Rule, off_g: float, refused: bool) -> None:
    weighings = [*ALL[:8], weighing("return", 0.0, off_g, ""), *ALL[9:]]
    fault = judge(weighings, Scheme(rule=rule)).fault
    assert (fault is not None) == refused
    if fault is not None:
        assert fault.clause == CLAUSES[rule]


def test_without_two_loads_there_is_no_line() -> None:
    with pytest.raises(CalibrationRefused, match="at least one known weight"):
        judge([weighing("zero", 0.0, place="")], Scheme())


def test_a_residual_on_its_limit_is_within() -> None:
    assert Residual(Step("line", 2_000.0), -5.0, 5.0).ok
    assert not Residual(Step("line", 2_000.0), -5.01, 5.0).ok


def test_a_walk_is_judged_as_its_weighings_are() -> None:
    assert walked(good).verdict == judge(walked(good).done, Scheme())
    bad = walked(off(6, -12.0)).verdict
    assert bad is not None and bad.fault is not None
    assert bad.fault.step == Step("corner", 10_000.0, "front_right")
