"""For bench_reading.py: photographs held for eight frames before the live rule, alone and beside another code."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cart.codes.evidence import Evidence
from drivers.decoding import bystanders
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.reader import Reader
from drivers.ports import Frame, Grey

FRAMES, FPS, NOISE = 8, 15, 3.0
BESIDE = {"alone": None, "a maker's QR beside": bystanders.qr(), "another pack's EAN beside": bystanders.pack()}
OTHERS = {text.zfill(14) for text in bystanders.TEXTS}


@dataclass
class Held:
    """Of `shown` photographs, in how many the right number was believed, and in how many another one."""

    shown: int = 0
    right: int = 0
    wrong: int = 0


def held(photographs: Iterable[tuple[Grey, set[str]]], label: Grey | None) -> Held:
    """Plays each photograph (with its GTIN-14s) through a reader whose store sells it."""
    found = Held()
    for number, (grey, texts) in enumerate(photographs):
        picture = grey if label is None else bystanders.beside(grey, label)
        reader = Reader(InlineDecoder(), Evidence((texts | OTHERS).__contains__))
        seen = {one.text.zfill(14) for frame in _frames(picture, number) for one in reader.look(frame)} - OTHERS
        found.shown += 1
        found.right += bool(seen & texts)
        found.wrong += bool(seen - texts)
    return found


def _frames(picture: Grey, seed: int) -> Iterable[Frame]:
    random = np.random.default_rng(seed)
    for tick in range(FRAMES):
        noisy = picture + random.standard_normal(picture.shape, np.float32) * np.float32(NOISE)
        yield Frame(tick / FPS, np.clip(noisy, 0, 255).astype(np.uint8))


def idle_ms(frames: int = 90) -> float:
    """The mean time of a frame of 1280 x 720 in which nothing new is seen, after the first second, in milliseconds."""
    reader = Reader(InlineDecoder(), Evidence(frozenset[str]().__contains__))
    random, spent = np.random.default_rng(1), 0.0
    for tick in range(frames):
        grey = np.clip(random.normal(110, NOISE, (720, 1280)), 0, 255).astype(np.uint8)
        began = time.process_time()
        reader.look(Frame(tick / FPS, grey))
        spent += (time.process_time() - began) * (tick >= FPS)
    return 1000 * spent / (frames - FPS)
