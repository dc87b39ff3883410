"""The theme in light and dark at both sizes: what stands on what can be read, and fingers hit what they aim at."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.parts.press import KINDS
from ui.presenter.floor import DOORS, HERE, LANE, SOUGHT
from ui.presenter.pictures import DEPARTMENTS, FALLBACK, TINTS
from ui.theme import DARK, LIGHT, PAIRS, PALETTES, TOUCH_MM, Look, Palette, contrast, rgba

SIZES = [(1280, 800), (800, 480), (1024, 600), (1920, 1080)]
NAMES = {field.name for field in fields(Palette)}
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("name", sorted(NAMES))
def test_each_colour_is_six_hex_digits(mode, name):
    colour = getattr(PALETTES[mode], name)
    assert colour[0] == "#"
    assert len(colour) == 7
    assert int(colour[1:], 16) <= 0xFFFFFF


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_buttons_words_stand_out(mode, kind):
    ground, edge, words, icon = KINDS[kind]
    palette = PALETTES[mode]
    assert contrast(getattr(palette, ground), getattr(palette, words)) >= 4.5
    assert contrast(getattr(palette, ground), getattr(palette, icon)) >= 3.0
    assert edge == "" or edge in NAMES


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize("tint", sorted({*(tint for *_, tint in DEPARTMENTS), *TINTS.values(), FALLBACK.tint}))
def test_a_picture_stands_out_of_its_tint(mode, tint):
    palette = PALETTES[mode]
    assert contrast(getattr(palette, tint), getattr(palette, f"{tint}_ink")) >= 4.5


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize(("icon", "colour"), [HERE, SOUGHT, LANE, DOORS])
def test_a_mark_on_the_map_has_its_ink(mode, icon, colour):
    palette = PALETTES[mode]
    assert contrast(getattr(palette, colour), getattr(palette, f"{colour}_ink")) >= 4.5


@pytest.mark.parametrize("kind", ["go", "sky", "ask"])
@pytest.mark.parametrize("mode", PALETTES)
def test_the_next_steps_card_can_be_read(mode, kind):
    ground, ink = {"go": ("green", "green_ink"), "sky": ("sky", "sky_ink"), "ask": ("ask", "ask_ink")}[kind]
    assert contrast(getattr(PALETTES[mode], ground), getattr(PALETTES[mode], ink)) >= 4.5


def test_what_costs_money_stands_out_most():
    grounds = {(ground, ink) for ground, ink, least in PAIRS if least >= 7}
    assert {("paper", "ink"), ("card", "ink"), ("save", "save_ink")} <= grounds


def test_every_ink_is_tested_on_its_ground():
    tested = {ink for _, ink, _ in PAIRS}
    assert {name for name in NAMES if name.endswith("_ink")} - tested == {"code_ink"}


def test_a_code_is_black_on_white_in_the_dark_too():
    for palette in (LIGHT, DARK):
        assert (palette.code_paper, palette.code_ink) == ("#FFFFFF", "#000000")
        assert contrast(palette.code_paper, palette.code_ink) == pytest.approx(21)


def test_dark_is_dark_and_light_is_light():
    assert contrast(DARK.paper, "#000000") < 2 < contrast(DARK.paper, "#FFFFFF")
    assert contrast(LIGHT.paper, "#FFFFFF") < 2 < contrast(LIGHT.paper, "#000000")


@given(HEX, HEX)
def test_contrast_is_the_same_from_both_sides(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01


@given(HEX)
def test_a_colour_does_not_stand_out_from_itself(colour):
    assert contrast(colour, colour) == 1


@pytest.mark.parametrize(
    ("colour", "parts"),
    [
        ("#000000", (0, 0, 0, 1)),
        ("#FFFFFF", (1, 1, 1, 1)),
        ("#FF0000", (1, 0, 0, 1)),
        ("#00FF00", (0, 1, 0, 1)),
        ("#0000FF", (0, 0, 1, 1)),
        ("#336699", (0.2, 0.4, 0.6, 1)),
    ],
)
def test_a_colour_is_red_green_and_blue(colour, parts):
    assert rgba(colour) == pytest.approx(parts)


@given(HEX, st.floats(0, 1))
def test_a_colour_keeps_its_strength(colour, alpha):
    assert rgba(colour, alpha)[3] == alpha
    assert all(0 <= part <= 1 for part in rgba(colour)[:3])


@pytest.mark.parametrize("mode", PALETTES)
def test_a_look_takes_its_modes_colours(mode):
    look = Look(mode=mode)
    assert look.colour("paper", 0.5) == rgba(PALETTES[mode].paper, 0.5)
    with pytest.raises(KeyError):
        look.colour("__class__")


# --- sizes


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_finger_hits_12_mm(width, height):
    look = Look(width, height)
    mm_per_px = 7 * 25.4 / (width**2 + height**2) ** 0.5
    assert TOUCH_MM <= look.touch * mm_per_px < TOUCH_MM + mm_per_px


@pytest.mark.parametrize(
    ("width", "height", "small"), [(1280, 800, False), (800, 480, True), (1024, 600, True), (1920, 1080, False)]
)
def test_which_screens_are_small(width, height, small):
    assert Look(width, height).small == small


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("pixels", [0, 0.1, 1, 24, 416])
def test_no_space_vanishes(width, height, pixels):
    look = Look(width, height)
    assert look.px(pixels) >= 1
    assert look.px(pixels) <= max(1, round(pixels * max(1, look.scale)))


@given(st.floats(1, 100), st.floats(1, 100))
def test_larger_type_is_never_smaller_on_the_screen(one, other):
    for width, height in SIZES:
        look = Look(width, height)
        low, high = sorted((one, other))
        assert look.text(low) <= look.text(high)


@pytest.mark.parametrize(("width", "height", "least"), [(1280, 800, 18), (1920, 1080, 18), (800, 480, 13)])
def test_no_type_is_too_small_to_read(width, height, least):
    assert Look(width, height).text(1) == least


@pytest.mark.parametrize(("width", "height"), [(1280, 480), (800, 800)])
def test_an_odd_screen_is_scaled_by_its_narrow_side(width, height):
    assert Look(width, height).scale == min(width / 1280, height / 800)


def test_looks_are_equal_when_they_look_the_same():
    look = Look(800, 480, "dark", calm=True)
    assert look == Look(800, 480, "dark", True)
    assert len({look, replace(look, calm=False), replace(look, mode="light"), replace(look)}) == 3
