from ui.environment import card, has_screen, settings


def test_without_a_screen_kivy_draws_into_memory():
    added = settings({}, screen=False)
    assert added["SDL_VIDEODRIVER"] == "offscreen"
    assert "SDL_VIDEODRIVER" not in settings({"DISPLAY": ":0"}, screen=True)


def test_without_a_desktop_the_screen_is_the_graphics_cards_own():
    assert settings({}, screen=True)["SDL_VIDEODRIVER"] == "KMSDRM"


def test_of_two_graphics_cards_the_one_with_a_display_is_taken(tmp_path):
    """A Pi 5 has one that only draws, and their numbers change from start to start."""
    for connector, state in (("card0-HDMI-A-1", "disconnected"), ("card1-DSI-1", "connected")):
        (tmp_path / connector).mkdir()
        (tmp_path / connector / "status").write_text(f"{state}\n")
    assert card(tmp_path) == {"SDL_KMSDRM_DEVICE_INDEX": "1"}
    (tmp_path / "card1-DSI-1" / "status").write_text("disconnected\n")
    assert card(tmp_path) == {}


def test_a_touch_is_never_also_a_mouse():
    assert settings({}, screen=True)["SDL_TOUCH_MOUSE_EVENTS"] == "0"


def test_what_is_set_already_stays():
    assert "KIVY_HOME" not in settings({"KIVY_HOME": "/home/pi/.kivy"}, screen=True)


def test_a_desktop_has_a_screen():
    assert has_screen({"DISPLAY": ":0"})
    assert has_screen({"WAYLAND_DISPLAY": "wayland-0"})
