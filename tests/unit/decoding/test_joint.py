"""Digits weighed together: what is drawn is the best number, no other is as near, and melted bars are read."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.codes.retail import check_digit
from drivers.decoding import joint, template
from drivers.decoding.warmup import ean13

NUMBER = "5901234123457"
PAYLOADS = st.text("0123456789", min_size=12, max_size=12)


def whole(payload: str) -> str:
    return payload + check_digit(payload)


@pytest.mark.parametrize(("kind", "size"), [("gauss", 0.9), ("gauss", 1.2), ("disc", 1.6), ("disc", 2.0)])
def test_a_lens_takes_the_light_of_one_module_a_module(kind, size):
    light = joint._lens(kind, size).light
    assert light.min() >= 0 and light.max() < 0.9
    assert light[:, 20:-20].sum(axis=0) / joint._FINE == pytest.approx(1, abs=1e-3)


@settings(max_examples=20, deadline=None)
@given(PAYLOADS)
def test_what_is_drawn_is_the_best_number(payload):
    lens = joint._lens("gauss", 1.2)
    found = joint._best(lens.light @ joint._modules(whole(payload)), lens)
    assert found.text == whole(payload) and found.misfit == pytest.approx(0, abs=1e-6) and found.margin > 0


@settings(max_examples=20, deadline=None)
@given(PAYLOADS, st.lists(PAYLOADS, min_size=1, max_size=20), st.integers(0, 9))
def test_no_other_number_that_checks_is_as_near_as_the_margin_says(payload, others, seed):
    lens = joint._lens("disc", 1.6)
    dark = lens.light @ joint._modules(whole(payload)) + np.random.default_rng(seed).normal(0, 0.2, len(joint._U))
    found = joint._best(dark, lens)
    energy = float(dark @ dark)

    def misfit(text: str) -> float:
        left = dark - lens.light @ joint._modules(text)
        return float(left @ left) / energy

    next_best = found.misfit + max(found.misfit, joint._LEAST_MISFIT) * np.expm1(found.margin / 12)
    assert misfit(found.text) == pytest.approx(found.misfit, abs=1e-6)
    assert all(misfit(text) >= next_best - 1e-6 for text in map(whole, [payload, *others]) if text != found.text)


def out_of_focus(radius: float):
    """A drawn symbol through a lens out of focus by a disc of so many modules, with noise."""
    at = np.arange(-16, 17, dtype=np.float32)
    disc = np.sqrt(np.maximum((4 * radius) ** 2 - at * at, 0))[None]
    soft = cv2.filter2D(ean13(NUMBER[:12], 4, 96).astype(np.float32), -1, disc / disc.sum())
    return np.clip(0.6 * soft + 50 + np.random.default_rng(2).normal(0, 2, soft.shape), 0, 255).astype(np.uint8)


def test_melted_bars_are_read_where_no_digit_can_be_told_alone():
    (guess, *_) = template.decode(out_of_focus(2.0))
    assert guess.text == NUMBER and guess.margin > 4 and guess.rows == 2


def test_it_is_not_asked_where_bars_are_sharp():
    sharp = template.decode(ean13(NUMBER[:12], 4, 96))[0]
    assert template._jointly([], sharp) is sharp
