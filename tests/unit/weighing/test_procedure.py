"""The walk through a calibration: what is asked, when a step is taken, what is plainly something else, the way back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.weighing.judgement import CORNERS, Scheme, Step
from cart.weighing.procedure import Again, Back, Chosen, Move, Seen, Slip, Walk, Weigh, follow
from cart.weighing.still import Level
from tests.unit.weighing.walks import LOADS, MOVING, counts, good, plan, still, walked, weighed


def test_the_walk_is_zero_three_loads_four_corners_and_two_repeats() -> None:
    walk, seen = Walk(), []
    while walk.step is not None:
        if walk.chooses:
            walk = follow(walk, Chosen(LOADS[walk.number - 2]))
        assert walk.step is not None
        seen.append(walk.step)
        assert (walk.number, walk.total) == (len(seen), 12)
        walk = weighed(walk, walk.step.load_g)
    assert seen == plan()
    assert [one.step for one in walk.done] == seen


def test_nothing_comes_of_a_walk_before_its_end() -> None:
    assert walked(good, steps=11).verdict is None
    assert walked(good).verdict is not None


@pytest.mark.parametrize(
    ("loads", "max_g", "test_load_g"),
    [
        (LOADS, 40_000.0, 10_000.0),
        (LOADS, 15_000.0, 5_000.0),  # a third of Max
        ((2_000.0, 5_000.0, 20_000.0), 40_000.0, 5_000.0),
        ((4_000.0, 5_000.0, 6_000.0), 9_000.0, 4_000.0),  # none so light: the lightest
    ],
)
def test_corners_carry_the_heaviest_weight_up_to_a_third_of_max(
    loads: tuple[float, ...], max_g: float, test_load_g: float
) -> None:
    walk = walked(good, Scheme(max_g=max_g), loads, steps=4)
    assert walk.step == Step("corner", test_load_g, CORNERS[0])


def test_more_known_weights_make_a_longer_walk() -> None:
    assert walked(good, loads=(1_000.0, 2_000.0, 5_000.0, 10_000.0)).total == 13


# --- choosing a weight


@pytest.mark.parametrize(
    ("grams", "slip"),
    [
        (99.0, Slip("light", 100.0)),
        (-5.0, Slip("light", 100.0)),
        (2_000.0, Slip("rising", 2_000.0)),
        (1_500.0, Slip("rising", 2_000.0)),
        (40_001.0, Slip("over_max", 40_000.0)),
        (40_000.0, None),
        (2_001.0, None),
    ],
)
def test_a_weight_is_heavier_than_the_last_and_the_scale_can_bear_it(grams: float, slip: Slip | None) -> None:
    walk = follow(walked(good, steps=2), Chosen(grams))
    assert walk.slip == slip
    assert walk.chooses == (slip is not None)
    assert walk.chosen_g == (0.0 if slip else grams)


def test_nothing_is_weighed_before_a_weight_is_chosen() -> None:
    walk = walked(good, steps=1)
    assert walk.chooses
    assert follow(follow(walk, Weigh()), still(2_000.0)).done == walk.done


def test_a_weight_is_chosen_only_where_one_is_asked_for() -> None:
    assert follow(Walk(), Chosen(2_000.0)) == Walk()
    corner = walked(good, steps=4)
    assert follow(corner, Chosen(2_000.0)) == corner


# --- when a step is taken


def test_a_moving_basket_is_weighed_when_it_rests() -> None:
    walk = follow(follow(Walk(), MOVING), Weigh())
    assert (walk.asked, walk.done) == (True, ())
    walk = follow(walk, MOVING)
    assert walk.done == ()
    walk = follow(walk, still(0.0))
    assert (walk.asked, len(walk.done), walk.done[0].counts) == (False, 1, counts(0.0))


def test_on_a_slope_nothing_is_weighed() -> None:
    walk = follow(follow(Walk(), Weigh()), Seen(Level(0.0, counts(0.0), 40.0, still=True, upright=False)))
    assert (walk.asked, walk.done) == (True, ())
    assert len(follow(walk, still(0.0)).done) == 1


def test_a_silent_scale_is_waited_for() -> None:
    walk = follow(follow(Walk(), Weigh()), Seen(None))
    assert (walk.asked, walk.done, walk.level) == (True, (), None)
    assert len(follow(walk, still(0.0)).done) == 1


def test_a_second_touch_does_not_weigh_the_next_step_with_the_same_weight() -> None:
    """The basket must have moved: whoever touches twice has not carried 10 kg to the next corner meanwhile."""
    walk = walked(good, steps=4)
    for move in (still(10_000.0), Weigh(), still(10_000.0), still(10_000.0)):
        walk = follow(walk, move)
    assert (len(walk.done), walk.asked) == (4, True)
    assert len(follow(follow(walk, MOVING), still(10_000.0)).done) == 5


def test_the_scale_is_watched_without_being_asked() -> None:
    walk = follow(Walk(), still(0.0, 3.0))
    assert (walk.done, walk.level) == ((), Level(3.0, counts(0.0), 40.0, True))


# --- what is plainly something else


@pytest.mark.parametrize(
    ("done", "grams", "slip"),
    [
        (1, 0.0, "nothing"),
        (1, 3.0, "nothing"),
        (1, -2_000.0, "backwards"),
        (2, 2_000.0, "differs"),  # the 5 kg were not put in
        (2, 4_400.0, "differs"),
        (4, 5_000.0, "differs"),
        (8, 2_000.0, "not_empty"),
        (8, -2_000.0, "not_empty"),
        (9, 0.0, "differs"),
    ],
)
def test_what_is_plainly_something_else_is_said_at_once(done: int, grams: float, slip: str) -> None:
    walk = walked(good, steps=done)
    if walk.chooses:
        walk = follow(walk, Chosen(LOADS[walk.number - 2]))
    after = weighed(walk, grams)
    assert after.slip is not None
    assert after.slip.why == slip
    if slip in ("differs", "not_empty"):
        assert after.slip.grams == pytest.approx(grams)
    assert (len(after.done), after.asked, after.chosen_g) == (done, False, walk.chosen_g)
    assert after.step is not None
    again = weighed(after, after.step.load_g)
    assert (len(again.done), again.slip) == (done + 1, None)


def test_what_is_a_little_off_is_the_verdicts_business() -> None:
    walk = follow(walked(good, steps=2), Chosen(5_000.0))
    assert len(weighed(walk, 5_400.0).done) == 3


# --- the way back


def test_back_takes_one_thing_back_at_a_time() -> None:
    walk = follow(follow(walked(good, steps=2), Chosen(5_000.0)), Weigh())
    assert walk.asked
    walk = follow(walk, Back())
    assert (walk.asked, walk.chosen_g) == (False, 5_000.0)
    walk = follow(walk, Back())
    assert (walk.chooses, len(walk.done)) == (True, 2)
    walk = follow(walk, Back())
    assert (walk.number, walk.chooses) == (2, True)
    assert follow(follow(walk, Back()), Back()).number == 1


def test_a_step_done_again_counts_once() -> None:
    walk = follow(weighed(walked(good, steps=4), 10_009.0), Back())
    assert len(weighed(walk, 10_000.0).done) == 5
    assert weighed(walk, 10_000.0).done[-1].counts == counts(10_000.0)


def test_all_again_keeps_the_scheme_and_nothing_else() -> None:
    scheme = Scheme(2.0, 12_000.0, "hb44-acceptance")
    again = follow(walked(good, scheme, (1_000.0, 2_000.0, 4_000.0)), Again())
    assert again == Walk(scheme, level=again.level)


def test_after_the_end_only_back_and_again_do_anything() -> None:
    walk = walked(good)
    for move in (Weigh(), Chosen(5_000.0)):
        assert follow(walk, move) == walk
    assert follow(walk, Back()).number == walk.total
    assert follow(walk, still(0.0)).verdict == walk.verdict


# --- whatever a person does

MOVES: st.SearchStrategy[Move] = st.one_of(
    st.builds(Chosen, st.sampled_from([50.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 50_000.0])),
    st.builds(Seen, st.none() | st.builds(Level, st.just(0.0), st.floats(-1e6, 4e6), st.floats(0, 1e4), st.booleans())),
    st.builds(Weigh),
    st.builds(Back),
    st.builds(Again),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(MOVES, max_size=60))
def test_no_order_of_moves_breaks_the_walk(moves: list[Move]) -> None:
    walk = Walk()
    for move in moves:
        before, walk = walk, follow(walk, move)
        assert 1 <= walk.number <= walk.total + 1
        assert abs(len(walk.done) - len(before.done)) <= 1 or isinstance(move, Again)
        loads = [one.step.load_g for one in walk.done if one.step.kind == "line"]
        assert loads == sorted(set(loads))
        assert (walk.step is None) == (walk.verdict is not None)
        if len(walk.done) > len(before.done):
            assert walk.level is not None and walk.level.still


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(100, 40_000), min_size=3, max_size=5, unique=True),
    st.floats(0.5, 500.0),
    st.floats(-8e6, 8e6),
)
def test_a_straight_cell_is_always_found_and_accepted(loads: list[int], per_gram: float, zero: float) -> None:
    rising = tuple(float(load) for load in sorted(loads))
    walk = Walk(loads=len(rising))
    while walk.step is not None:
        if walk.chooses:
            walk = follow(walk, Chosen(rising[walk.number - 2]))
        assert walk.step is not None
        level = Level(0.0, zero + per_gram * walk.step.load_g, 0.0, True)
        for move in (MOVING, Weigh(), Seen(level)):
            walk = follow(walk, move)
        assert walk.slip is None
    verdict = walk.verdict
    assert verdict is not None and verdict.fault is None
    assert verdict.line.counts_per_gram == pytest.approx(per_gram, rel=1e-6)
    assert verdict.checked_g == rising[-1]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 12), st.floats(-60.0, 60.0).filter(lambda grams: not 9.0 < abs(grams) < 25.0))
def test_a_step_that_is_far_off_is_never_accepted_and_one_that_is_near_is(number: int, off_g: float) -> None:
    """9 g hold everywhere but at zero; beyond 25 g no step passes, whatever the line makes of it."""
    steps = [*plan()]
    walk = walked(lambda step: step.load_g + (off_g if step == steps[number - 1] else 0.0))
    verdict = walk.verdict
    assert verdict is not None
    if abs(off_g) >= 25.0:
        assert verdict.fault is not None
    elif abs(off_g) <= 4.9:
        assert verdict.fault is None


def test_a_walk_can_be_compared() -> None:
    assert replace(walked(good), level=None) == replace(walked(good), level=None)
