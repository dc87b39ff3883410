"""The decoder process keeps its size, frame after frame."""

from pathlib import Path

import numpy as np
import pytest

from drivers.decoding.process import Decoder
from drivers.decoding.warmup import ean13
from drivers.ports import Frame

GROWTH_KIB = 6_000


def resident_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def growth_kib(frames: int, warm: int = 50) -> int:
    """How much the process grew from the `warm`th frame to the last."""
    shown = (
        ean13("590123412345", 2),
        np.full((200, 300), 90, np.uint8),
        np.tile(np.arange(240, dtype=np.uint8), (90, 1)),
    )
    start = 0
    with Decoder() as decoder:
        for at in range(frames):
            decoder.submit(Frame(float(at), shown[at % 3]))
            assert decoder.poll(30.0) is not None
            if at == warm:
                start = resident_kib(decoder.pid)
        assert decoder.restarts == 0
        return resident_kib(decoder.pid) - start


def test_a_few_hundred_frames():
    assert growth_kib(300) < GROWTH_KIB


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_frames():
    assert growth_kib(100_000, warm=1_000) < GROWTH_KIB
