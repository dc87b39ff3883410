"""The offer file: every kind in its plain words, and every problem with the line that it stands on."""

import tomllib

import pytest

from cart.errors import OfferError
from cart.pricing.offerfile import KINDS, READERS, load, loads
from cart.pricing.offers import parse_offer
from tests.unit.pricing.till import ALL

KIND_ROWS = {
    "percent off": ("percent = 12.5", {"bp": 1250}),
    "money off": ("off = 0.29", {"amount": 29}),
    "special price": ("price = 1.9", {"price": 190}),
    "several for a price": ("quantity = 4\nprice = 3.00", {"n": 4, "price": 300}),
    "several, money off": ("quantity = 5\noff = 5", {"n": 5, "amount": 500}),
    "buy some, get some": ("buy = 2\nget = 1\npercent = 100", {"buy": 2, "get": 1, "bp": 10_000}),
    "the more, the less": (
        "steps = [{ quantity = 2, percent = 5 }, { quantity = 4, off = 0.50 }, { quantity = 6, price = 0.99 }]",
        {"tiers": [{"n": 2, "bp": 500}, {"n": 4, "amount": 50}, {"n": 6, "price": 99}]},
    ),
    "spend and save": (
        "spend = 60\noff = 5\nevery_time = true\nwith_others = true",
        {"min_spend": 6000, "amount": 500, "repeat": True, "stackable": True},
    ),
    "spend, percent off": ("spend = 99\npercent = 0.01", {"min_spend": 9900, "bp": 1}),
    "spend steps": (
        "steps = [{ spend = 10, off = 1 }, { spend = 20, off = 2.50 }]",
        {"tiers": [{"min_spend": 1000, "amount": 100}, {"min_spend": 2000, "amount": 250}]},
    ),
    "manufacturer coupon": (
        "quantity = 1\noff = 0.75\ncoupon = '0420'",
        {"n": 1, "amount": 75, "coupon": "0420"},
    ),
    "voucher for the next trip": (
        "spend = 50\noff = 5\nevery_time = true",
        {"min_spend": 5000, "amount": 500, "repeat": True},
    ),
}


@pytest.mark.parametrize(("kind", "rows", "fields"), [(kind, *row) for kind, row in KIND_ROWS.items()])
def test_a_kind_in_plain_words(kind, rows, fields):
    text = f"[[offer]]\nid = 'a'\nkind = '{kind}'\non = {{ everything = true }}\n{rows}\n"
    assert loads(text, "f") == (({"id": "a", "kind": KINDS[kind], "match": ALL} | fields,), ())


def test_bundles_and_gifts_have_selectors_of_their_own():
    text = """
[[offer]]
id = "meal"
kind = "bundle"
parts = [{ on = { categories = ["bread"] }, quantity = 2 }, { on = { products = ["ham"] } }]
price = 4.5
[[offer]]
id = "gift"
kind = "buy this, get that"
on = { products = ["tea"], not_categories = ["loose"] }
get_on = { everything = true, not_products = ["card"] }
buy = 1
get = 2
percent = 50
"""
    tables, problems = loads(text, "f")
    assert problems == ()
    assert tables[0]["slots"] == [
        {"n": 2, "match": {"categories": ["bread"]}},
        {"n": 1, "match": {"products": ["ham"]}},
    ]
    assert tables[1]["buy_match"] == {"products": ["tea"], "exclude_categories": ["loose"]}
    assert tables[1]["get_match"] == {"all": True, "exclude_products": ["card"]}
    assert "match" not in tables[1]


def test_every_kind_is_told_of_here():
    assert set(KIND_ROWS) | {"bundle", "buy this, get that"} == set(KINDS)


GATES = [
    ("members_only = true", {"customer_tiers": ["member"]}),
    ("members_only = false", {}),
    ("for = ['gold', 'senior']", {"customer_tiers": ["gold", "senior"]}),
    ("from = 2026-05-01", {"valid": {"from": "2026-05-01"}}),
    ("until = 2026-05-31", {"valid": {"to": "2026-05-31"}}),
    ("days = ['sun', 'Monday', 'TUE']", {"valid": {"days": [0, 1, 6]}}),
    ("after = 07:05:59", {"valid": {"start": "07:05"}}),
    ("before = 23:00:00", {"valid": {"end": "23:00"}}),
    ("coupon = 'K'\nuses_per_coupon = 2", {"coupon": "K", "uses_per_coupon": 2}),
    ("at_most = 3", {"max_uses": 3}),
    ("only_one_of = 'tea'", {"group": "tea"}),
    ("not_with_basket_offers = true", {"no_basket": True}),
    ("not_with_basket_offers = false", {"no_basket": False}),
    ("words = 'fresh \"today\"'", {"words": 'fresh "today"'}),
]


