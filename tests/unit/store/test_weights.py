"""The store's memory of weights: lessons in, one file a day out, an alarm when a pack has changed."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from cart.catalog import weights as catalog_weights
from cart.errors import CatalogError
from cart.store import catalog
from cart.store.weights import DAY_S, Weights
from cart.trip.lessons import Lesson
from tests.support.trips import product


@pytest.fixture
def weights(tmp_path: Path):
    weights = Weights(tmp_path / "weights.db")
    yield weights
    weights.close()


def lesson(mg: int, known_mg: int | None = 750_000, said: bool = False) -> Lesson:
    return Lesson("bread", mg, 300, known_mg, 5_000, said, "Rye bread")


def test_lessons_move_what_is_known(weights: Weights):
    for n in range(20):
        weights.take(f"s{n}", [lesson(757_000)], now=n)
    learnt = weights.learnt()["bread"]
    assert 753_000 < learnt.mean_mg <= 757_000 and not learnt.packaging_changed


def test_a_product_of_unknown_weight_is_known_after_three_trips_that_agree(weights: Weights):
    for n, mg in enumerate((612_000, 615_000)):
        weights.take(f"s{n}", [lesson(mg, None)], now=n)
    assert not weights.learnt()["bread"].known and weights.file(0) == b""
    weights.take("s2", [lesson(611_000, None)], now=2)
    assert weights.learnt()["bread"].known
    assert weights.file(DAY_S).startswith(b"id,mass_mg,mass_sd_mg\nbread,61")


def test_a_session_that_went_on_does_not_teach_twice(weights: Weights):
    weights.take("s", [lesson(751_000)], now=1)
    once = weights.learnt()
    weights.take("s", [lesson(751_000)], now=2)
    assert weights.learnt() == once


def test_the_file_changes_once_a_day(weights: Weights):
    weights.take("s1", [lesson(751_000)], now=0)
    first = weights.file(0)
    weights.take("s2", [lesson(760_000)], now=1)
    assert weights.file(DAY_S - 1) == first != weights.file(DAY_S)


def test_a_changed_pack_is_reported_and_not_learnt(weights: Weights):
    for n in range(3):
        weights.take(f"s{n}", [lesson(650_000, said=n > 0)], now=n, cart=f"cart-{n}")
    assert weights.packaging_changed() == ["bread"]
    assert weights.learnt()["bread"].mean_mg == 750_000


def test_what_is_learnt_is_kept_without_the_trips_that_taught_it(weights: Weights, tmp_path: Path):
    for n in range(5):
        weights.take(f"secret-sid-{n}", [lesson(757_000)], now=n)
    weights.take("todays-sid", [lesson(757_000)], now=4 * DAY_S - 5)
    known = weights.learnt()
    assert weights.file(4 * DAY_S) and weights.learnt() == known
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"secret-sid" not in kept and b"todays-sid" in kept


def test_a_pack_that_a_person_looked_at_is_learnt_anew(weights: Weights):
    for n in range(6):
        weights.take(f"s{n}", [lesson(650_000)], now=n)
    assert b"750000" in weights.file(0)
    weights.relearn("bread")
    assert weights.packaging_changed() == [] and weights.file(0) == b"", "carts go by the catalog for the while"
    for n in range(3):
        weights.take(f"t{n}", [lesson(650_000 + n)], now=n)
    assert weights.learnt()["bread"].mean_mg == 650_001


def test_one_trips_lessons_are_taken_back_and_stay_so(weights: Weights):
    weights.take("good", [lesson(751_000)], now=1)
    before = weights.learnt()
    weights.take("bad", [lesson(764_000)], now=2)
    assert weights.sessions() == {"good", "bad"} and weights.learnt() != before
    weights.undo("bad", now=3)
    weights.take("bad", [lesson(764_000)], now=4)
    assert weights.sessions() == {"good"} and weights.learnt() == before


def test_a_person_accepts_what_carts_agree_on(weights: Weights):
    for n in range(3):
        weights.take(f"s{n}", [lesson(650_000 + n)], now=n, cart=f"cart-{n}")
    (row,) = weights.listed()
    assert (row.name, row.learnt.base_mg, row.other and row.other.mean_mg) == ("Rye bread", 750_000, 650_001)
    weights.accept("bread")
    assert weights.packaging_changed() == [] and weights.learnt()["bread"].mean_mg == 650_001
    weights.take("s3", [lesson(651_000)], now=9, cart="cart-3")
    assert 650_001 < weights.learnt()["bread"].mean_mg < 651_000


def test_what_changed_is_listed_first_then_what_moved_most(weights: Weights):
    for n in range(3):
        for name, mg in (("still", 100_000), ("moved", 102_500), ("new", 130_000)):
            weights.take(f"{name}{n}", [Lesson(name, mg, 300, 100_000, 2_000)], now=n, cart=f"cart-{n}")
    assert [row.product for row in weights.listed()] == ["new", "moved", "still"]


def test_what_an_older_store_knew_is_vouched_for(weights: Weights):
    old = json.dumps({"mean_mg": 750_000, "sd_mg": 4_000, "items": 12, "waiting": [], "run": 2})
    with weights._file.writing() as conn:
        conn.execute("insert into learnt values ('bread', ?)", [old])
    assert weights.learnt()["bread"].base_mg == 750_000


def test_it_is_all_there_after_a_restart(tmp_path: Path):
    first = Weights(tmp_path / "w.db")
    first.take("s", [lesson(751_000)], now=1)
    known = first.learnt()
    first.close()
    again = Weights(tmp_path / "w.db")
    assert again.learnt() == known
    again.close()


def test_carts_get_the_file_with_the_catalog(tmp_path: Path):
    (tmp_path / "catalog.csv").write_text("id\n")
    without, with_ = catalog.files_of(tmp_path), catalog.files_of(tmp_path, b"id,mass_mg,mass_sd_mg\nx,1,1\n")
    plain, taught = catalog.archive(without), catalog.archive(with_)
    assert zipfile.ZipFile(io.BytesIO(plain)).namelist() == ["catalog.csv"]
    assert zipfile.ZipFile(io.BytesIO(taught)).namelist() == ["catalog.csv", "weights.csv"]
    assert catalog.digest(without) != catalog.digest(with_)


def test_a_cart_takes_the_learnt_weights(tmp_path: Path):
    bread, milk = product("Rye bread", 750), product("Whole milk", 1030)
    (tmp_path / "weights.csv").write_text(f"id,mass_mg,mass_sd_mg\n{bread.id},757000,4000\nother,1,1\n")
    changed = list(catalog_weights.reweighed([bread, milk], tmp_path / "weights.csv"))
    assert [(one.name, one.mass_mg, one.mass_sd_mg) for one in changed] == [("Rye bread", 757_000, 4_000)]


@pytest.mark.parametrize("text", ["id,mass_mg\nx,1\n", "id,mass_mg,mass_sd_mg\nx,heavy,1\n", "\x00"])
def test_a_damaged_list_of_weights_is_named(tmp_path: Path, text: str):
    (tmp_path / "weights.csv").write_text(text)
    (tmp_path / "weights.csv").write_bytes(b"\xff\xfe" if text == "\x00" else text.encode())
    with pytest.raises(CatalogError, match=r"weights\.csv is no list of weights"):
        list(catalog_weights.reweighed([product("Rye bread")], tmp_path / "weights.csv"))
