"""A poller reads on, tells of each failure and of its end, and never dies."""

import threading

import pytest

from cart.errors import DeviceMissing
from drivers import pollers
from drivers.pollers import Poller

LONG_S = 10.0


class Script:
    """Work that follows a list: an exception is raised, anything else is a success; at its end it waits for `stop`."""

    def __init__(self, *steps):
        self.steps = list(steps)
        self.told = []
        self.done = threading.Event()
        self.poller = Poller(self.work, "camera", self.trouble, self.back)

    def work(self):
        if not self.steps:
            self.done.set()
            return
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step

    def trouble(self, error):
        self.told.append(str(error))

    def back(self):
        self.told.append("back")

    def run(self):
        self.poller.start()
        assert self.done.wait(LONG_S)
        assert self.poller.stop(LONG_S)
        return self.told


@pytest.fixture(autouse=True)
def no_warning_for_expected_logs(caplog):
    caplog.set_level("CRITICAL")


def test_work_without_trouble_tells_nothing():
    assert Script("read", "read", "read").run() == []


def test_each_failure_is_told_and_their_end_once():
    gone = DeviceMissing("The camera is gone.")
    script = Script("read", gone, gone, "read", gone, "read")
    assert script.run() == ["The camera is gone.", "The camera is gone.", "back", "The camera is gone.", "back"]


def test_an_unforeseen_error_is_told_and_survived():
    told = Script(ZeroDivisionError("by zero"), "read").run()
    assert "camera stopped for a reason nobody foresaw" in told[0]
    assert told[1:] == ["back"]


def test_a_listener_that_fails_does_not_end_the_thread():
    script = Script(DeviceMissing("gone"), "read")
    script.poller = Poller(script.work, "camera", lambda error: 1 / 0, script.back)
    assert script.run() == ["back"]


def test_it_can_be_stopped_while_it_backs_off():
    failed = threading.Event()

    def work():
        failed.set()
        raise DeviceMissing("gone")

    poller = Poller(work, "scale", lambda error: None, lambda: None)
    poller.start()
    assert failed.wait(LONG_S)
    assert poller.stop(LONG_S)
    assert poller.failing


def test_stopping_says_when_the_work_hangs():
    release = threading.Event()
    poller = Poller(lambda: release.wait(LONG_S), "camera", lambda error: None, lambda: None)
    poller.start()
    assert not poller.stop(0.01)
    release.set()
    assert poller.stop(LONG_S)


def test_one_that_was_never_started_is_stopped():
    assert Poller(lambda: None, "x", lambda error: None, lambda: None).stop()


def test_pauses_double_up_to_a_limit():
    waits = []

    class Stop(threading.Event):
        def wait(self, timeout=None):
            waits.append(timeout)
            return False

    def work():
        if len(waits) == 8:
            stop.set()
        raise DeviceMissing("gone")

    poller, stop = Poller(work, "camera", lambda error: None, lambda: None), Stop()
    poller._stopping = stop
    poller._run()
    assert waits[:5] == [0.1, 0.2, 0.4, 0.8, 1.6]
    assert set(waits[5:]) == {pollers.LONGEST_PAUSE_S}
