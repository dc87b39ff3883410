#!/usr/bin/env python3
"""Measures the simulated devices: frames, samples, and how often each symbology is read. Prints a table."""

import time
from collections.abc import Callable

import zxingcpp
from pyzbar import pyzbar

from drivers.ports import FrameSource, Grey
from drivers.registry import open_camera, open_scale
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World

SYMBOLS = [
    ("4006381333931", "EAN13"),
    ("96385074", "EAN8"),
    ("036000291452", "UPCA"),
    ("01234565", "UPCE"),
    ("00012345600012", "ITF14"),
    ("(01)09506000134352(3103)001250", "GS1-128"),
    ("(01)09506000134352(3103)001250", "DataBarExp"),
    ("https://id.gs1.org/01/09506000134352", "QR"),
]
FRAMES = 30


def mean_ms(call: Callable[[], object], times: int) -> float:
    """Mean milliseconds a call."""
    began = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - began) / times * 1000


def paint(camera: FrameSource) -> tuple[float, list[Grey]]:
    """Mean milliseconds a frame, and the frames."""
    pictures: list[Grey] = []
    return mean_ms(lambda: pictures.append(camera.read().grey), FRAMES), pictures


def main() -> None:
    clock = DrivenClock()
    world = World(clock, seed=3)
    camera = open_camera({"driver": "sim"}, clock, world)
    print("| symbology | frame, ms | read by zxing-cpp | read by pyzbar |\n|---|--:|--:|--:|")
    for text, symbology in SYMBOLS:
        world.show(text, symbology)
        clock.advance(0.5)
        frame_ms, pictures = paint(camera)
        zxing = sum(bool(zxingcpp.read_barcodes(grey)) for grey in pictures)
        zbar = sum(bool(pyzbar.decode(grey)) for grey in pictures)
        print(f"| {symbology} | {frame_ms:.1f} | {zxing} of {FRAMES} | {zbar} of {FRAMES} |")
    for number in range(60):
        world.put(100.0 + number)
        clock.advance(1.0)
    for driver in ({"driver": "sim"}, {"driver": "hx711", "pins": "sim"}):
        scale = open_scale(driver, clock, world)
        print(f"\n{driver['driver']}: {mean_ms(scale.read, 800):.3f} ms a sample with 60 things in the basket")


if __name__ == "__main__":
    main()
