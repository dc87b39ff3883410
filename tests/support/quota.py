"""A bounded share of one processor, for a process and all that it starts: a control group, where one may be made."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

GROUPS = ((Path("/sys/fs/cgroup/cpu"), "cpu.cfs_quota_us"), (Path("/sys/fs/cgroup"), "cpu.max"))
"""Where groups are made, of the first kind and of the second, and the file that takes microseconds of each 100,000."""


@contextmanager
def share(percent: int) -> Iterator[Callable[[], None]]:
    """Gives what a child calls before it runs (`preexec_fn`). Skips the test where no group may be made."""
    group, quota = _made()
    quota.write_text(str(1_000 * percent))
    try:
        yield lambda: _write(group / "cgroup.procs", os.getpid())
    finally:
        group.rmdir()


def _made() -> tuple[Path, Path]:
    for root, name in GROUPS:
        group = root / f"dashcart-{os.getpid()}"
        with suppress(OSError):
            group.mkdir()
            if (group / name).exists():
                return group, group / name
            group.rmdir()
    pytest.skip("no control group for processors may be made here (it needs root)")


def _write(path: Path, number: int) -> None:
    path.write_text(str(number))