@pytest.mark.parametrize(("rows", "fields"), GATES)
def test_a_gate_in_plain_words(rows, fields):
    text = f"[[offer]]\nid='a'\nkind='percent off'\non={{everything=true}}\npercent=5\n{rows}\n"
    tables, problems = loads(text, "f")
    assert problems == ()
    assert tables[0] == {"id": "a", "kind": "percent_off", "match": ALL, "bp": 500} | fields
    assert parse_offer(tables[0]).bp == 500


MONEY = [("3", 300), ("3.5", 350), ("3.50", 350), ("0.01", 1), ("1e1", 1000), ("19.99", 1999), ("0.1", 10)]


@pytest.mark.parametrize(("written", "cents"), MONEY)
def test_money_is_read_to_the_cent(written, cents):
    text = f"[[offer]]\nid='a'\nkind='money off'\non={{everything=true}}\noff={written}\n"
    assert loads(text, "f")[0][0]["amount"] == cents


# A good offer of five lines, then one line more that is wrong: it is told with line 6 and its key.
PROBLEMS = [
    ("percents = 5", "percents: this key is not known. Did you mean 'percent'?"),
    ("zzz = 5", "zzz: this key is not known. Known: words, on,"),
    ("words = ''", "words: '' is no text"),
    ("words = 5", "words: 5 is no text"),
    ("members_only = 'yes'", "members_only: 'yes' is neither true nor false"),
    ("for = []", "for: a list of texts is needed"),
    ("for = [5]", "for: a list of texts is needed"),
    ("from = '2026-05-01'", "from: '2026-05-01' is no date; write it like 2026-12-31"),
    ("until = 5", "until: 5 is no date"),
    ("days = 'mon'", "days: a list of texts is needed"),
    ("days = ['mon', 'xyz']", "days: 'xyz' is no day; use mon, tue, wed, thu, fri, sat, sun"),
    ("after = '16:00'", "after: '16:00' is no time of day; write it like 16:00:00"),
    ("before = 18.30", "before: Decimal('18.30') is no time of day"),
    ("coupon = 5", "coupon: 5 is no text"),
    ("at_most = 1.5", "at_most: Decimal('1.5') is not a whole number of at least 1"),
    ("at_most = true", "at_most: True is not a whole number"),
    ("at_most = -1", "at_most: -1 is not a whole number"),
    ("only_one_of = ['tea']", "only_one_of: ['tea'] is no text"),
    ("not_with_basket_offers = 0", "not_with_basket_offers: 0 is neither true nor false"),
    ("quantity = 0", "quantity: 0 is not a whole number of at least 1"),
    ("off = 1.005", "off: 1.005 is no amount of whole cents"),
    ("off = -0.5", "off: -0.5 is no amount of whole cents"),
    ("off = true", "off: True is no amount; write it like 2.50"),
    ("off = '1'", "off: '1' is no amount; write it like 2.50"),
    ("get_on = 'milk'", "get_on: write it like { categories = ['milk'] }"),
    ("get_on = { category = ['milk'] }", "get_on: 'category' is not known. Did you mean 'categories'?"),
    ("get_on = { products = 'milk' }", "get_on: a list of texts is needed"),
    ("get_on = { everything = 'yes' }", "get_on: 'yes' is neither true nor false"),
    ("steps = 5", "steps: a list of { ... } is needed"),
    ("steps = [5]", "steps: a list of { ... } is needed"),
    ("steps = [{ quantity = 2, rebate = 5 }]", "steps: 'rebate' is not known here."),
    ("steps = [{ quantity = 2, percent = 101 }]", "steps: 101 is not a percentage"),
    ("steps = [{ quantity = 0, percent = 10 }]", "steps: 0 is not a whole number"),
    ("parts = [{ quantity = 2, cost = 5 }]", "parts: 'cost' is not known here."),
    ("parts = { quantity = 2 }", "parts: a list of { ... } is needed"),
]


@pytest.mark.parametrize(("row", "words"), PROBLEMS)
def test_a_bad_value_is_told_with_line_and_key(row, words):
    text = f"[[offer]]\nid = 'a'\nkind = 'percent off'\non = {{ everything = true }}\npercent = 5\n{row}\n"
    tables, problems = loads(text, "offers.toml")
    assert tables == ()
    assert len(problems) == 1
    assert problems[0].startswith(f"offers.toml, line 6: offer 'a': {words}")


PERCENTS = ["0", "-5", "100.01", "0.001", "true", "'5'"]


@pytest.mark.parametrize("percent", PERCENTS)
def test_percentages_out_of_range(percent):
    text = f"[[offer]]\nid='a'\nkind='percent off'\non={{everything=true}}\npercent = {percent}\n"
    tables, problems = loads(text, "f")
    assert tables == ()
    assert problems[0].startswith("f, line 5: offer 'a': percent: ")
    assert "percentage" in problems[0]


