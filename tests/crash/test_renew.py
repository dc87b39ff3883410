"""Ten kills at random instants of renewing the catalog: the next start has the one or the other, never of both."""

import random
import shutil
from pathlib import Path

import pytest

from tests.crash.victims import Nursery
from ui.catalogs import Shelf, newest, open_folder
from ui.places import DEMO_STORE

KILLS = 10


def store(folder: Path, name: str, apples: str) -> Path:
    """A store's catalog of a few products, of which each file names it."""
    made = folder / name
    made.mkdir()
    rows = (DEMO_STORE / "catalog.csv").read_text().splitlines(keepends=True)[:40]
    assert sum(",3.49,kg,2.99," in row for row in rows) == 1
    (made / "catalog.csv").write_text("".join(rows).replace(",3.49,kg,2.99,", f",{apples},kg,2.99,"))
    (made / "store.toml").write_text((DEMO_STORE / "store.toml").read_text().replace("demo-1", name))
    shutil.copy(DEMO_STORE / "plan.toml", made)
    return made


def kill_while_renewing(nursery: Nursery, folder: Path, catalogs: list[Path], renewals: int, after_s: float) -> None:
    """Kills it so many seconds after so many renewals."""
    with nursery.bear(*map(str, (folder, *catalogs))) as cart:
        for number in range(renewals):
            assert cart.out.readline().decode().strip() == catalogs[number % 2].name
        cart.kill(after_s)


@pytest.mark.timeout(120)
def test_a_catalog_is_never_of_two(tmp_path: Path):
    catalogs = [store(tmp_path, "red", "4.49"), store(tmp_path, "blue", "5.49")]
    folder, chance, seen = tmp_path / "catalog", random.Random(7), set()
    nursery = Nursery("tests.crash.renewing", tmp_path)
    shutil.copytree(catalogs[0], folder)
    for kill in range(KILLS):
        kill_while_renewing(nursery, folder, catalogs, 1 + kill % 3, chance.uniform(0.0, 0.1))
        shelf = Shelf(open_folder(folder), folder)
        apples = shelf.snapshot().by_id("PLU4133")
        assert apples is not None
        seen.add((apples.price_cents, shelf.snapshot().terms.version.partition("-")[0], shelf.version))
        assert len(list(newest(folder).glob(".*"))) == 0
    nursery.close()
    assert seen <= {(449, "red", "red"), (549, "blue", "blue")}
