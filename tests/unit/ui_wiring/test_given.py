"""What the eyes of a cart are given: nothing where they are off, and words where nothing was taught."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cart.config import CartSection, Config, NamingSection
from drivers.commands.teaching import save
from drivers.naming import taughtfile
from drivers.naming.look import Look
from drivers.naming.taught import Taught
from tests.support.driven import DemoCatalog
from ui.commands.cart import given_of

OFF = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
ONE = Taught.of({"x": [Look(np.ones(1280, np.float32), np.ones(1792, np.float32))]})
ON = replace(OFF, naming=NamingSection(on=True))


@pytest.fixture(scope="module")
def table():
    return DemoCatalog().table


def test_off_is_the_default_and_gives_nothing(table, tmp_path: Path, capsys):
    save(ONE, tmp_path / taughtfile.NAME)
    assert given_of(OFF, table, tmp_path) is None and capsys.readouterr().out == ""


def test_on_without_anything_taught_says_so(table, tmp_path: Path, capsys):
    assert given_of(ON, table, tmp_path) is None
    assert "Nothing is named" in capsys.readouterr().out


def test_on_it_gives_all_that_the_store_sells_and_its_file(table, tmp_path: Path):
    save(ONE, tmp_path / taughtfile.NAME)
    given = given_of(ON, table, tmp_path)
    assert given is not None and given.taught == str(tmp_path / taughtfile.NAME)
    by_id = {one.id: one for one in given.goods}
    milk = next(one for one in table.products() if one.name == "Whole milk 1 L")
    assert by_id[milk.id].mass.grams == pytest.approx(1056.255) and not by_id[milk.id].mass.loose
    assert by_id["PLU4133"].mass.loose and by_id["PLU4133"].mass.grams