# What only the offer as a whole shows is told in the schema's word, with the line of the file's own key.
CONTRADICTIONS = [
    ("kind='money off'\non={everything=true}\noff=0", 5, "amount: it is 0"),
    ("kind='percent off'\non={everything=true}", 1, "bp: it is missing"),
    ("kind='percent off'\npercent=5", 1, "match: it is missing"),
    ("kind='percent off'\npercent=5\non={not_products=['a']}", 5, "match: it selects nothing"),
    ("kind='percent off'\non={everything=true}\npercent=5\nquantity=2", 6, "n: percent_off has no such field"),
    ("kind='percent off'\non={everything=true}\npercent=5\nbuy=2", 6, "buy: percent_off has no such"),
    ("kind='the more, the less'\non={everything=true}\nsteps=[]", 5, "tiers: at least one is needed"),
    ("kind='bundle'\nprice=5\nparts=[]", 5, "slots: a bundle needs at least one"),
    ("kind='bundle'\nprice=5\nparts=[{quantity=2}]", 5, "slots[0]: a match"),
    ("kind='percent off'\non={everything=true}\nuses_per_coupon=1\npercent=5", 5, "uses_per_coupon: it needs a"),
    ("kind='spend and save'\non={everything=true}\nspend=0\noff=1\nevery_time=true", 5, "min_spend: a repeated"),
    ("kind='spend, percent off'\non={everything=true}\nspend=5\npercent=5\nevery_time=true", 7, "repeat: spend_p"),
    ("kind='percent off'\non={everything=true}\npercent=5\nfrom=2026-05-02\nuntil=2026-05-01", 7, "valid.to: it ends"),
    ("kind='percent off'\non={everything=true}\npercent=5\nafter=18:00:00\nbefore=18:00:00", 7, "valid.end: it ends"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "line", "words"), CONTRADICTIONS)
def test_a_contradiction_is_told_with_the_line_of_its_key(rows, line, words):
    tables, problems = loads(f"[[offer]]\nid='a'\n{rows}\n", "f")
    assert tables == ()
    assert len(problems) == 1
    assert problems[0].startswith(f"f, line {line}: offer 'a': {words}")


GOOD = "[[offer]]\nid = '{}'\nkind = 'percent off'\non = {{ everything = true }}\npercent = 5\n"


def test_lines_are_counted_over_comments_blanks_and_other_offers():
    text = (
        "# Our offers\n\n"
        + GOOD.format("a")
        + "\n# the next\n"
        + GOOD.format("b")
        + "days = ['x']\n"
        + GOOD.format("c")
    )
    tables, problems = loads(text, "f")
    assert [table["id"] for table in tables] == ["a", "c"]
    assert [problem.split(": offer")[0] for problem in problems] == ["f, line 15"]


def test_each_bad_offer_is_told_and_one_name_is_given_once():
    text = (
        GOOD.format("a") + GOOD.format("a") + "[[offer]]\nid = 'z'\nkind = 'percent of'\n[[offer]]\nkind = 'bundle'\n"
    )
    tables, problems = loads(text, "f")
    assert len(tables) == 1
    assert [problem.split(": offer")[0] for problem in problems] == ["f, line 7", "f, line 13", "f, line 14"]
    assert "id: another offer has this id already" in problems[0]
    assert "kind: 'percent of' is not known. Did you mean 'percent off'?" in problems[1]
    assert "offer '?': id: a short name is needed" in problems[2]


WHOLE = [
    ("[[offer]\n", "is not valid TOML"),
    ("offers = 5\n", r"it holds \[\[offer\]\] tables and nothing else"),
    ("[offer]\nid = 'a'\n", r"it holds \[\[offer\]\] tables"),
    ("title = 'x'\n[[offer]]\nid = 'a'\n", r"it holds \[\[offer\]\] tables"),
]


@pytest.mark.parametrize(("text", "words"), WHOLE)
def test_what_is_no_offer_file(text, words):
    with pytest.raises(OfferError, match=words):
        loads(text, "f.toml")


def test_a_file_without_offers_is_an_empty_one():
    assert loads("# nothing yet\n", "f") == ((), ())


def test_a_file_that_cannot_be_read(tmp_path):
    path = tmp_path / "offers.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(OfferError, match=r"offers\.toml cannot be read .* Give an offer file in TOML"):
        load(path)
    with pytest.raises(OfferError, match="cannot be read"):
        load(tmp_path)


def test_the_readme_names_every_key():
    """The example in the module's own words is a good offer, and every key is one of the readers'."""
    text = "[[offer]]\nid = 'yogurt-4-for-3'\nkind = 'several for a price'\non = { categories = ['yogurt-butter'] }\n"
    text += "quantity = 4\nprice = 3.00\nuntil = 2026-12-31\n"
    assert loads(text, "f")[1] == ()
    assert set(tomllib.loads(text)["offer"][0]) - {"id", "kind"} <= set(READERS)
