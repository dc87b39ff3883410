"""How large the display is: SDL says so, also where it draws into memory."""

import os
import subprocess
import sys

import pytest

from ui.display import _ask, _libraries

ASK = "from ui.display import usable; print(usable())"


def test_sdl_says_how_large_the_display_is():
    env = {**os.environ, "SDL_VIDEODRIVER": "offscreen"}
    told = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True).stdout
    width, height = eval(told)
    assert width >= 640 and height >= 400


def test_a_machine_without_a_display_says_nothing():
    env = {**os.environ, "SDL_VIDEODRIVER": "no such driver"}
    told = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "None"


class Sdl:
    """SDL as far as it is asked: `code` is what it answers to each question."""

    def __init__(self, begins, bounds):
        self.begins, self.bounds, self.quit = begins, bounds, 0

    def SDL_InitSubSystem(self, _):  # noqa: N802
        return self.begins

    def SDL_GetDisplayUsableBounds(self, _, __):  # noqa: N802
        return self.bounds

    def SDL_QuitSubSystem(self, _):  # noqa: N802
        self.quit += 1


@pytest.mark.parametrize(("begins", "bounds", "quit"), [(-1, 0, 0), (0, -1, 1), (0, 0, 1)])
def test_what_sdl_cannot_tell_is_unknown(begins, bounds, quit):
    sdl = Sdl(begins, bounds)
    assert _ask(sdl) is None
    assert sdl.quit == quit


def test_kivys_own_sdl_goes_first():
    assert all("SDL2" in path for path in _libraries())
