"""A pseudo-terminal, which stands in for a serial cable."""

import os

import pytest


def open_pty() -> tuple[int, int]:
    """Both ends; skips where the machine has none (a bare chroot without /dev/pts)."""
    try:
        return os.openpty()
    except OSError as error:
        pytest.skip(f"no pseudo-terminal here ({error}): mount /dev/pts")
