"""The cart's screen is whole in every window, and the shelf stands beside it, below it, or behind a tab."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shelf.room import LEAST_TYPE_PX, LOW, NARROW, TAB, UNKNOWN, Box, arrange, first_window, natural, opens

LARGE, SMALL = (1280, 800), (800, 480)
DISPLAYS = [(1366, 768), (1440, 900), (1600, 900), (1920, 1080), (1280, 800), (800, 480)]


def whole(box: Box, window: tuple[int, int]) -> bool:
    inside = box.x >= -0.01 and box.y >= -0.01
    return inside and box.x + box.width <= window[0] + 0.01 and box.y + box.height <= window[1] + 0.01


@pytest.mark.parametrize("cart", [LARGE, SMALL])
@pytest.mark.parametrize("display", DISPLAYS)
def test_the_first_window_fits_the_display_and_can_be_read(cart, display):
    window = first_window(cart, display)
    assert window[0] <= display[0] and window[1] <= display[1]
    room = arrange(window, cart, folded=not opens(window, cart))
    assert whole(room.screen, window)
    assert room.scale * (18 if cart == LARGE else 13) >= LEAST_TYPE_PX


@pytest.mark.parametrize("cart", [LARGE, SMALL])
def test_on_a_large_display_the_cart_has_its_own_pixels(cart):
    window = first_window(cart, (1920, 1080))
    assert window == natural(cart)
    assert arrange(window, cart, folded=False).scale == 1.0


@pytest.mark.parametrize(
    ("display", "cart", "open"),
    [((1366, 768), LARGE, True), ((1280, 800), LARGE, True), ((800, 480), LARGE, False), ((800, 480), SMALL, False),
     ((1280, 800), SMALL, True)],
)  # fmt: skip
def test_the_shelf_begins_folded_where_the_screen_would_be_too_small(display, cart, open):
    assert opens(first_window(cart, display), cart) == open


def test_a_display_nobody_knows_gets_a_small_window():
    assert first_window(LARGE, None) == UNKNOWN


@pytest.mark.parametrize(("window", "below"), [((900, 1400), True), ((1366, 768), False), ((700, 900), True)])
def test_in_a_high_window_the_shelf_stands_below(window, below):
    room = arrange(window, LARGE, folded=False)
    assert room.shelf is not None
    assert (room.shelf.width == window[0]) == below


@pytest.mark.parametrize(("window", "bottom"), [((1366, 768), False), ((800, 480), False), ((900, 1400), True)])
def test_the_tab_stands_where_it_takes_less(window, bottom):
    room = arrange(window, LARGE, folded=True)
    assert room.shelf is None
    assert (room.tab.height == TAB) == bottom


@given(
    window=st.tuples(st.integers(640, 4000), st.integers(400, 3000)), cart=st.sampled_from([LARGE, SMALL]),
    folded=st.booleans(),
)  # fmt: skip
def test_in_any_window_all_is_whole_and_nothing_lies_on_anything(window, cart, folded):
    room = arrange(window, cart, folded)
    other = room.tab if folded else room.shelf
    assert other is not None and (room.shelf is None) == folded
    assert whole(room.screen, window) and whole(other, window)
    assert not room.screen.overlaps(other)
    assert room.screen.width / room.screen.height == pytest.approx(cart[0] / cart[1])
    if not folded:
        assert other.width >= NARROW and other.height >= LOW


def test_boxes_overlap_when_they_share_more_than_an_edge():
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 10, 10))
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 10, 10))
