"""The screen on the glass it stands behind: whole, in the middle, turned with its touches."""

import pytest
from kivy.core.window import Window
from kivy.uix.widget import Widget

from ui.intents import Pick
from ui.parts.glass import Glass
from ui.parts.press import Press
from ui.picture import settle


class Screen(Widget):
    """A stage of a fixed size with one button in its upper left corner."""

    def __init__(self, size, pressed):
        super().__init__(size=size, size_hint=(None, None))
        self.button = Press(lambda _: pressed.append(1), Pick("x"), size_hint=(None, None))
        self.button.size, self.button.pos = (100, 80), (0, size[1] - 80)
        self.add_widget(self.button)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(1280, 800), (800, 480)])
def test_it_is_whole_in_the_middle_and_a_touch_lands_where_it_is_seen(on_screen, touch, size, rotate):
    pressed = []
    stage = Screen(size, pressed)
    on_screen(Glass(stage, rotate))
    settle()
    corners = [stage.to_window(*at) for at in ((0, 0), (size[0], 0), (0, size[1]), size)]
    for x, y in corners:
        assert -1 <= x <= Window.width + 1 and -1 <= y <= Window.height + 1
    wide, high = (max(side) - min(side) for side in zip(*corners, strict=True))
    assert wide == pytest.approx(Window.width, abs=2) or high == pytest.approx(Window.height, abs=2), (
        "as large as it fits"
    )
    middle = stage.to_window(size[0] / 2, size[1] / 2)
    assert middle == pytest.approx((Window.width / 2, Window.height / 2), abs=2)
    touch(stage.button)
    assert pressed == [1]
