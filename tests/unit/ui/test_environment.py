from ui.environment import has_screen, settings


def test_without_a_screen_kivy_draws_into_memory():
    added = settings({}, screen=False)
    assert added["SDL_VIDEODRIVER"] == "offscreen"
    assert "SDL_VIDEODRIVER" not in settings({}, screen=True)


def test_a_touch_is_never_also_a_mouse():
    assert settings({}, screen=True)["SDL_TOUCH_MOUSE_EVENTS"] == "0"


def test_what_is_set_already_stays():
    assert "KIVY_HOME" not in settings({"KIVY_HOME": "/home/pi/.kivy"}, screen=True)


def test_a_desktop_has_a_screen():
    assert has_screen({"DISPLAY": ":0"})
    assert has_screen({"WAYLAND_DISPLAY": "wayland-0"})
