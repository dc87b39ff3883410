"""What Kivy and SDL must find in the environment before Kivy's first import."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path


def settings(present: Mapping[str, str], screen: bool) -> dict[str, str]:
    """The variables to add to `present`; without a `screen` SDL draws into memory.

    SDL must not turn touches into mouse events, or a Pi touchscreen presses everything twice.
    """
    wanted = {
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_NO_CONFIG": "1",
        "KIVY_METRICS_DENSITY": "1",
        "KCFG_GRAPHICS_RESIZABLE": "0",
        "KCFG_GRAPHICS_MULTISAMPLES": "0",
        "KCFG_KIVY_EXIT_ON_ESCAPE": "0",
        "KIVY_HOME": str(Path(tempfile.gettempdir()) / f"dashcart-kivy-{os.getpid()}"),
        "SDL_TOUCH_MOUSE_EVENTS": "0",
    }
    if not screen:
        wanted["SDL_VIDEODRIVER"] = "offscreen"
    elif not windows(present):
        wanted |= {"SDL_VIDEODRIVER": "KMSDRM", "SDL_KMSDRM_REQUIRE_DRM_MASTER": "1"} | card()
    return {name: value for name, value in wanted.items() if name not in present}


def windows(present: Mapping[str, str]) -> bool:
    """Whether there is a desktop to open a window on; without one the screen is the graphics card's own (KMS)."""
    return sys.platform != "linux" or any(present.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def card(tree: Path = Path("/sys/class/drm")) -> dict[str, str]:
    """Which graphics card SDL is to take: the first that has something connected. A Pi 5 has two, in any order."""
    for status in sorted(tree.glob("card*-*/status")):
        if status.read_text().strip() == "connected":
            return {"SDL_KMSDRM_DEVICE_INDEX": status.parent.name.removeprefix("card").partition("-")[0]}
    return {}


def has_screen(present: Mapping[str, str]) -> bool:
    """Whether this machine can open a window: a desktop's display, or a Linux console with a graphics card."""
    return windows(present) or any(Path("/dev/dri").glob("card*"))


def prepare() -> None:
    """Sets the environment; what the caller has set already stays."""
    added = settings(os.environ, has_screen(os.environ))
    os.environ.update(added)
    if "KIVY_HOME" in added:
        atexit.register(shutil.rmtree, added["KIVY_HOME"], ignore_errors=True)
