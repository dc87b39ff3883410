"""What a board is told from, and the config that the installer makes of it: folders that look like boards."""

import importlib.util
from pathlib import Path

import pytest

from cart.config import loads

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "assets" / "cart.example.toml").read_text()
spec = importlib.util.spec_from_file_location("board", ROOT / "scripts" / "pi" / "board.py")
board = importlib.util.module_from_spec(spec)
spec.loader.exec_module(board)

CAMERA = "usb-Alpha_HD_Webcam_123-video-index0"
PICO = "usb-MicroPython_Board_in_FS_mode_e660-if00"


class Like:
    """A folder that looks like a Raspberry Pi."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0")
        self.write("etc/os-release", 'NAME="Debian GNU/Linux"\nVERSION_CODENAME=trixie\n')
        self.write("proc/meminfo", "MemTotal:        4147132 kB\n")

    def write(self, path: str, text: str = "") -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def display(self, connector: str, mode: str, state: str = "connected") -> None:
        self.write(f"sys/class/drm/{connector}/status", f"{state}\n")
        self.write(f"sys/class/drm/{connector}/modes", f"{mode}\n640x480\n" if mode else "")

    def board(self, machine: str = "aarch64", bits: str = "64bit"):
        return board.Board(self.root, bits, machine)

    def config(self):
        return loads(board.config(EXAMPLE, self.board()), "the installer's config")


@pytest.fixture
def pi(tmp_path):
    return Like(tmp_path)


def test_a_pi_of_today_is_taken(pi):
    assert pi.board().refusal() == "" and pi.board().model == "Raspberry Pi 5 Model B Rev 1.0"


@pytest.mark.parametrize(
    ("machine", "bits", "words"),
    [
        ("armv7l", "32bit", "Flash the 64-bit Raspberry Pi OS"), ("x86_64", "64bit", "Flash the 64-bit"),
        ("aarch64", "32bit", "of 32 bits"),
    ],
)  # fmt: skip
def test_another_machine_is_refused_in_words(pi, machine, bits, words):
    """A 64-bit kernel under a 32-bit system says aarch64 too."""
    assert words in pi.board(machine, bits).refusal()


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("etc/os-release", "VERSION_CODENAME=bullseye\n", "This is bullseye. Flash Raspberry Pi OS"),
        ("etc/os-release", "", "a system without a name"),
        ("proc/meminfo", "MemTotal:  441234 kB\n", "441 MB of memory"),
    ],
)  # fmt: skip
def test_another_system_is_refused_in_words(pi, path, text, words):
    pi.write(path, text)
    assert words in pi.board().refusal()


def test_a_bare_board_gets_no_simulated_device(pi):
    config = pi.config()
    assert (config.camera["driver"], config.camera["device"]) == ("opencv", "auto")
    assert (config.scale["driver"], config.scale["port"]) == ("serial", "/dev/ttyACM0")
    assert not config.simulated and config.cart.data == "/var/lib/dash-cart"
    text = board.config(EXAMPLE, pi.board())
    assert "# no USB camera was found" in text and "# no serial device was found" in text


def test_what_hangs_on_the_board_stands_in_its_config_by_its_own_name(pi):
    for path in (f"dev/v4l/by-id/{CAMERA}", f"dev/v4l/by-id/{CAMERA[:-1]}1", f"dev/serial/by-id/{PICO}"):
        pi.write(path)
    config = pi.config()
    assert config.camera["device"] == f"/dev/v4l/by-id/{CAMERA}"
    assert config.scale["port"] == f"/dev/serial/by-id/{PICO}"


@pytest.mark.parametrize(
    ("mode", "size"),
    [
        ("720x1280", (1280, 800, 90)),
        ("800x480", (800, 480, 0)),
        ("1920x1080", (1280, 800, 0)),
        ("480x800", (800, 480, 90)),
    ],
)
def test_a_panel_chooses_the_layout_and_a_portrait_one_is_turned(pi, mode, size):
    pi.display("card0-HDMI-A-1", "", "disconnected")
    pi.display("card1-DSI-1", mode)
    screen = pi.config().screen
    assert (screen.width, screen.height, screen.rotate) == size
    assert screen.languages == ("en", "es"), "what else stands there stays"


def test_a_camera_on_the_ribbon_cable_is_the_one_that_was_asked_for(pi):
    pi.write(f"dev/v4l/by-id/{CAMERA}")
    made = loads(board.config(EXAMPLE, pi.board(), ribbon=True), "the installer's config")
    assert made.camera == {"driver": "picamera2", "exposure_us": 1000, "lens": 8.0}


def test_a_desktop_is_told_by_its_display_manager(pi):
    assert not pi.board().desktop
    units = pi.root / "etc/systemd/system"
    units.mkdir(parents=True)
    (units / "display-manager.service").symlink_to("/lib/systemd/system/lightdm.service")
    assert pi.board().desktop
