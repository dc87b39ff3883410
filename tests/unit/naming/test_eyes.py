"""The net, the colours and the map, on pictures drawn from a seed."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cart.errors import BadInput
from drivers.naming.colour import histogram
from drivers.naming.look import Look, look, looks, middle, sharpness, square
from drivers.naming.net import LENGTH, Net, unit
from drivers.naming.taught import DOUBT, USUAL, Taught, solve
from tests.support.groceries import KINDS, drawn


@pytest.fixture(scope="module")
def net() -> Net:
    return Net()


def test_a_look_is_two_unit_vectors(net: Net):
    for shape in ((300, 200, 3), (64, 64, 3), (1, 1, 3)):
        seen = look(net, np.full(shape, 90, np.uint8))
        assert seen.shape.shape == (LENGTH,) and seen.whole.shape == (LENGTH + 512,)
        assert np.linalg.norm(seen.shape) == pytest.approx(1, abs=1e-5)
        assert np.linalg.norm(seen.whole) == pytest.approx(1, abs=1e-5)


def test_a_file_that_is_no_net_is_refused_in_words(tmp_path: Path):
    (tmp_path / "net.onnx").write_bytes(b"no net")
    with pytest.raises(BadInput, match="no net that OpenCV reads"):
        Net(tmp_path / "net.onnx")


def test_colours_are_shares_of_the_picture():
    half = np.zeros((100, 100, 3), np.uint8)
    half[:50] = (0, 0, 255)
    found = histogram(half)
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)
    assert sorted(found[found > 0]) == pytest.approx([0.5**0.5, 0.5**0.5], abs=1e-5)


def test_the_middle_and_its_square():
    picture = np.arange(10 * 20, dtype=np.uint8).reshape(10, 20)
    assert middle(picture, 0.6).shape == (6, 12) and square(picture, 0.8).shape == (8, 8)
    assert square(np.zeros((1, 9), np.uint8), 0.5).shape == (1, 1)


def test_the_map_is_the_ridge_regression():
    chance = np.random.default_rng(3)
    features = unit(chance.normal(size=(9, 40)).astype(np.float32))
    owner = np.arange(9) % 3
    targets = np.eye(3)[owner]
    primal = np.linalg.solve(features.T @ features + 0.3 * np.eye(40), features.T @ targets)
    assert features.T @ solve(features, owner, 3) == pytest.approx(primal, abs=1e-5)


def test_what_is_taught_is_told_apart_and_a_stranger_is_told(net: Net):
    known = Taught.of({kind: [look(net, drawn(kind, seed)) for seed in range(3)] for kind in KINDS[:5]})
    assert known.products == KINDS[:5]
    for kind in KINDS[:5]:
        ratios = known.ratios([look(net, drawn(kind, 77))])
        assert max(ratios, key=ratios.__getitem__) == kind and ratios[kind] > 0


def test_several_looks_are_one_look_at_their_mean():
    chance = np.random.default_rng(5)
    some = [
        Look(unit(chance.normal(size=8).astype(np.float32)), unit(chance.normal(size=9).astype(np.float32)))
        for _ in "abcd"
    ]
    known = Taught.of({"a": some[:1], "b": some[1:2], "none": []})
    both = known.ratios(some[2:])
    each = [known.ratios([one]) for one in some[2:]]
    assert known.products == ("a", "b")
    assert both == pytest.approx({key: (each[0][key] + each[1][key]) / 2 for key in "ab"}, abs=1e-5)


def turned(*degrees: float) -> list[Look]:
    """Looks whose vectors point that way, all of one colour."""
    shapes = [np.array([np.cos(np.radians(one)), np.sin(np.radians(one))], np.float32) for one in degrees]
    return [Look(shape, np.zeros(3, np.float32)) for shape in shapes]


def test_how_alike_its_own_pictures_are_is_the_mean_over_pairs_drawn_to_the_usual():
    known = Taught.of({"same": turned(0, 0), "apart": turned(0, 60, 120), "one": turned(30)})
    pairs = np.array([1.0, (0.5 + 0.5 - 0.5) / 3, 0.0])
    others = np.array([1, 2, 0])
    assert known.own == pytest.approx((others * pairs + DOUBT * USUAL) / (others + DOUBT), abs=1e-5)


def test_each_product_sets_its_own_measure_of_likeness():
    known = Taught.of({"cartons": turned(0, 0, 0), "apples": turned(60, 20, 100)})
    apart, alike = known.measured(turned(30))
    ratios = known.ratios(turned(30))
    assert apart == pytest.approx([0, 0]) and alike[0] > alike[1] and ratios["apples"] > ratios["cartons"]


def test_of_many_frames_the_two_sharpest_are_looked_at(net: Net):
    sharp = [drawn("milk", 1), drawn("coffee", 2)]
    dull = [cv2.GaussianBlur(one, (0, 0), 4) for one in sharp]
    found = looks(net, [dull[0], sharp[1], dull[1], sharp[0]])
    assert sharpness(dull[0]) < sharpness(sharp[0]) and len(found) == 2
    wanted = [look(net, one) for one in sharp]
    assert {one.shape.tobytes() for one in found} == {one.shape.tobytes() for one in wanted}


def test_nothing_taught_or_nothing_seen_says_nothing():
    one = Look(np.ones(4, np.float32), np.ones(5, np.float32))
    assert Taught.of({}).ratios([one]) == {} and Taught.of({"a": [one]}).ratios([]) == {}


def test_each_of_hundreds_is_told_from_all_others():
    chance = np.random.default_rng(7)
    vectors = unit(chance.normal(size=(600, 64)).astype(np.float32))
    known = Taught.of({f"p{n}": [Look(v, v)] for n, v in enumerate(vectors)})
    for n in (0, 17, 599):
        found = known.ratios([Look(vectors[n], vectors[n])])
        assert max(found, key=found.__getitem__) == f"p{n}"


def test_the_drawn_groceries_are_the_same_from_the_same_seed():
    assert np.array_equal(drawn(KINDS[0], 4), drawn(KINDS[0], 4))
    assert cv2.norm(drawn(KINDS[0], 4), drawn(KINDS[0], 5)) > 0
