"""The README's moving picture: the screens of one trip, in their order, each for its seconds."""

import cv2
import numpy as np
import pytest

from cart.errors import BadInput
from ui.film import FADES, TRIP, WIDTH, film
from ui.gallery import main
from ui.places import ASSETS
from ui.samples import SCENES


def test_the_gallery_films_a_trip(tmp_path):
    out = tmp_path / "trip.webp"
    assert main([str(tmp_path), "--film", str(out)]) == 0
    known, moving = cv2.imreadanimation(str(out))
    assert known and len(moving.frames) == len(TRIP) * (len(FADES) + 1)
    assert moving.frames[0].shape[:2] == (550, WIDTH)
    assert sorted(path.stem for path in tmp_path.glob("*.png")) == sorted(name for name, _ in TRIP)


def test_its_scenes_are_there():
    assert {name for name, _ in TRIP} <= {scene.name for scene in SCENES}


def test_the_film_in_the_readme_is_small_and_moves():
    path = ASSETS / "pictures" / "trip.webp"
    assert path.stat().st_size < 1_500_000
    _, moving = cv2.imreadanimation(str(path))
    assert len(moving.frames) == len(TRIP) * (len(FADES) + 1)


@pytest.mark.parametrize("name", ["film.txt", "film"])
def test_a_film_has_a_name_of_a_kind(tmp_path, name):
    with pytest.raises(BadInput, match="cannot be written"):
        film([], tmp_path / name)


def test_a_film_needs_pictures(tmp_path):
    with pytest.raises(BadInput, match="no picture"):
        film([(tmp_path / "none.png", 1.0)], tmp_path / "film.webp")


def test_a_film_may_be_a_gif(tmp_path):
    picture, out = tmp_path / "one.png", tmp_path / "one.gif"
    cv2.imwrite(str(picture), np.full((40, 64, 3), 200, np.uint8))
    film([(picture, 1.0)], out)
    assert out.read_bytes().startswith(b"GIF89a")
