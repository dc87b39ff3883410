"""The demo's pictures: one a product, small, unlike each other; and where a picture is looked for."""

import hashlib
from pathlib import Path

import cv2
import pytest

from cart.catalog import demo
from ui.parts import picturefiles
from ui.places import DEMO_STORE
from ui.presenter.pictures import picture_of, product_picture

PRODUCTS = demo.products(DEMO_STORE / "catalog.csv")
MOST_BYTES = 6_000_000


def test_each_product_of_the_demo_has_a_picture_of_its_own():
    names = [product.picture or "" for product in PRODUCTS]
    data = [Path(picturefiles.file_of(name)).read_bytes() for name in names]
    assert len(set(data)) == len(PRODUCTS) == 360 and sum(map(len, data)) < MOST_BYTES
    assert all(hashlib.sha256(one).hexdigest()[:8] in name for one, name in zip(data, names, strict=True))
    assert {path.name for path in (DEMO_STORE / "pictures").iterdir()} == set(names)


def test_a_picture_is_256_pixels_on_a_clear_ground():
    for product in PRODUCTS[::15]:
        image = cv2.imread(picturefiles.file_of(product.picture or ""), cv2.IMREAD_UNCHANGED)
        assert image.shape == (256, 256, 4) and image[0, 0, 3] == 0
        assert 0.1 < (image[..., 3] > 200).mean() < 0.9


@pytest.mark.parametrize("name", ["", "none.png", "../catalog.csv", "pictures/x.png", "/etc/passwd", ".."])
def test_a_name_that_is_no_picture_of_ours_is_none(name: str):
    assert picturefiles.file_of(name) == ""


def test_a_stores_own_pictures_are_found_too(tmp_path: Path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "ours-1234.png").write_bytes(b"x")
    assert picturefiles.file_of("ours-1234.png") == ""
    picturefiles.look_in(tmp_path)
    assert picturefiles.file_of("ours-1234.png") == str(tmp_path / "pictures" / "ours-1234.png")


def test_a_picture_that_comes_later_is_found_then(tmp_path: Path):
    picturefiles.look_in(tmp_path)
    assert picturefiles.file_of("later-5678.png") == ""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "later-5678.png").write_bytes(b"x")
    assert picturefiles.file_of("later-5678.png").endswith("later-5678.png")


def test_without_a_file_it_is_the_icon():
    assert picture_of("dairy", None).file == "" and picture_of("dairy", None).icon == "cup"
    assert product_picture(PRODUCTS[0]).file == PRODUCTS[0].picture
