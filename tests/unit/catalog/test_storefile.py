from pathlib import Path

import pytest

from cart.catalog.storefile import Member, load, plain_terms
from cart.errors import CatalogError
from cart.pricing.rules import parse_rules

TEXT = """
name = "Corner"
version = "7"
currency = "USD"
[tax_rates]
A = 825
[rules]
rounding = "half_up"
[[members]]
number = "17"
tiers = ["member", "senior"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "store.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_terms_come_from_the_file_and_the_offers(tmp_path: Path):
    store = load(written(tmp_path, TEXT))
    offer = {"id": "o", "kind": "percent_off"}
    terms = store.terms([offer])
    assert (terms.currency, terms.tax_rates, terms.rules) == ("USD", {"A": 825}, {"rounding": "half_up"})
    assert terms.offers == (offer,)


def test_the_version_changes_with_any_term(tmp_path: Path):
    store = load(written(tmp_path, TEXT))
    other = load(written(tmp_path, TEXT.replace("825", "826")))
    versions = {store.terms().version, store.terms([{"id": "o"}]).version, other.terms().version}
    assert len(versions) == 3
    assert all(version.startswith("7-") for version in versions)
    assert store.terms().version == store.terms().version


def test_members_are_read(tmp_path: Path):
    assert load(written(tmp_path, TEXT)).members == (Member("17", ("member", "senior")),)


def test_plain_terms_rate_every_class_at_nothing():
    terms = plain_terms("ILS", ["B", "A"])
    assert (terms.currency, terms.tax_rates, terms.offers) == ("ILS", {"A": 0, "B": 0}, ())
    assert parse_rules(terms.rules, terms.tax_rates).tax_mode == "inclusive"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("currency", "curency", "Did you mean 'currency'"),
        ("A = 825", "A = 8.25", "8.25 % is 825"),
        ("A = 825", "A = -1", "basis points"),
        ("A = 825", "A = true", "basis points"),
        ('number = "17"', "number = 17", "str is needed"),
        ("[rules]", "[rules", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_an_error_that_says_what_to_do(tmp_path: Path, old: str, new: str, words: str):
    with pytest.raises(CatalogError, match=words):
        load(written(tmp_path, TEXT.replace(old, new)))


def test_other_bytes_and_no_file_are_errors(tmp_path: Path):
    path = tmp_path / "store.toml"
    with pytest.raises(CatalogError, match="cannot be read"):
        load(path)
    path.write_bytes(b"name = '\xff'")
    with pytest.raises(CatalogError, match="not valid TOML"):
        load(path)
