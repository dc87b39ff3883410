"""When a process that was asked something is hung: by what it did, in virtual time."""

import os
import signal
import subprocess
import sys

import pytest

from drivers.decoding.pulse import USUAL, Pulse, Watchdog, pulse_of

EVERY_S = 1 / 15


def hung_after(pulses, every_s: float = EVERY_S) -> float | None:
    """Seconds until the watchdog calls it hung, looking at a pulse each `every_s`; None where it never does."""
    pulses = iter(pulses)
    watch = Watchdog(USUAL, next(pulses), 0.0)
    for number, pulse in enumerate(pulses, 1):
        if watch.hung(pulse, number * every_s):
            return number * every_s
    return None


def test_a_starved_process_is_never_hung():
    """It waits for the processor for an hour and gets none."""
    assert hung_after(Pulse(1.0, runs=True) for _ in range(round(3600 / EVERY_S))) is None


def test_a_starved_process_that_gets_a_little_is_judged_by_that():
    """One hundredth of a core: it is hung when it has used its second, after a hundred."""
    got = (Pulse(1.0 + 0.01 * number * EVERY_S, runs=True) for number in range(10_000))
    assert hung_after(got) == pytest.approx(100.0, abs=0.2)


def test_a_busy_process_without_an_answer_is_hung_after_its_processor_time():
    assert hung_after(Pulse(1.0 + number * EVERY_S, runs=True) for number in range(1000)) == pytest.approx(1.0, abs=0.1)


def test_a_process_that_sleeps_on_its_question_is_found_in_the_end():
    assert hung_after(Pulse(1.0, runs=False) for _ in range(1000)) == pytest.approx(USUAL.asleep_s, abs=0.1)


def test_a_nap_is_not_the_end():
    naps = (Pulse(1.0, runs=number % 100 == 0) for number in range(10_000))
    assert hung_after(naps) is None


def test_a_watcher_that_was_starved_itself_has_seen_too_little():
    """The whole machine stood still for a minute between two looks."""
    assert hung_after((Pulse(1.0, runs=False) for _ in range(5)), every_s=60.0) is None


def test_a_process_that_pages_in_slowly_uses_a_tick_now_and_then():
    slow = (Pulse(1.0 + 0.01 * (number // 60), runs=False) for number in range(5000))
    assert hung_after(slow) is None


def test_the_kernel_tells_who_runs_and_who_sleeps():
    command = [sys.executable, "-c", "print(flush=True)\nwhile True: pass"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as busy:
        assert busy.stdout is not None and busy.stdout.readline()
        assert pulse_of(busy.pid).runs
        os.kill(busy.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, busy.pid, os.WSTOPPED)
        stopped = pulse_of(busy.pid)
        assert not stopped.runs and stopped == pulse_of(busy.pid)
        busy.kill()


def test_a_process_that_is_gone_has_none():
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    with pytest.raises(OSError):
        pulse_of(gone.pid)
