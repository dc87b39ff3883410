"""`dashcart price`, run as a person or a script runs it."""

import io
import json
import os
import subprocess
import sys

import pytest

from cart.commands.price import main
from cart.errors import BadInput, OfferError

CASE = {
    "schema": "cart-pricing-case/1",
    "id": "tea",
    "context": {"now": "2026-05-11T10:00", "tiers": [], "cash": False},
    "rules": {"rounding": "half_up", "tax_mode": "inclusive", "tax_rounding": "half_up", "price_lock": "current",
              "threshold_on": "net", "cash_rounding": 0, "points": None},
    "tax_rates": {"A": 800},
    "products": {"tea": {"name": "Green tea", "unit": "ea", "price": 300, "categories": [], "tax": "A"}},
    "lines": [{"id": "1", "product": "tea", "qty": 1}, {"id": "2", "product": "tea", "qty": 1}],
    "offers": [{"id": "two", "kind": "n_for_price", "match": {"all": True}, "n": 2, "price": 500},
               {"id": "bad", "kind": "?"}],
    "coupons": {},
}  # fmt: skip


@pytest.fixture
def case_file(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    return path


def test_a_case_file_is_priced_with_prefixes_applications_and_lines(case_file, capsys):
    assert main([str(case_file)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["due"], result["prefix_due"], result["proven"]) == (500, [300, 500], True)
    units = [["tea", 300, 50], ["tea", 300, 50]]
    assert result["applications"] == {
        "item": [{"offer": "two", "saving": 100, "units": units}],
        "basket": [],
        "mfr": [],
    }
    assert result["lines"][0]["savings"] == [{"offer": "two", "words": "2 for $5.00", "cents": 50}]
    assert result["refused_offers"][0].startswith("offer 'bad': kind")


def test_explain_prints_the_receipt_in_the_asked_language(case_file, capsys):
    assert main([str(case_file), "--explain", "--language", "es", "--currency", "EUR"]) == 0
    shown = capsys.readouterr()
    assert "Green tea" in shown.out
    assert "2 por 5,00" in shown.out
    assert "Left out: offer 'bad'" in shown.err
    assert main([str(case_file), "--explain", "--html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_check_prices_or_takes_a_result_and_fails_on_a_wrong_one(case_file, tmp_path, capsys):
    assert main([str(case_file), "--check"]) == 0
    assert "legal, adds up to 500; bound 500: no lower total exists" in capsys.readouterr().out
    main([str(case_file)])
    result = json.loads(capsys.readouterr().out)
    other = tmp_path / "result.json"
    other.write_text(json.dumps(result | {"due": 499}), encoding="utf-8")
    assert main([str(case_file), "--check", str(other)]) == 1
    assert "wrong: the due is 500" in capsys.readouterr().out


def test_json_lines_in_and_out(capsys, tmp_path):
    lines = "".join(json.dumps(CASE | {"id": name}) + "\n\n" for name in "ab")
    done = subprocess.run(
        [sys.executable, "-c", "from cart.commands.price import main; main([])"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [json.loads(line)["id"] for line in io.StringIO(done.stdout)] == ["a", "b"]


def test_offer_files_are_checked(tmp_path, capsys):
    path = tmp_path / "offers.toml"
    path.write_text(
        "[[offer]]\nid = 'a'\nkind = 'percent off'\non = { everything = true }\npercent = 200\n", encoding="utf-8"
    )
    assert main(["--offers", str(path)]) == 1
    assert "0 offers are good, 1 are refused." in capsys.readouterr().out
    with pytest.raises(OfferError):
        main(["--offers", str(tmp_path / "none.toml")])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not valid JSON"),
        ("[]", "not a JSON object"),
        (json.dumps({"id": "x"}), "'context' is missing"),
        (json.dumps(CASE | {"schema": "other/2"}), "schema 'other/2'"),
        (json.dumps(CASE | {"lines": [{"id": "1", "product": "nut"}]}), "'nut' is not among"),
    ],
)
def test_a_bad_case_says_what_is_wrong(tmp_path, text, words):
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=words):
        main([str(path)])
    with pytest.raises(BadInput, match="cannot be read"):
        main([str(tmp_path / "none.json")])


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_seen_enough_gets_no_trace(case_file, unbuffered):
    """As `dashcart price ... | head` ends."""
    read, write = os.pipe()
    os.close(read)
    code = "import sys; from cart.commands.main import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "price", str(case_file)],
        stdout=write, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")
