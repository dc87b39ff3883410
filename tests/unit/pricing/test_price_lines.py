"""`dashcart price` with files and streams: one answer a line, what is wrong with a line, checks of forged results."""

import json
import subprocess
import sys

import pytest

from cart.commands.price import main
from cart.errors import BadInput, ConfigError, OfferError

PAIRS = {"id": "two", "kind": "n_for_price", "match": {"all": True}, "n": 2, "price": 500}
SPEND = {"id": "s", "kind": "spend_amount", "match": {"all": True}, "min_spend": 600, "amount": 50}
CASE = {
    "schema": "cart-pricing-case/1",
    "id": "tea",
    "context": {"now": "2026-05-11T10:00", "tiers": [], "cash": True},
    "rules": {"rounding": "half_up", "tax_mode": "exclusive", "tax_rounding": "half_up", "price_lock": "current",
              "threshold_on": "net", "cash_rounding": 10, "points": {"per_cents": 100, "points": 1, "tier": None}},
    "tax_rates": {"A": 1000},
    "products": {"tea": {"name": "Green tea", "unit": "ea", "price": 300, "categories": [], "tax": "A", "deposit": 7}},
    "lines": [{"id": "1", "product": "tea", "qty": 1}, {"id": "2", "product": "tea", "qty": 1}],
    "offers": [PAIRS],
    "coupons": {},
}  # fmt: skip


def filed(tmp_path, name="case.json", **changes):
    path = tmp_path / name
    path.write_text(json.dumps(CASE | changes), encoding="utf-8")
    return path


def answered(capsys, *argv):
    assert main([str(word) for word in argv]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_figure_of_a_case(tmp_path, capsys):
    """Two for 5.00; a tenth of tax; two deposits of 7."""
    result = answered(capsys, filed(tmp_path))
    figures = {
        "regular_total": 600, "net_total": 500, "offer_savings": 100, "mfr_savings": 0, "total_savings": 100,
        "tax": {"A": 50}, "deposit": 14, "due": 564, "cash_due": 560, "points": 5, "age_required": 0,
        "prefix_due": [337, 564], "proven": True, "open_cents": 0, "id": "tea", "refused_offers": [],
    }  # fmt: skip
    assert {name: result[name] for name in figures} == figures


def test_the_lines_explain_the_figures(tmp_path, capsys):
    result = answered(capsys, filed(tmp_path, lines=[{"id": "1", "product": "tea", "qty": 3}], offers=[PAIRS, SPEND]))
    (line,) = result["lines"]
    assert (line["regular"], line["net"], line["qty"], line["unit_price"], line["deposit"]) == (900, 750, 3, 300, 21)
    saved = [(saving["offer"], saving["words"], saving["cents"]) for saving in line["savings"]]
    assert saved == [("two", "2 for $5.00", 100), ("s", "spend $6.00, save $0.50", 50)]
    assert result["applications"]["basket"] == [{"offer": "s", "saving": 50}]


EMPTY = [([], 0, []), ([{"id": "1", "product": "tea", "qty": 1, "void": True}], 0, [0])]


@pytest.mark.parametrize(("lines", "due", "prefixes"), EMPTY)
def test_a_basket_of_nothing(tmp_path, capsys, lines, due, prefixes):
    result = answered(capsys, filed(tmp_path, lines=lines))
    assert (result["due"], result["prefix_due"]) == (due, prefixes)


def run(stdin, *argv):
    code = "import sys; from cart.commands.price import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run([sys.executable, "-c", code, *argv], input=stdin, capture_output=True, text=True, check=False)


def test_lines_before_a_bad_one_are_answered_and_the_bad_one_is_named():
    done = run(json.dumps(CASE) + "\n\n{bad\n" + json.dumps(CASE | {"id": "late"}) + "\n")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["tea"]
    assert done.returncode != 0
    assert "BadInput: case 3 is not valid JSON" in done.stderr


def test_each_line_is_a_case_of_its_own():
    other = CASE | {"id": "one", "lines": CASE["lines"][:1]}
    done = run("".join(json.dumps(case) + "\n" for case in (CASE, other, CASE)))
    assert [(row["id"], row["due"]) for row in map(json.loads, done.stdout.splitlines())] == [
        ("tea", 564),
        ("one", 337),
        ("tea", 564),
    ]
    assert done.returncode == 0


def test_checks_of_many_cases_fail_as_a_whole_where_one_fails(tmp_path):
    good = run(json.dumps(CASE)).stdout
    path = tmp_path / "result.json"
    path.write_text(good, encoding="utf-8")
    other = CASE | {"id": "more", "lines": [{"id": "1", "product": "tea", "qty": 5}]}
    done = run(json.dumps(CASE) + "\n" + json.dumps(other) + "\n", "--check", str(path))
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].startswith("tea: legal, adds up to 564")
    assert "more: wrong: the due is " in done.stdout


def test_nothing_in_is_nothing_out():
    done = run("\n\n")
    assert (done.stdout, done.returncode) == ("", 0)


