#!/usr/bin/env python3
"""What board this is and what hangs on it, told from /sys, /dev and /etc; the standard library only.

board.py refuse            prints why no cart can run here, and exits 1; nothing where one can
board.py desktop           exits 0 where a desktop would keep the screen
board.py config EXAMPLE [ribbon]   prints the example config with what was found here; what was not is told in comments
"""

import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

RELEASES = {"bookworm": "12", "trixie": "13"}
LEAST_KB = 900_000
SIZES = ((800, 480), (1280, 800))
DATA = "/var/lib/dash-cart"


@dataclass(frozen=True)
class Display:
    """A connector with something on it, and the mode that it likes best, in px."""

    connector: str
    width: int
    height: int


@dataclass(frozen=True)
class Board:
    """This machine, or a folder that looks like one."""

    root: Path = Path("/")
    bits: str = platform.architecture()[0]
    machine: str = platform.machine()

    @property
    def model(self) -> str:
        """ "Raspberry Pi 5 Model B Rev 1.0", or "" where no device tree names it."""
        return self._text("proc/device-tree/model").rstrip("\0")

    @property
    def release(self) -> str:
        """The name of the Debian release, or "" ."""
        found = re.search(r"^VERSION_CODENAME=(\S+)", self._text("etc/os-release"), re.M)
        return found[1] if found else ""

    def refusal(self) -> str:
        """Why no cart can run here, with what to do; "" where one can."""
        if (self.machine, self.bits) != ("aarch64", "64bit"):
            here = f"This is a {self.machine} system of {self.bits[:2]} bits."
            return f"{here} Flash the 64-bit Raspberry Pi OS: the packages are made for it."
        if self.release not in RELEASES:
            names = " or ".join(f"{name} (Debian {number})" for name, number in RELEASES.items())
            return f"This is {self.release or 'a system without a name'}. Flash Raspberry Pi OS {names}."
        memory = re.search(r"^MemTotal:\s+(\d+)", self._text("proc/meminfo"), re.M)
        if memory and int(memory[1]) < LEAST_KB:
            return f"This board has {int(memory[1]) // 1000} MB of memory; a cart needs 1 GB."
        return ""

    @property
    def desktop(self) -> bool:
        """Whether a display manager would take the screen."""
        return (self.root / "etc/systemd/system/display-manager.service").is_symlink()

    def displays(self) -> list[Display]:
        """What is connected, with its best mode."""
        found = []
        for status in sorted(self.root.glob("sys/class/drm/card*-*/status")):
            mode = re.match(r"(\d+)x(\d+)", self._text(status.with_name("modes").relative_to(self.root)))
            if status.read_text().strip() == "connected" and mode:
                found.append(Display(status.parent.name, int(mode[1]), int(mode[2])))
        return found

    def cameras(self) -> list[str]:
        """USB cameras by their own names; a ribbon camera's nodes are not among them."""
        return self._paths("dev/v4l/by-id/*-index0")

    def serials(self) -> list[str]:
        """USB serial devices by their own names: a Pico, a certified scale."""
        return self._paths("dev/serial/by-id/*")

    def _paths(self, pattern: str) -> list[str]:
        return [f"/{path.relative_to(self.root)}" for path in sorted(self.root.glob(pattern))]

    def _text(self, path: str | Path) -> str:
        try:
            return (self.root / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


def config(example: str, board: Board, ribbon: bool = False) -> str:
    """The example with this board's devices; `ribbon`: its camera is on the ribbon cable.

    No device in it is simulated: what was not found is named in a comment.
    """
    text = re.sub(r"^data = .*$", f'data = "{DATA}"', example, count=1, flags=re.M)
    text = _section(text, "camera", RIBBON if ribbon else _camera(board))
    text = _section(text, "scale", _scale(board))
    return _section(text, "screen", _screen(board), keep=("width", "height", "rotate"))


RIBBON = ['driver = "picamera2"', "exposure_us = 1000            # 1 ms", "lens = 8.0                    # 12.5 cm"]


def _camera(board: Board) -> list[str]:
    found = board.cameras()
    which = found[0] if found else "auto"
    told = [f"# found: {one}" for one in found] or ["# no USB camera was found: the first one that is plugged in"]
    return [*told, 'driver = "opencv"', f'device = "{which}"', "exposure = 10.0               # V4L2: 0.1 ms"]


def _scale(board: Board) -> list[str]:
    found = board.serials()
    told = [f"# found: {one}" for one in found] or ["# no serial device was found: a Pico shows up as this one"]
    which = found[0] if found else "/dev/ttyACM0"
    return [
        *told,
        'driver = "serial"',
        f'port = "{which}"',
        'protocol = "lines"             # or "8217": a certified scale',
    ]


def _screen(board: Board) -> list[str]:
    """The layout that fills the panel best: a portrait panel is turned."""
    found = board.displays()
    if not found:
        return [
            "# no display was found: connect it and install again, or set these by hand",
            "width = 1280",
            "height = 800",
        ]
    shown = found[0]
    width, height = SIZES[0] if max(shown.width, shown.height) < SIZES[1][0] else SIZES[1]
    turned = 90 if shown.height > shown.width else 0
    return [f"# found: {shown.connector}, {shown.width}x{shown.height}: the layout is scaled to it",
            f"width = {width}", f"height = {height}", f"rotate = {turned}"]  # fmt: skip


def _section(text: str, name: str, lines: list[str], keep: tuple[str, ...] = ()) -> str:
    """The table `name` with these lines in place of its own; with `keep`, only of these keys."""
    table = re.compile(rf"^\[{name}\][^\n]*\n(.*?)(?=^\n|^#|^\[|\Z)", re.M | re.S)
    found = table.search(text)
    if found is None:
        raise SystemExit(f"The example config has no [{name}]. Fetch the project's files again.")
    rest = [one for one in found[1].splitlines() if keep and one.partition("=")[0].strip() not in keep]
    return text[: found.start()] + "\n".join([f"[{name}]", *lines, *rest]) + "\n" + text[found.end() :]


def main(argv: list[str]) -> int:
    """The command; returns the exit status."""
    match argv:
        case ["refuse"]:
            words = Board().refusal()
            print(words, end="\n" if words else "")
            return int(bool(words))
        case ["desktop"]:
            return int(not Board().desktop)
        case ["config", example, *which]:
            print(config(Path(example).read_text(encoding="utf-8"), Board(), which == ["ribbon"]), end="")
            return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
