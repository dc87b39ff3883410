"""The template decoder on drawn rows: blur, growth, noise, bend, both ends, bright bars, and no bars at all."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.codes.retail import check_digit, checks, expand_upce
from drivers.decoding import digits, passes, template
from drivers.decoding.extent import at_share, bars, inverted, likeness
from drivers.decoding.lay import follow, lay
from drivers.decoding.patterns import EAN8, EAN13, SET_A, SET_B, SET_C, UPCE
from drivers.decoding.templates import bank
from drivers.decoding.warmup import ean13

F = zxingcpp.BarcodeFormat
NUMBER = "5901234123457"


def symbol(text: str, kind: zxingcpp.BarcodeFormat):
    drawn = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=4))
    tall = np.tile(drawn[drawn.shape[0] // 3], (100, 1))
    return np.pad(tall, ((0, 0), (40, 40)), constant_values=255)


def best(picture):
    found = template.decode(picture)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "kind", "layout"),
    [(NUMBER, F.EAN13, "EAN13"), ("96385074", F.EAN8, "EAN8"), ("04252614", F.UPCE, "UPCE")],
)
def test_reads_each_layout_from_either_end(text, kind, layout):
    picture = symbol(text, kind)
    for turned in (picture, picture[:, ::-1].copy()):
        guess = best(turned)
        assert (guess.text, guess.symbology) == (text, layout)
        assert guess.margin > 4 and guess.misfit < 0.15 and guess.rows > 1


@pytest.mark.parametrize("sigma", [0.3, 0.5, 0.65])
@pytest.mark.parametrize("eaten", [0, 1])
def test_reads_through_blur_and_eaten_bars(sigma, eaten):
    picture = ean13(NUMBER[:12], 6)
    if eaten:
        picture = cv2.dilate(picture, np.ones((1, 3), np.uint8))
    blurred = cv2.GaussianBlur(picture, (0, 0), sigma * 6)
    noisy = np.clip(blurred + np.random.default_rng(1).normal(0, 6, blurred.shape), 0, 255).astype(np.uint8)
    guess = best(noisy)
    assert guess.text == NUMBER and guess.margin > 3


@settings(max_examples=15, deadline=None)
@given(st.text("0123456789", min_size=12, max_size=12))
def test_reads_any_number(payload):
    guess = best(ean13(payload, 4))
    assert guess.text == payload + check_digit(payload)


@pytest.mark.parametrize("bend", [-0.2, 0.2])
def test_reads_a_label_seen_aslant(bend):
    flat = ean13(NUMBER[:12], 4)
    height, width = flat.shape
    u = np.linspace(0, 1, width)
    xs = np.tile(((u + bend * u * (1 - u)) * (width - 1)).astype(np.float32), (height, 1))
    ys = np.tile(np.arange(height, dtype=np.float32)[:, None], (1, width))
    assert best(cv2.remap(flat, xs, ys, cv2.INTER_LINEAR)).text == NUMBER


def test_says_nothing_certain_of_noise_and_text():
    noise = np.random.default_rng(3).integers(0, 255, (100, 500), np.uint8)
    page = np.full((100, 500), 230, np.uint8)
    for row in range(20, 100, 16):
        cv2.putText(page, "the quick brown fox jumps over the lazy dog", (2, row), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 20, 1)
    for picture in (noise, page, np.zeros((100, 500), np.uint8)):
        assert all(guess.margin < 3 for guess in template.decode(picture))


def test_the_run_of_bars_is_found_between_its_quiet_zones():
    row = next(template.rows_of(ean13(NUMBER[:12], 4)))
    extent = bars(row)
    assert extent.edges == 60
    assert extent.start == pytest.approx(30 + 44, abs=2) and extent.end == pytest.approx(len(row) - 74, abs=2)
    assert not inverted(row, extent)
    bright = next(template.rows_of(255 - ean13(NUMBER[:12], 4)))
    assert inverted(bright, bars(bright))


def test_bars_go_on_from_row_to_row_and_noise_does_not():
    assert likeness(ean13(NUMBER[:12], 4)) > 0.9
    assert likeness(np.random.default_rng(5).integers(0, 255, (120, 400), np.uint8)) < 0.35


def test_a_share_is_a_percentile():
    assert at_share(np.arange(101, dtype=np.float32), 0.95) == 95


def test_the_patterns_are_the_standards():
    assert len({*SET_A, *SET_B, *SET_C}) == 30
    assert all(bits[0] == "0" and bits[-1] == "1" for bits in SET_A + SET_B)
    assert (EAN13.modules, EAN8.modules, UPCE.modules) == (95, 67, 51)
    assert sum(segment.is_digit for segment in EAN13.segments) == 12


def test_templates_have_no_mean_and_one_norm():
    rows = bank(EAN13.segments[1], 28, 0.5, -0.2)
    assert rows.shape == (20, 28)
    assert np.allclose(rows.mean(axis=1), 0, atol=1e-6) and np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def misfits(text: str, layout, wrong: float = 1.0):
    """A misfit table that is 0 at the number's own patterns."""
    sets = "A" * 8 if layout is EAN8 else layout.parities[int(text[0])] + "A" * 6
    return drawn(text if layout is EAN8 else text[1:], sets, wrong)


