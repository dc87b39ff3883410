"""QR codes drawn on crumpled stuff: read when smoothed out, and never anything else."""

import cv2
import numpy as np
import pytest
import zxingcpp

from drivers.decoding.crumpled import STEP, Unread, flattened
from drivers.decoding.engines import QR, unread_qr, zxing
from drivers.decoding.ladder import Ladder
from drivers.decoding.process import Decoder
from drivers.decoding.warmup import ean13
from drivers.ports import Frame

LINK = "https://id.gs1.org/01/09521234543213?x="
DRAWN = 8


def crumpled(seed: int, modules: float):
    """A code whose modules lie up to `modules` off their grid, smoothly, four pixels a module, blurred and noisy."""
    pick = np.random.default_rng(seed)
    drawn = np.array(zxingcpp.create_barcode(f"{LINK}{seed}", zxingcpp.BarcodeFormat.QRCode).to_image(scale=DRAWN))
    drawn = np.pad(drawn, 60, constant_values=255)
    waves = (cv2.GaussianBlur(pick.normal(0, 1, drawn.shape), (0, 0), 7 * DRAWN) for _ in "xy")
    ys, xs = np.indices(drawn.shape)
    off = [(at + modules * DRAWN * wave / np.abs(wave).max()) for at, wave in zip((xs, ys), waves, strict=True)]
    bent = cv2.remap(drawn, off[0].astype(np.float32), off[1].astype(np.float32), cv2.INTER_LINEAR)
    seen = cv2.GaussianBlur(cv2.resize(bent, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), (0, 0), 1.2)
    return np.clip(seen * 0.7 + 30 + pick.normal(0, 4, seen.shape), 0, 255).astype(np.uint8)


def smoothed_out(grey) -> set[str]:
    return {one.text for code in unread_qr(grey) for one in zxing(flattened(grey, code), "flattened", QR)}


@pytest.mark.parametrize(("modules", "least"), [(1.0, 0.5), (1.3, 0.3)])
def test_most_that_a_straight_grid_does_not_read_is_read(modules, least):
    frames = {seed: crumpled(seed, modules) for seed in range(30)}
    unread = {seed: grey for seed, grey in frames.items() if not zxing(grey, "whole", QR)}
    read = {seed: smoothed_out(grey) for seed, grey in unread.items()}
    assert len(unread) >= 5
    assert sum(texts == {f"{LINK}{seed}"} for seed, texts in read.items()) >= least * len(unread)
    assert all(texts <= {f"{LINK}{seed}"} for seed, texts in read.items())


def test_the_ladder_reads_it_and_says_where():
    seed = next(seed for seed in range(30) if not zxing(crumpled(seed, 1.0)) and smoothed_out(crumpled(seed, 1.0)))
    (one,) = Ladder().read(Frame(0.0, crumpled(seed, 1.0))).sightings
    assert (one.text, one.by) == (f"{LINK}{seed}", "flattened")
    assert one.centre == pytest.approx((crumpled(seed, 1.0).shape[1] / 2,) * 2, abs=12)


def test_a_flat_code_stays_as_it_is():
    drawn = np.array(zxingcpp.create_barcode(LINK, zxingcpp.BarcodeFormat.QRCode).to_image(scale=STEP))
    side = drawn.shape[0] // STEP
    corners = [(0, 0), (drawn.shape[1], 0), (drawn.shape[1], drawn.shape[0]), (0, drawn.shape[0])]
    flat = flattened(drawn, Unread(corners, side))[4 * STEP : -4 * STEP, 4 * STEP : -4 * STEP]
    centres = (slice(STEP // 2, None, STEP),) * 2
    assert ((flat[centres] > 128) == (drawn[centres] > 128)).mean() > 0.99


def test_bars_and_what_can_be_read_are_no_unread_codes():
    assert unread_qr(ean13("590123412345")) == []
    assert unread_qr(crumpled(1, 0.0)) == []


@pytest.mark.parametrize(
    "corners", [[(5, 5)] * 4, [(0, 0), (10, 0), (20, 0), (30, 0)], [(0, 0), (9, 9), (9, 0), (0, 9)]]
)
def test_corners_that_are_no_square_break_nothing(corners):
    assert flattened(crumpled(2, 1.0), Unread(corners, 21)).shape == (29 * STEP, 29 * STEP)


def test_the_caged_process_reads_it_too():
    seed = next(seed for seed in range(30) if not zxing(crumpled(seed, 1.0)) and smoothed_out(crumpled(seed, 1.0)))
    with Decoder() as decoder:
        decoder.submit(Frame(0.0, crumpled(seed, 1.0)))
        decoded = decoder.poll(30.0)
        assert decoded is not None and decoder.restarts == 0
    assert {one.text for one in decoded.sightings} == {f"{LINK}{seed}"}