BAD = [
    ({"rules": CASE["rules"] | {"rounding": "up"}}, ConfigError, "rules.rounding: 'up' is not one of"),
    ({"tax_rates": {"A": 20_000}}, ConfigError, "tax_rates.A: 20000 is not a rate"),
    ({"context": {"tiers": []}}, BadInput, "case tea, context: the key 'now' is missing"),
    ({"context": {"now": 5}}, BadInput, "case tea, context.now: str is needed, 5 is given"),
    ({"products": {"tea": {"unit": "ea"}}}, BadInput, "case tea, product tea: the key 'price' is missing"),
    ({"products": {"tea": {"price": 3.0}}}, BadInput, "product tea.price: int is needed, 3.0 is given"),
    ({"products": {"tea": {"price": 3, "unit": "g"}}}, BadInput, "product tea.unit: 'g' is not one of"),
    ({"lines": [{"id": "1", "product": "tea", "count": 1}]}, BadInput, "case tea, line 1: unknown key 'count'"),
    ({"lines": [{"product": "tea"}]}, BadInput, r"case tea, line \?: the key 'id' is missing"),
    ({"lines": [{"id": "1", "product": "nut", "qty": 1}]}, BadInput, "product 'nut' is not among the case's products"),
]


@pytest.mark.parametrize(("changes", "error", "words"), BAD)
def test_a_wrong_field_is_named(tmp_path, changes, error, words):
    with pytest.raises(error, match=words):
        main([str(filed(tmp_path, **changes))])


MISSING = ["context", "rules", "tax_rates", "products", "lines", "offers"]


@pytest.mark.parametrize("name", MISSING)
def test_a_missing_part_is_named(tmp_path, name):
    path = tmp_path / "case.json"
    path.write_text(json.dumps({key: value for key, value in CASE.items() if key != name}), encoding="utf-8")
    with pytest.raises(BadInput, match=f"case tea: the field '{name}' is missing"):
        main([str(path)])


def test_explain_adds_up_for_a_person(tmp_path, capsys):
    assert main([str(filed(tmp_path)), "--explain"]) == 0
    rows = capsys.readouterr().out.splitlines()
    for words, money in (("Total of goods", "$5.00"), ("Deposit", "$0.14"), ("TO PAY", "$5.64"), ("in cash", "$5.60")):
        assert any(words in row and row.endswith(money) for row in rows)
    assert rows[0].strip() == "tea"
    assert rows[1].strip() == "2026-05-11 10:00"


FORGED = [
    ({"due": 563}, "the due is 564"),
    ({"tax": {"A": 0}, "due": 514}, "the tax is {'A': 50}"),
    ({"deposit": 0, "due": 550}, "the deposit is 14"),
    ({"net_total": 499}, "the net total is 500"),
]


@pytest.mark.parametrize(("changes", "words"), FORGED)
def test_a_forged_result_is_refused(tmp_path, capsys, changes, words):
    case = filed(tmp_path)
    result = answered(capsys, case) | changes
    path = tmp_path / "result.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    assert main([str(case), "--check", str(path)]) == 1
    assert f"tea: wrong: {words}" in capsys.readouterr().out


def test_a_legal_result_that_is_not_the_best_is_told_by_how_much(tmp_path, capsys):
    bare = answered(capsys, filed(tmp_path, offers=[]))
    path = tmp_path / "result.json"
    path.write_text(json.dumps(bare), encoding="utf-8")
    assert main([str(filed(tmp_path)), "--check", str(path)]) == 0
    assert "legal, adds up to 674; bound 564: at most 110 cents lower by this bound" in capsys.readouterr().out


RESULTS = [("{", "result is not valid JSON"), ("[]", "result is not a JSON object")]


@pytest.mark.parametrize(("content", "words"), RESULTS)
def test_a_result_that_is_none(tmp_path, content, words):
    path = tmp_path / "result.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=words):
        main([str(filed(tmp_path)), "--check", str(path)])


OFFER = "[[offer]]\nid = '{}'\nkind = 'percent off'\non = {{ everything = true }}\npercent = {}\n"


def test_an_offer_file_is_counted_and_its_problems_are_listed(tmp_path, capsys):
    path = tmp_path / "offers.toml"
    path.write_text(OFFER.format("a", 5) + OFFER.format("b", 0) + OFFER.format("a", 7), encoding="utf-8")
    assert main(["--offers", str(path)]) == 1
    first, *problems = capsys.readouterr().out.splitlines()
    assert first == "1 offers are good, 2 are refused."
    assert [row.split(": ")[:3] for row in problems] == [
        ["offers.toml, line 10", "offer 'b'", "percent"],
        ["offers.toml, line 12", "offer 'a'", "id"],
    ]
    path.write_text(OFFER.format("a", 5), encoding="utf-8")
    assert main(["--offers", str(path)]) == 0
    assert capsys.readouterr().out == "1 offers are good, 0 are refused.\n"


def test_a_feed_that_is_not_there(tmp_path):
    with pytest.raises(OfferError, match="cannot be read"):
        main(["--promos", str(tmp_path / "none.xml")])


def test_an_unknown_option_shows_how_it_is_used(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--nothing"])
    assert ended.value.code == 2
    assert "usage: dashcart price" in capsys.readouterr().err


def test_help_has_examples(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "dashcart price case.json --check" in capsys.readouterr().out
