"""A whole basket's code on a small screen, seen by an ordinary camera, is still read."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import segno

from cart.handover import token as tokens
from cart.handover.token import LaneToken, Sums, TokenLine
from drivers.commands.lane_eye import codes_in
from tests.support.exits import CART, NOW, SID

SCREEN_PX = 440  # of the 480 px that a 7 inch screen is high
FRAME = (720, 1280)


def code_of(lines):
    random = np.random.default_rng(1)
    rows = tuple(
        TokenLine(f"{random.integers(10**13):014d}", int(random.integers(1, 4)), 0, int(random.integers(50, 2500)))
        for _ in range(lines)
    )
    token = LaneToken(SID, "cart-17", "4", bytes(range(32)), 61_412, "USD", NOW)
    token = replace(token, lines=rows, sums=Sums((("A", 3100),), 25, 61_410))
    return tokens.make(token, CART)


def screen(text, error):
    """The code in whole pixels on a white screen, as the cart draws it."""
    matrix = np.array(segno.make_qr(text, error=error, boost_error=False).matrix, dtype=np.uint8)
    side = SCREEN_PX // (len(matrix) + 8)
    code = cv2.resize(255 * (1 - matrix), None, fx=side, fy=side, interpolation=cv2.INTER_NEAREST)
    return cv2.copyMakeBorder(code, 4 * side, 4 * side, 4 * side, 4 * side, cv2.BORDER_CONSTANT, value=255)


def seen(picture, seed):
    """Held askew before a camera: perspective, blur, dim light, noise."""
    random, height = np.random.default_rng(seed), picture.shape[0]
    corners = np.array([[0, 0], [height, 0], [height, height], [0, height]], dtype=np.float32)
    side = 600
    base = np.array([[340, 60], [340 + side, 60], [340 + side, 60 + side], [340, 60 + side]], dtype=np.float32)
    there = (base + random.uniform(-25, 25, (4, 2))).astype(np.float32)
    warp = cv2.getPerspectiveTransform(corners, there)
    frame = cv2.warpPerspective(picture, warp, FRAME[::-1], flags=cv2.INTER_AREA, borderValue=40)
    frame = cv2.GaussianBlur(frame, (0, 0), 0.8).astype(float) * 0.6 + 30
    return np.clip(frame + random.normal(0, 6, FRAME), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("error", ["l", "m"])
@pytest.mark.parametrize("lines", [1, 30, 60])
def test_a_basket_of_sixty_lines_is_read_from_a_seven_inch_screen(lines, error):
    text = code_of(lines)
    read = [codes_in(seen(screen(text, error), seed)) == [text] for seed in range(6)]
    assert sum(read) >= 5
