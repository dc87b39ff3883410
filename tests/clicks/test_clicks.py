"""On a virtual display of each size, a trip is shopped and paid with mouse clicks alone; the pictures are kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LONGEST_S = 1500
DISPLAYS = ["1366x768", "1440x900", "1600x900", "1920x1080", "1280x800", "800x480"]
KEPT = Path(os.environ.get("CLICKS_OUT", "out/clicks"))
ROBOT = [sys.executable, "-m", "tests.clicks.robot"]


def pays(window: str, size: str, env: dict[str, str], out: Path) -> None:
    command = [*ROBOT, window, "--size", size, "--out", str(out)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=LONGEST_S)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "at the lane, on the receipt's page, and on the store's." in done.stdout


@pytest.fixture
def display(request):
    """A virtual display of this size; the test is skipped where this machine has none to give."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed (apt install xvfb xdotool)")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{request.param}x24"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield request.param, f":{number}"
    server.terminate()
    server.wait()


@pytest.mark.nightly
@pytest.mark.timeout(LONGEST_S + 100)
@pytest.mark.parametrize("size", ["1280x800", "800x480"])
@pytest.mark.parametrize("display", DISPLAYS, indirect=True)
def test_a_trip_is_paid_by_clicks_on_a_display(display, size):
    window, name = display
    env = {**os.environ, "DISPLAY": name}
    env.pop("SDL_VIDEODRIVER", None)
    pays(window, size, env, KEPT / f"{window}-cart-{size}")


@pytest.mark.nightly
@pytest.mark.timeout(LONGEST_S + 100)
def test_a_trip_is_paid_by_touches_where_there_is_no_display(tmp_path):
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "SDL_VIDEODRIVER")}
    pays("1366x768", "1280x800", env, tmp_path)
