"""What systemd hears of the app."""

import socket
from contextlib import closing

import pytest

from ui.supervisor import Supervisor


class Beats:
    """A screen's clock: what was asked for, how often, and one turn of all of it."""

    def __init__(self):
        self.asked = {}

    def schedule(self, call, every_s):
        self.asked[call] = every_s

    def turn(self):
        self.asked = {call: every_s for call, every_s in self.asked.items() if call(0.0) is not False}


@pytest.fixture(params=["path", "abstract"])
def named(request, tmp_path):
    """A supervisor's socket, and what NOTIFY_SOCKET says of it."""
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    name = str(tmp_path / "notify") if request.param == "path" else f"@{tmp_path}"
    heard.bind(name if name[0] == "/" else f"\0{name[1:]}")
    heard.settimeout(5)
    with closing(heard):
        yield heard, name


def test_it_is_told_once_that_the_screen_is_up_and_again_that_it_moves(named):
    heard, name = named
    beats = Beats()
    Supervisor({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "60000000"}).follow(beats.schedule)
    assert sorted(beats.asked.values()) == [0, 30.0]
    beats.turn()
    beats.turn()
    assert sorted(heard.recv(100) for _ in range(3)) == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]


def test_a_supervisor_without_a_watchdog_hears_only_that_it_is_up(named):
    heard, name = named
    beats = Beats()
    Supervisor({"NOTIFY_SOCKET": name}).follow(beats.schedule)
    beats.turn()
    assert heard.recv(100) == b"READY=1" and beats.asked == {}


def test_nobody_hears_of_an_app_that_was_started_by_hand():
    beats = Beats()
    Supervisor({}).follow(beats.schedule)
    assert beats.asked == {}


def test_a_supervisor_that_went_away_stops_nothing(tmp_path):
    beats = Beats()
    Supervisor({"NOTIFY_SOCKET": str(tmp_path / "gone"), "WATCHDOG_USEC": "2000000"}).follow(beats.schedule)
    beats.turn()
    assert list(beats.asked.values()) == [1.0]
