"""Offers as a spreadsheet: the same offers as from TOML, and every problem with its line."""

from pathlib import Path

import pytest

from cart.commands import price
from cart.errors import OfferError
from cart.pricing.offerfile import load, load_all, loads, loads_csv

COLUMNS = "id,kind,words,on.categories,on.not_products,get_on.products,buy,get,quantity,price,percent,members_only"
TABLE = f"""{COLUMNS},from,until,days,after,only_one_of
y,several for a price,,yogurt; kefir,,,,,4,3.00,,,,2026-12-31,,,
t,"buy this, get that",try it,tea,t9,milk,2,1,,,12.5,true,2026-01-01,,Mon; sunday,16:00:00,7
"""
FILE = """
[[offer]]
id = "y"
kind = "several for a price"
on = { categories = ["yogurt", "kefir"] }
quantity = 4
price = 3.00
until = 2026-12-31

[[offer]]
id = "t"
kind = "buy this, get that"
words = "try it"
on = { categories = ["tea"], not_products = ["t9"] }
get_on = { products = ["milk"] }
buy = 2
get = 1
percent = 12.5
members_only = true
from = 2026-01-01
days = ["Mon", "sunday"]
after = 16:00:00
only_one_of = "7"
"""


def test_a_table_says_the_same_as_a_file():
    assert loads_csv(TABLE, "offers.csv") == loads(FILE, "offers.toml")


def test_a_table_from_a_spreadsheet_has_a_mark_and_empty_rows():
    head, *rows = TABLE.splitlines()
    text = "\ufeff" + "\r\n".join([head, "," * head.count(","), *rows, ""])
    assert loads_csv(text, "offers.csv")[0] == loads(FILE, "")[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a,percent off,milk,12.345", "offers.csv, line 3: offer 'a': percent: 12.345 is not a percentage"),
        ("a,percent off,milk,half", "offers.csv, line 3: offer 'a': percent: 'half' is no percentage"),
        ("a,free,milk,12", "offers.csv, line 3: offer 'a': kind: 'free' is not known"),
        (",percent off,milk,12", "offers.csv, line 3: offer '?': id: a short name is needed"),
        ("ok,percent off,milk,12", "offers.csv, line 3: offer 'ok': id: another offer has this id"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_rest_is_good(row: str, words: str):
    tables, problems = loads_csv(f"id,kind,on.categories,percent\nok,percent off,milk,10\n{row}\n", "offers.csv")
    assert [table["id"] for table in tables] == ["ok"]
    assert len(problems) == 1 and problems[0].startswith(words)


def test_an_unknown_column_is_named_with_the_nearest():
    _, (problem,) = loads_csv("id,kind,on.categories,percnt\na,percent off,milk,10\n", "offers.csv")
    assert "percnt" in problem and "Did you mean 'percent'?" in problem


@pytest.mark.parametrize(
    ("text", "words"),
    [("id,kind\na,percent off,milk\n", "line 2: there are more cells than columns"), ('id,kind\n"a,b\n', "quote")],
)
def test_a_table_that_is_none_says_what_to_do(text: str, words: str):
    with pytest.raises(OfferError, match=words):
        loads_csv(text, "offers.csv")


def test_a_store_may_have_both_files_or_none(tmp_path: Path):
    assert load_all(tmp_path) == ((), ())
    (tmp_path / "offers.csv").write_text(TABLE)
    assert load_all(tmp_path) == load(tmp_path / "offers.csv")
    (tmp_path / "offers.toml").write_text(FILE.split('[[offer]]\nid = "t"')[0])
    tables, problems = load_all(tmp_path)
    assert [table["id"] for table in tables] == ["y", "t"]
    assert problems == ("offers.csv: offer 'y' stands in offers.toml too: keep one.",)


def test_the_command_names_what_is_wrong_in_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "offers.csv").write_text(TABLE)
    assert price.main(["--offers", str(tmp_path / "offers.csv")]) == 0
    assert "2 offers are good, 0 are refused." in capsys.readouterr().out
