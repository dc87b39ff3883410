"""What lies in the simulated basket is seen there: where it was put, until it was taken, and over what lay before."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.sim.basket import HAND_S, LIGHT, Basket, Laid, hand_at, light_at, place_of
from drivers.sim.camera import Options, SimCamera
from drivers.sim.clock import DrivenClock
from drivers.sim.physics import Span
from drivers.sim.world import World


class Shop:
    def __init__(self, folder: Path, seed: int = 4) -> None:
        self.clock = DrivenClock(50.0)
        self.world = World(self.clock, seed)
        self.camera = SimCamera(self.world, self.clock, Options())
        self.red, self.blue = (
            self.drawn(folder, name, colour) for name, colour in (("red", (0, 0, 255)), ("blue", (255, 0, 0)))
        )

    def drawn(self, folder: Path, name: str, colour: tuple[int, int, int]) -> str:
        picture = np.zeros((64, 64, 4), np.uint8)
        cv2.circle(picture, (32, 32), 24, (*colour, 255), -1)
        cv2.imwrite(str(folder / f"{name}.png"), picture)
        return str(folder / f"{name}.png")

    def look(self, wait_s: float = 1.0) -> np.ndarray:
        end = self.clock.now() + wait_s
        while self.clock.now() < end:
            frame = self.camera.read()
        assert frame.colour is not None
        return frame.colour.astype(int)

    def at(self, key: str, picture: np.ndarray) -> np.ndarray:
        x, y, *_ = place_of(key, self.world.seed, picture.shape[1], picture.shape[0])
        return picture[int(y) - 5 : int(y) + 5, int(x) - 5 : int(x) + 5].mean(axis=(0, 1))


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_what_is_put_in_lies_there_until_it_is_taken(shop: Shop):
    empty = shop.look()
    key = shop.world.put(300, picture=shop.red)
    blue, green, red = shop.at(key, shop.look())
    assert red > 200 > 60 > blue and green < 60
    shop.world.take(key)
    assert np.abs(shop.look() - empty).mean() < 12


def test_in_grey_it_is_the_same_picture(shop: Shop):
    shop.world.put(300, picture=shop.blue)
    shop.look()
    frame = shop.camera.read()
    assert np.abs(cv2.cvtColor(frame.colour, cv2.COLOR_BGR2GRAY).astype(int) - frame.grey).mean() < 2


def test_the_newest_lies_on_top_and_a_hand_is_in_the_way_for_a_moment(shop: Shop):
    key = shop.world.put(300, picture=shop.red)
    skin = shop.at(key, shop.look(0.06))
    assert skin[0] > 90, "a hand, which no red disc is"
    assert shop.at(key, shop.look(HAND_S))[0] < 60
    assert hand_at(shop.world.lying_at(shop.clock.now()), shop.clock.now()) is None
    shop.world.take(key)
    assert hand_at(shop.world.lying_at(shop.clock.now()), shop.clock.now()) == (key, 0.0)


def test_what_the_hand_holds_goes_in_with_its_picture(shop: Shop):
    shop.world.pick("4006381333931", mass_g=430, picture=shop.red)
    key = shop.world.put()
    assert shop.at(key, shop.look())[2] > 200 and shop.world.basket[key] == 430


def test_without_pictures_nothing_is_seen_and_the_light_stays(shop: Shop):
    first = shop.look()
    shop.world.put(300)
    assert np.abs(shop.look(7.0) - first).mean() < 8 and shop.world.lying_at(shop.clock.now()) == ()


def test_the_light_differs_a_little_and_smoothly():
    levels = [light_at(n / 15, 3) for n in range(3000)]
    assert max(abs(level - 1) for level in levels) <= LIGHT and max(levels) - min(levels) > LIGHT
    assert max(abs(b - a) for a, b in pairwise(levels)) < 0.01


def test_another_thing_at_the_same_place_is_drawn_anew(shop: Shop):
    basket, at = Basket(np.full((200, 300), 90, np.uint8), 1), Span(0.0)
    one, other = (basket.colour((Laid("same key", picture, at),)).copy() for picture in (shop.red, shop.blue))
    assert cv2.norm(one, other) > 1000


def test_a_picture_that_is_not_there_is_said(shop: Shop, tmp_path: Path):
    shop.world.put(300, picture=str(tmp_path / "none.png"))
    with pytest.raises(FileNotFoundError):
        shop.look()
