import pytest

from ui.theme import PAIRS, PALETTES, Look, contrast


@pytest.mark.parametrize("mode", PALETTES)
@pytest.mark.parametrize(("ground", "text", "least"), PAIRS)
def test_text_stands_out_from_its_ground(mode, ground, text, least):
    palette = PALETTES[mode]
    assert contrast(getattr(palette, ground), getattr(palette, text)) >= least


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("width", "height", "pixels"), [(1280, 800, 102), (800, 480, 63)])
def test_a_touch_target_is_12_mm_on_a_7_inch_screen(width, height, pixels):
    assert Look(width, height).touch == pixels


def test_no_type_is_under_18_px_at_full_size():
    assert min(Look().text(size) for size in range(8, 70)) == 18
    assert min(Look(800, 480).text(size) for size in range(8, 70)) == 13


def test_an_unknown_colour_is_an_error():
    with pytest.raises(KeyError, match="no colour 'red'"):
        Look().colour("red")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 480)])
def test_larger_type_grows_what_is_small_and_keeps_the_order(width, height):
    usual, large = Look(width, height), Look(width, height, large=True)
    sizes = range(18, 100)
    assert all(large.text(size) >= usual.text(size) for size in sizes)
    assert large.text(20) >= 1.2 * usual.text(20)
    assert large.text(62) == usual.text(62), "what is large already stays"
    grown = [large.text(size) for size in sizes]
    assert grown == sorted(grown)