def drawn(digits, sets, wrong=1.0):
    """A misfit table (digit, pattern) that is 0 at the digits' patterns; set B stands behind the others."""
    table = np.full((len(digits), 20), wrong, np.float32)
    table[np.arange(len(digits)), [int(one) + 10 * (kind == "B") for one, kind in zip(digits, sets, strict=True)]] = 0
    return table


@given(st.text("0123456789", min_size=12, max_size=12))
def test_the_best_number_is_the_one_drawn_and_the_next_differs_twice(payload):
    text = payload + check_digit(payload)
    (number,) = digits.best([misfits(text, EAN13)], EAN13)
    assert number.text == text
    assert number.misfit == pytest.approx(0) and number.margin == pytest.approx(2)


def test_a_digit_that_is_hard_to_see_is_told_by_the_check_digit():
    table = misfits("96385074", EAN8)
    table[3][:] = 0.5
    (number,) = digits.best([table], EAN8)
    assert number.text == "96385074"
    assert number.margin == pytest.approx(1.0)


def test_the_margin_is_to_the_nearest_number_that_checks():
    table = misfits("96385074", EAN8)
    table[0][7], table[1][2] = 0.1, 0.1
    rivals = [text for text in ("76385074", "92385074") if check_digit(text[:7]) == text[7]]
    assert not rivals
    assert digits.best([table], EAN8)[0].margin > 0.1


def upce_table(body: str, check: str, wrong: float = 1.0):
    """A misfit table that is 0 at the patterns of a UPC-E's six digits under its check digit's parity."""
    return drawn(body, UPCE.parities[int(check)], wrong)


@given(st.text("0123456789", min_size=6, max_size=6))
def test_the_best_upce_is_the_one_drawn_whichever_way_it_leaves_out_zeros(body):
    check = next(str(check) for check in range(10) if checks(expand_upce(f"0{body}{check}")))
    (number,) = digits.best([upce_table(body, check)], UPCE)
    assert number.text == f"0{body}{check}"
    assert number.misfit == 0 and number.margin >= 1


@given(st.text("0123456789", min_size=6, max_size=6), st.integers(0, 9))
def test_a_upce_that_does_not_check_is_never_sure_and_any_other_does(body, told):
    (number,) = digits.best([upce_table(body, str(told))], UPCE)
    right = checks(expand_upce(f"0{body}{told}"))
    assert (number.text == f"0{body}{told}" and number.misfit == 0) is right
    assert number.margin == 0 or checks(expand_upce(number.text))


def test_tables_side_by_side_give_what_each_gives_alone():
    tables = [misfits("5901234123457", EAN13), misfits("4006381333931", EAN13, 0.5)]
    assert digits.best(tables, EAN13) == [digits.best([table], EAN13)[0] for table in tables]


def test_a_row_beside_the_first_is_laid_as_that_one_lies():
    row, beside = (
        next(template.rows_of(cv2.GaussianBlur(ean13(NUMBER[:12], 4), (0, 0), sigma))) for sigma in (1.0, 1.5)
    )
    for turned in (False, True):
        first = lay(row[::-1].copy() if turned else row, bars(row[::-1] if turned else row), EAN13)
        second = follow(beside[::-1].copy() if turned else beside, first, EAN13)
        assert first.turned is second.turned is turned
        assert np.allclose(first.bounds, second.bounds, atol=2.0)
        assert second.cost < 0.2


@pytest.mark.parametrize(("blur", "lens"), [(0.3, 0.45), (0.65, 0.65), (1.0, 0.95)])
def test_a_row_is_laid_through_a_lens_as_blurred_as_itself(blur, lens):
    row = next(template.rows_of(cv2.GaussianBlur(ean13(NUMBER[:12], 6), (0, 0), 6 * blur)))
    assert lay(row, bars(row), EAN13).lens == lens


def test_a_grille_is_no_number():
    grille = np.tile(np.repeat(np.array([40, 40, 40, 40, 210, 40, 210], np.uint8), 4), (120, 14))
    picture = cv2.GaussianBlur(np.pad(grille, 30, constant_values=210), (0, 0), 3)
    assert not [one for one in passes._templates(picture) if one]
    fitting = template.Guess("1996966666666", "EAN13", 0.08, 5.0, rows=4)
    assert not passes._complete(fitting) and passes._complete(replace(fitting, text="1996966666656"))
