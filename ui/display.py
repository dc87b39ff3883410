"""How large this machine's display is, before a window stands on it: SDL, which Kivy brings, is asked."""

import ctypes
from collections.abc import Iterator
from contextlib import suppress
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path

VIDEO = 0x20  # SDL_INIT_VIDEO


class _Rect(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("x", "y", "w", "h")]


def usable() -> tuple[int, int] | None:
    """Width and height in px of what windows may use on the first display, without the desktop's own bars; or None."""
    for path in _libraries():
        with suppress(OSError, AttributeError):
            return _ask(ctypes.CDLL(path))
    return None


def _ask(sdl: ctypes.CDLL) -> tuple[int, int] | None:
    rect = _Rect()
    if sdl.SDL_InitSubSystem(VIDEO) != 0:
        return None
    try:
        known = sdl.SDL_GetDisplayUsableBounds(0, ctypes.byref(rect)) == 0
    finally:
        sdl.SDL_QuitSubSystem(VIDEO)
    return (rect.w, rect.h) if known and rect.w > 0 and rect.h > 0 else None


def _libraries() -> Iterator[str]:
    """Kivy's own SDL (its wheels carry one), then the system's."""
    kivy = find_spec("kivy")
    if kivy is not None and kivy.origin:
        yield from map(str, Path(kivy.origin).parents[1].glob("[Kk]ivy.libs/libSDL2-2*"))
    for name in ("SDL2-2.0", "SDL2"):
        found = find_library(name)
        if found:
            yield found
