"""The staff's walk through a calibration: each step's words, drawing, sign and buttons, and what comes of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.facts import StaffLeft
from cart.weighing.bench import Accept, Begin, Leave, Standing
from cart.weighing.health import WORDS
from cart.weighing.judgement import CORNERS, Fault, Scheme, Step, Weighing, judge
from cart.weighing.procedure import Again, Back, Chosen, Slip, Walk, Weigh
from ui.bench_samples import BENCHES, FORCE, LAST, NEW, NOBODY, STEPS, at
from ui.desk import Desk
from ui.hands import APART_S
from ui.intents import Calibrate, Go, Key, Keyboard, Post
from ui.parts.plot import BESIDE
from ui.parts.press import KINDS
from ui.parts.text import is_icon
from ui.parts.tray import PLACES as DRAWN
from ui.presenter.calibrate import MOST_DIGITS, SLIPS, begin, choose, done, known, note, other, weigh
from ui.presenter.frame import Frame
from ui.presenter.models import Way
from ui.presenter.staff import figures, health
from ui.presenter.verdict import FAULTS, plot, reason, verdict
from ui.router import CALIBRATING, calibrating
from ui.samples import FREE, TRIP
from ui.shop import ScaleHealth, Settings, Shop
from ui.stage import SCREENS

IN_TRIP = replace(TRIP, phase="staff", staff="Maria")
LANGUAGES = ["en", "es"]


def frame(language="en", view=FREE, **more):
    return Frame(replace(view, language=language), Settings(**more), language)


def orders(ways):
    return [way.act.order for way in ways if isinstance(way.act, Calibrate)]


def walk_of(standing):
    assert standing.walk is not None
    return standing.walk


# --- where the walk begins


def test_staff_begin_in_their_own_name():
    model = begin(frame(), NOBODY)
    assert orders(model.ways) == [Begin("Maria")]
    assert model.ways[0].act == Go("")


@pytest.mark.parametrize("language", LANGUAGES)
def test_during_a_trip_it_says_why_not_and_leads_back(language):
    model = begin(frame(language, IN_TRIP), NOBODY)
    assert [way.act for way in model.ways] == [Go("")]
    assert model.title == {"en": "A shopper's trip is open", "es": "Hay un viaje abierto"}[language]


def test_what_forbade_the_beginning_is_said():
    assert "trail was changed" in begin(frame(), replace(NOBODY, trouble="The trail was changed.")).text
    assert "rows were taken out" in begin(frame(), replace(NOBODY, unfit="rows were taken out")).text


# --- which screen


@pytest.mark.parametrize(
    ("standing", "typing", "screen"),
    [
        (NOBODY, False, "calibrate"),
        (at(1), False, "weigh"),
        (BENCHES["calibrate-choose"], False, "choose_weight"),
        (BENCHES["calibrate-choose"], True, "other_weight"),
        (at(3), True, "weigh"),
        (at(5), False, "weigh"),
        (at(12), False, "weigh"),
        (at(13), False, "verdict"),
        (BENCHES["calibrate-done"], False, "calibrated"),
    ],
)
def test_the_screen_follows_the_walk(standing, typing, screen):
    assert calibrating(standing, typing) == screen
    assert screen in SCREENS and screen in CALIBRATING


# --- choosing a weight


def test_known_weights_are_written_as_they_stand_on_them():
    shown = [known(frame(), grams) for grams in (500, 1_000, 7_500, 20_000.0, 12_345.6)]
    assert shown == ["500 g", "1 kg", "7,500 g", "20 kg", "12,346 g"]


@pytest.mark.parametrize(
    ("number", "max_g", "shown"),
    [
        (2, 40_000.0, ["1 kg", "2 kg", "5 kg", "10 kg", "20 kg", "…"]),
        (3, 40_000.0, ["5 kg", "10 kg", "20 kg", "…"]),
        (3, 9_000.0, ["5 kg", "…"]),
        (4, 5_000.0, ["…"]),
    ],
)
def test_only_weights_that_the_step_can_use_are_offered(number, max_g, shown):
    walk = replace(walk_of(at(number)), chosen_g=0.0, scheme=Scheme(max_g=max_g))
    model = choose(frame(), walk)
    assert [tile.figure for tile in model.tiles] == shown
    assert model.tiles[-1].act == Keyboard("digits")
    assert [way.act for way in model.ways] == [Calibrate(Leave()), Calibrate(Back())]


def test_the_shops_own_weights_are_offered_and_chosen():
    model = choose(frame(test_weights_g=(3_000, 12_000)), walk_of(BENCHES["calibrate-choose"]))
    assert [tile.act for tile in model.tiles[:-1]] == [Calibrate(Chosen(3_000)), Calibrate(Chosen(12_000))]


def test_the_first_weight_is_the_lightest_and_later_ones_are_heavier():
    assert "the lightest first" in choose(frame(), walk_of(BENCHES["calibrate-choose-first"])).text
    assert choose(frame(), walk_of(BENCHES["calibrate-choose"])).text == "Step 3 of 12 · heavier than 2 kg"


@pytest.mark.parametrize(
    ("typed", "entered", "acts"),
    [
        ("", "0 g", []),
        ("0", "0 g", []),
        ("7500", "7,500 g", [Chosen(7_500)]),
        ("99999999", "99,999 g", [Chosen(99_999)]),
        ("12x5", "125 g", [Chosen(125)]),
    ],
)
def test_another_weight_is_typed_in_grams(typed, entered, acts):
    model = other(frame(), walk_of(BENCHES["calibrate-other"]), typed)
    assert model.entered == entered
    assert orders(model.ways) == [*acts, Leave()]
    assert model.ways[-1].act == Keyboard("")
    assert MOST_DIGITS == 5


# --- one step


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_says_one_thing_and_draws_where_the_weight_goes(language):
    titles = []
    for number, step in enumerate(STEPS, 1):
        model = weigh(frame(language), at(number))
        assert str(number) in model.progress and model.share == pytest.approx((number - 1) / 12)
        assert model.tray.place == step.place and (not step.place or step.place in DRAWN)
        assert bool(model.tray.weight) == bool(step.load_g)
        assert model.weigh.act == Calibrate(Weigh())
        titles.append(model.title)
    assert len(set(titles)) == 9, "two returns, two repeats and the first empty basket share their words"


@pytest.mark.parametrize(
    ("standing", "words", "colour"),
    [
        (at(3), "still", "leaf_ink"),
        (at(3, still=False), "moving", "soft"),
        (BENCHES["calibrate-weighing"], "waiting until it is still", "soft"),
        (BENCHES["calibrate-unmoved"], "the weight has not moved yet", "ask_ink"),
        (BENCHES["calibrate-silent"], "no reading: check its cable", "ask_ink"),
        (at(3, upright=False), "on a slope", "ask_ink"),
    ],
)
def test_the_scale_says_how_it_stands(standing, words, colour):
    icon, said, shown = weigh(frame(), standing).live.sign
    assert (said, shown) == (words, colour)
    assert is_icon(icon)


def test_the_reading_is_by_the_calibration_in_force():
    assert weigh(frame(), at(3)).live.figure == "5.010"
    assert weigh(frame(), replace(at(3), force=None)).live.figure == "–"


def test_every_step_can_be_left_and_every_later_one_taken_back():
    assert orders(weigh(frame(), at(1)).ways) == [Leave()]
    for number in range(2, 13):
        assert orders(weigh(frame(), at(number)).ways) == [Leave(), Back()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", SLIPS)
def test_every_slip_has_words(language, why):
    walk = replace(walk_of(at(4)), slip=Slip(why, 4_980.0))
    said = note(frame(language), walk)
    assert len(said) > 10 and not said.startswith("calib.")
    assert weigh(frame(language), replace(at(4), walk=walk)).note == said


def test_slips_say_the_figure():
    english = frame()
    assert "100 g" in note(english, replace(Walk(), slip=Slip("light", 100.0)))
    assert "reads 4.980 kg" in note(english, replace(Walk(), slip=Slip("differs", 4_980.0)))


# --- what comes of it


def test_a_good_calibration_may_be_accepted():
    model = verdict(frame(), at(13))
    assert (model.kind, model.title) == ("go", "Within its limits")
    assert orders(model.ways) == [Leave(), Again(), Accept()]
    assert ("Largest difference", "+4.3 g of 10.0 g") in model.rows
    assert ("Checked up to", "10 kg of 40 kg") in model.rows
    assert ("Against the old one", "+0.20 %") in model.rows


def test_a_bad_one_says_why_and_cannot_be_accepted():
    model = verdict(frame(), BENCHES["calibrate-refused"])
    assert (model.kind, model.title) == ("ask", "Outside its limits")
    assert model.text.startswith("Empty basket: 6.9 g off, 5.0 g allowed.")
    assert orders(model.ways) == [Leave(), Again()]


def test_what_could_not_be_kept_says_so_and_may_be_tried_again():
    model = verdict(frame(), BENCHES["calibrate-full-disk"])
    assert (model.kind, model.title) == ("ask", "Not accepted; the old one stays")
    assert "No space left on device" in model.text
    assert Accept() in orders(model.ways)


def test_a_first_calibration_is_compared_with_none():
    assert "Against the old one" not in dict(verdict(frame(), replace(at(13), force=None)).rows)


def test_there_is_no_verdict_before_the_end():
    with pytest.raises(ValueError, match="when all is weighed"):
        verdict(frame(), at(5))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FAULTS)
def test_every_fault_has_words_with_both_figures(language, kind):
    place = CORNERS[2] if kind == "corner" else "middle"
    said = reason(frame(language), Fault(Step(kind, 10_000.0, place), -11.26, 10.0, "OIML R 76-1:2006, 3.6.2"))
    assert "11.3 g" in said and "10.0 g" in said and "10 kg" in said
    assert ("back right" in said or "atrás a la derecha" in said) == (kind == "corner")


def test_the_plot_shows_every_weighing_against_its_band():
    walk = walk_of(at(13))
    assert walk.verdict is not None
    shown = plot(frame(), walk.verdict, walk.scheme)
    assert len(shown.marks) == 12 and all(mark.ok for mark in shown.marks)
    assert all(mark.shape in BESIDE for mark in shown.marks)
    assert shown.band == ((0.0, pytest.approx(0.2)), (0.25, pytest.approx(0.4)))
    assert [words for _, words in shown.loads] == ["0", "2 kg", "5 kg", "10 kg"]
    assert (shown.top, shown.bottom) == ("+12.5 g", "−12.5 g")


@given(st.lists(st.floats(-60.0, 60.0), min_size=12, max_size=12), st.sampled_from([40_000.0, 12_000.0]))
@settings(max_examples=100, deadline=None)
def test_no_mark_lies_outside_the_drawing_and_only_faults_outside_the_band(off_g, max_g):
    walk = replace(walk_of(at(13, tuple(off_g))), scheme=Scheme(max_g=max_g))
    assert walk.verdict is not None
    shown = plot(frame(), walk.verdict, walk.scheme)
    for mark in shown.marks:
        assert 0.0 <= mark.x <= 1.0 and 0.0 < mark.y < 1.0
        half = [high for share, high in shown.band if share <= mark.x - 1e-9 or share == 0.0][-1]
        assert mark.ok == (abs(mark.y - 0.5) <= half + 1e-9)


def test_crowded_loads_keep_the_heaviest_words():
    """Weights of 400 g, 1 kg and 10 kg: there is no room for three names at the left end."""
    near = {0.0: 0.0, 2_000.0: 400.0, 5_000.0: 1_000.0, 10_000.0: 10_000.0}
    steps = [replace(step, load_g=near[step.load_g]) for step in STEPS]
    weighings = [Weighing(step, 7_000.0 + 100.0 * step.load_g) for step in steps]
    shown = plot(frame(), judge(weighings, Scheme()), Scheme())
    assert [words for _, words in shown.loads] == ["1 kg", "10 kg"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_in_force_is_said_with_its_number_and_name(language):
    model = done(frame(language), BENCHES["calibrate-done"])
    assert "4" in model.title and "Maria" in model.text
    assert orders(model.ways) == [Leave()]
    assert done(frame(language), NOBODY).ways


# --- the staff page


def test_staff_see_the_scales_health_and_its_last_calibration():
    rows = dict(figures(frame(), None, ScaleHealth(0.43, -1.26, 7), LAST))
    assert rows["Noise, drift"] == "0.4 g · −1.3 g"
    assert rows["Samples missing"] == "7 %"
    assert rows["Calibrated"] == "no. 3, Maria, Feb 3, 2026"
    assert dict(figures(frame(), None))["Calibrated"] == "no record"
    spanish = dict(figures(frame("es"), None, ScaleHealth(), replace(LAST, wall="yesterday")))
    assert spanish["Calibrada"] == "núm. 3, Maria, yesterday"


def test_a_scale_that_may_still_be_believed_says_what_is_wrong_with_it():
    told = ScaleHealth(why="noise")
    (scale,) = [row for row in health(frame(), told) if row[1] == "scale"]
    assert scale[2:] == ("noisy: check that nothing touches the basket", False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("why", [*filter(None, WORDS), "uncalibrated"])
def test_whatever_is_wrong_with_the_scale_has_words_in_each_language(language, why):
    (_, _, said, ok) = health(frame(language), ScaleHealth(why=why))[1]
    assert not ok and len(said) > 10 and not said.startswith("staff.")


# --- the desk


class Bench:
    """Notes orders; stands as it is told."""

    def __init__(self, standing: Standing = NOBODY) -> None:
        self.standing, self.orders, self.now = standing, [], 100.0
        shop = Shop(print, lambda: FREE, print, bench=lambda: self.standing, calibrate=self.orders.append)
        self.desk = Desk(shop, lambda: self.now)
        self.desk.pump()
        self.desk.wandered = "calibrate"

    def act(self, act):
        self.now += 1.0
        self.desk.hands.act(act)


def test_orders_are_carried_out_and_the_screen_stays():
    one = Bench()
    one.act(Calibrate(Begin("Maria")))
    assert (one.orders, one.desk.wandered) == ([Begin("Maria")], "calibrate")


def test_cancel_leads_back_to_the_staff_page():
    one = Bench(at(5))
    assert one.desk.screen == "weigh"
    one.act(Calibrate(Leave()))
    assert (one.orders, one.desk.screen) == ([Leave()], "staff")


def test_a_typed_weight_is_forgotten_once_it_is_chosen():
    one = Bench(BENCHES["calibrate-choose"])
    one.act(Keyboard("digits"))
    for key in "75":
        one.act(Key(key))
    assert (one.desk.screen, one.desk.typed) == ("other_weight", "75")
    one.act(Calibrate(Chosen(75)))
    assert (one.desk.typed, one.desk.screen) == ("", "choose_weight")


def test_a_double_tap_is_one_order():
    one = Bench(at(5))
    one.act(Calibrate(Weigh()))
    one.now += APART_S / 2
    one.desk.hands.act(Calibrate(Weigh()))
    assert one.orders == [Weigh()]


def test_the_picture_changes_only_when_the_level_does():
    one = Bench(at(5))
    before = one.desk.face
    one.desk.pump()
    assert one.desk.face == before
    one.standing = at(5, grams=9_000.0)
    assert one.desk.face != before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BENCHES)
def test_every_scene_can_be_left(name, language):
    one = Bench(BENCHES[name])
    one.desk.keys = "digits" if name.endswith("other") else ""
    model = SCREENS[one.desk.screen][1](frame(language), one.desk)
    ways = [*model.ways, *([model.weigh] if hasattr(model, "weigh") else [])]
    assert all(isinstance(way, Way) and way.kind in KINDS for way in ways)
    leaves = [Calibrate(Leave()), Go("")]
    assert any(way.act in leaves for way in ways)
    assert not any(isinstance(way.act, Post) and way.act.kind is not StaffLeft for way in ways)


def test_the_samples_agree_with_each_other():
    assert (NEW.event, FORCE.event) == (LAST.event + 1, LAST.event)
