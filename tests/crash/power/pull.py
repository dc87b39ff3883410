"""Pulls the power after each operation of a recorded workload, and opens what is left with the product's own code."""

import hashlib
import itertools
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.power.disk import Disk, Image
from tests.crash.power.recording import Op
from tests.crash.power.workloads import WORKLOADS

UNTOUCHED = {"ack", "sync"}


@dataclass
class Pulled:
    """What came of it: different states looked at, and those in which something told was gone, with its words."""

    states: int = 0
    bad: list[str] = field(default_factory=list)


def states(
    ops: list[Op], chance: random.Random, each: int, start: Image | None = None
) -> Iterator[tuple[Image, list[str]]]:
    """Different images of the disk that a power pull may leave, each with what had been told until then."""
    disk, told, seen = Disk(start), list[str](), set[bytes]()
    for op in ops:
        if op.kind == "ack":
            told.append(op.path)
            seen.clear()
        else:
            disk.apply(op)
        for image in disk.images(chance, each if op.kind not in UNTOUCHED else 0):
            mark = _mark(image)
            if mark not in seen:
                seen.add(mark)
                yield image, list(told)


def pull(workload: str, ops: list[Op], folder: Path, each: int, seed: int = 1) -> Pulled:
    """Checks every state of the workload; `folder` is where each is laid out in its turn."""
    return check_all(workload, states(ops, random.Random(seed), each), folder)


def check_all(workload: str, found: Iterator[tuple[Image, list[str]]], folder: Path) -> Pulled:
    """Lays each state out and checks it."""
    pulled = Pulled()
    for image, told in found:
        lay_out(image, folder)
        pulled.states += 1
        try:
            WORKLOADS[workload].check(folder, told)
        except (AssertionError, OSError, ValueError) as error:
            pulled.bad.append(f"{workload}, state {pulled.states}: {type(error).__name__}: {error}")
    return pulled


def lay_out(image: Image, folder: Path) -> None:
    """Makes `folder` hold exactly this."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, data in sorted(image.items()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            (folder / path).mkdir(exist_ok=True)
        else:
            (folder / path).write_bytes(data)


def _mark(image: Image) -> bytes:
    parts = itertools.chain.from_iterable((path.encode(), data or b"") for path, data in sorted(image.items()))
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).digest()
