import gzip
from pathlib import Path

import pytest

from cart.catalog.table import CatalogTable
from cart.commands.catalog import main
from cart.errors import CatalogError

DEMO = Path(__file__).resolve().parents[3] / "assets" / "demo"
ROWS = """gtin,plu,name,price,department,tax
9520417000017,,Whole milk 1 L,1.89,dairy,F
,4011,Bananas,1.69,produce,F
9520417000018,,Rye bread,4.25,bakery,F
9520417000024,,Rye [bold]bread,4.25,bakery,Z
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with a catalog of three products, made by the command."""
    (tmp_path / "products.csv").write_text(ROWS, encoding="utf-8")
    assert main(["import", str(tmp_path / "products.csv"), "--into", str(tmp_path / "c.db")]) == 0
    return tmp_path


def test_an_import_says_what_was_loaded_and_what_to_do_about_the_rest(shop: Path, capsys):
    main(["import", str(shop / "products.csv"), "--into", str(shop / "new.db")])
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == "3 products loaded, 1 row skipped"
    assert out[-2].startswith("products.csv, line 4: ")
    assert "wrong check digit" in out[-2]


def test_terms_and_plan_are_kept(tmp_path: Path, capsys):
    into = tmp_path / "c.db"
    args = ["--into", str(into), "--terms", str(DEMO / "store.toml"), "--plan", str(DEMO / "plan.toml")]
    assert main(["import", str(DEMO / "catalog.csv"), *args]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1] == "360 products loaded, 0 rows skipped"
    assert captured.err == ""
    table = CatalogTable(into)
    assert table.terms.tax_rates["A"] == 825
    assert len(table.members) == 3
    assert table.plan is not None
    table.close()


def test_offers_are_part_of_the_terms(tmp_path: Path, capsys):
    offers = tmp_path / "offers.toml"
    offers.write_text(
        '[[offer]]\nid = "half"\nkind = "percent off"\npercent = 50\non = { products = ["PLU4011"] }\n'
        '[[offer]]\nid = "bad"\nkind = "percent of"\n'
    )
    into = tmp_path / "c.db"
    args = ["--into", str(into), "--terms", str(DEMO / "store.toml"), "--offers", str(offers)]
    assert main(["import", str(DEMO / "catalog.csv"), *args]) == 0
    assert "offers.toml, line 8: offer 'bad'" in capsys.readouterr().out
    table = CatalogTable(into)
    assert [offer["id"] for offer in table.terms.offers] == ["half"]
    table.close()


def test_without_terms_prices_are_taken_as_they_are(shop: Path, capsys):
    main(["import", str(shop / "products.csv"), "--into", str(shop / "new.db")])
    assert "without tax" in capsys.readouterr().out
    table = CatalogTable(shop / "new.db")
    assert (table.terms.currency, table.terms.tax_rates) == ("USD", {"F": 0, "Z": 0})
    table.close()


def test_a_tax_class_without_a_rate_is_named(shop: Path, capsys):
    args = ["--into", str(shop / "c.db"), "--terms", str(DEMO / "store.toml")]
    assert main(["import", str(shop / "products.csv"), *args]) == 0
    assert "'Z' has no rate: add it" in capsys.readouterr().err


def test_terms_stay_when_products_are_imported_again(shop: Path, capsys):
    into = str(shop / "c.db")
    main(["import", str(DEMO / "catalog.csv"), "--into", into, "--terms", str(DEMO / "store.toml")])
    main(["import", str(DEMO / "catalog.csv"), "--into", into])
    table = CatalogTable(into)
    assert table.terms.tax_rates["L"] == 1075
    table.close()


def test_replace_takes_out_what_is_no_longer_sold(shop: Path, capsys):
    (shop / "new.csv").write_text("plu,name,price,department\n4011,Bananas,1.79,produce\n")
    assert main(["import", str(shop / "new.csv"), "--into", str(shop / "c.db"), "--replace"]) == 0
    table = CatalogTable(shop / "c.db")
    assert [(found.name, found.price_cents) for found in table.products()] == [("Bananas", 179)]
    table.close()


def test_replace_takes_nothing_out_when_a_file_breaks_off(shop: Path, capsys):
    item = "<Item><ItemCode>{}</ItemCode><ItemNm>Figs</ItemNm><ItemPrice>1.00</ItemPrice></Item>"
    (shop / "feed.xml").write_text(f"<root><Items>{item.format(1234)}{item.format(1235)[:30]}")
    assert main(["import", str(shop / "feed.xml"), "--into", str(shop / "c.db"), "--replace"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1] == "1 product loaded, 1 row skipped"
    assert "Nothing is taken out" in captured.err
    table = CatalogTable(shop / "c.db")
    assert len(table.products()) == 4
    table.close()


def test_a_file_that_breaks_off_keeps_what_was_there_before(shop: Path):
    path = shop / "PriceFull.xml.gz"
    path.write_bytes(gzip.compress(b"<root><Items>")[:-8])
    with pytest.raises(CatalogError, match="fetch it again"):
        main(["import", str(path), "--into", str(shop / "c.db")])
    table = CatalogTable(shop / "c.db")
    assert len(table.products()) == 3
    table.close()


def test_nothing_loaded_is_exit_status_1(tmp_path: Path, capsys):
    (tmp_path / "p.csv").write_text("plu,name,price,department\n4011,Bananas,free,produce\n")
    assert main(["import", str(tmp_path / "p.csv"), "--into", str(tmp_path / "c.db")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 products loaded, 1 row skipped"


def test_search_lists_what_is_found(shop: Path, capsys):
    assert main(["search", "milk", "--from", str(shop / "c.db")]) == 0
    out = capsys.readouterr().out
    assert "Whole milk 1 L" in out
    assert "1.89 / ea" in out
    assert main(["search", "zzzz", "--from", str(shop / "c.db")]) == 1
    assert "fewer or shorter words" in capsys.readouterr().out


def test_names_are_never_markup(shop: Path, capsys):
    main(["search", "rye", "--from", str(shop / "c.db")])
    assert "Rye [bold]bread" in capsys.readouterr().out


@pytest.mark.parametrize("number", ["4011", "PLU4011", "9520417000017", "09520417000017"])
def test_show_finds_by_id_gtin_or_plu(shop: Path, capsys, number: str):
    assert main(["show", number, "--from", str(shop / "c.db")]) == 0
    assert "price_cents" in capsys.readouterr().out


def test_show_says_what_to_do_about_an_unknown_number(shop: Path, capsys):
    assert main(["show", "4012", "--from", str(shop / "c.db")]) == 1
    assert "dashcart catalog search" in capsys.readouterr().out


def test_a_missing_catalog_is_an_error(tmp_path: Path):
    with pytest.raises(CatalogError, match="dashcart catalog import"):
        main(["search", "milk", "--from", str(tmp_path / "none.db")])


def test_help_has_an_example(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "example:" in capsys.readouterr().out
