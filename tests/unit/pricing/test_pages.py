"""The receipt on paper: rows of 42 columns that add up, and a page on which nothing but its own text stands."""

import pytest

from cart.pricing import Pricer
from cart.pricing.document import WIDTH, Row, Sheet, html, rows, text
from cart.pricing.model import BasketLine, Context, PointsRule, PricedProduct
from cart.pricing.offers import parse_offers
from cart.pricing.words import Speech
from tests.unit.pricing.till import ALL, MONDAY, basket, rules

SHELF = {
    "tea": PricedProduct(300),
    "ham": PricedProduct(900, "kg", member_price=800),
    "can": PricedProduct(100, deposit=25),
    "leaflet": PricedProduct(0),
}
TENTH = {"id": "t", "kind": "percent_off", "match": ALL, "bp": 1000}
HUNDRED = {"id": "s", "kind": "spend_amount", "match": ALL, "min_spend": 1, "amount": 100}
COUPON = {"id": "c", "kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 40, "coupon": "C"}


def page(lines, offers=(), *, house=None, context=None, speech=None, names=None):
    house, speech = house or rules(), speech or Speech()
    bought = basket(lines, {"C": 1}, SHELF)
    receipt = Pricer(parse_offers(offers), house, speech).price(bought, context or Context(MONDAY))
    return receipt, Sheet(names or {}, house, speech, "Corner Market", "2026-05-11 10:00")


def plain(words):
    return words.replace("\xa0", " ")


def shown(*given, **more):
    receipt, sheet = page(*given, **more)
    return [(plain(row.words), plain(row.money), row.kind) for row in rows(receipt, sheet)]


LINES = [
    ("tea", [("tea", "$3.00 A", "line")]),
    ("tea*2", [("tea", "$6.00 A", "line"), ("2 × $3.00", "", "note")]),
    ("ham@540", [("ham", "$4.86 A", "line"), ("540 g gross, 0 g tare: 540 g at $9.00/kg", "", "note")]),
    (
        [BasketLine("1", "ham", grams=1540, tare=40)],
        [("ham", "$13.50 A", "line"), ("1,540 g gross, 40 g tare: 1,500 g at $9.00/kg", "", "note")],
    ),
    ([BasketLine("1", "ham", embedded_price=512)], [("ham", "$5.12 A", "line")]),
    ([BasketLine("1", "tea", qty=2, override_price=120)], [("tea", "$2.40 A", "line"), ("2 × $1.20", "", "note")]),
    ([BasketLine("1", "tea", qty=1, refund=True)], [("tea (refund)", "-$3.00 A", "line")]),
    ([BasketLine("1", "tea", qty=5, void=True)], [("tea (taken back)", "$0.00", "line")]),
    ([BasketLine("1", deposit_return=50)], [("Empties returned", "-$0.50", "line")]),
    # What costs nothing is not what was taken back.
    ("leaflet", [("leaflet", "$0.00 A", "line")]),
    ([BasketLine("1", "tea", qty=1, override_price=0)], [("tea", "$0.00 A", "line")]),
]


@pytest.mark.parametrize(("lines", "expected"), LINES)
def test_the_rows_of_a_line(lines, expected):
    assert shown(lines)[: len(expected)] == expected
    assert shown(lines)[len(expected)][2] in ("sum", "due")


def test_every_saving_has_its_row_under_its_line():
    member = Context(MONDAY, ("member",))
    assert shown("ham@540 tea", [TENTH], context=member)[:6] == [
        ("ham", "$4.86 A", "line"),
        ("540 g gross, 0 g tare: 540 g at $9.00/kg", "", "note"),
        ("member price · saved $0.54", "-$0.54", "saving"),
        ("10% off · saved $0.43", "-$0.43", "saving"),
        ("tea", "$3.00 A", "line"),
        ("10% off · saved $0.30", "-$0.30", "saving"),
    ]


SUMS = [
    # Prices that hold no tax, no offers: the goods and what is due.
    ({"tax_rates": {"A": 0}}, [], [("Total of goods", "$3.00"), ("Tax A 0% on $3.00", "$0.00"), ("TO PAY", "$3.00")]),
    (
        {"tax_rates": {"A": 825}, "tax_mode": "exclusive"},
        [TENTH],
        [
            ("At shelf prices", "$3.00"),
            ("Saved by offers", "-$0.30"),
            ("Total of goods", "$2.70"),
            ("Tax A 8.25% on $2.70", "$0.22"),  # 22.275
            ("TO PAY", "$2.92"),
            ("You saved $0.30", ""),
        ],
    ),
    (
        {"tax_rates": {"A": 2000, "B": 500}, "tax_mode": "inclusive", "points": PointsRule(100, 2)},
        [HUNDRED, COUPON],
        [
            ("At shelf prices", "$3.00"),
            ("Saved by offers", "-$1.00"),
            ("Total of goods", "$2.00"),
            ("incl. tax A 20% of $2.00", "$0.33"),
            ("coupon $0.40: tea", "-$0.40"),
            ("TO PAY", "$1.60"),
            ("You saved $1.40", ""),
            ("Points earned: 4", ""),
        ],
    ),
]


@pytest.mark.parametrize(("house", "offers", "expected"), SUMS)
def test_the_sums(house, offers, expected):
    found = [(words, money) for words, money, _ in shown("tea", offers, house=rules(**house))]
    assert found[-len(expected) :] == expected


def test_deposit_and_cash_have_rows_of_their_own():
    found = shown("can*3", house=rules(cash_rounding=10), context=Context(MONDAY, cash=True))
    assert ("Deposit", "$0.75", "sum") in found
    assert found[-2:] == [("TO PAY", "$3.75", "due"), ("To pay in cash", "$3.80", "sum")]
    assert "Deposit" not in [words for words, _, _ in shown("tea")]


def test_cash_is_not_told_where_it_is_the_same():
    found = shown("tea", house=rules(cash_rounding=10), context=Context(MONDAY, cash=True))
    assert found[-1] == ("TO PAY", "$3.00", "due")


def test_the_whole_paper_to_the_letter():
    receipt, sheet = page("tea*2", [TENTH], names={"tea": "Green tea"})
    assert text(receipt, sheet) == (
        "              Corner Market\n"
        "             2026-05-11 10:00\n"
        "\n"
        "Green tea                          $6.00 A\n"
        "  2 × $3.00\n"
        "  10% off · saved $0.60             -$0.60\n"
        "------------------------------------------\n"
        "At shelf prices                      $6.00\n"
        "Saved by offers                     -$0.60\n"
        "Total of goods                       $5.40\n"
        "Tax A 0% on $5.40                    $0.00\n"
        "TO PAY                               $5.40\n"
        "  You saved $0.60\n"
    )


LONG = "Organic extra virgin olive oil from the southern hills, cold pressed, in a bottle of dark glass"


@pytest.mark.parametrize("name", [LONG, LONG.replace(" ", ""), "", "Ä" * 42, "x" * 33, "x" * 34])
def test_no_name_breaks_the_42_columns(name):
    receipt, sheet = page("tea*2", [TENTH], names={"tea": name})
    printed = text(receipt, sheet).splitlines()
    assert max(map(len, printed)) <= WIDTH
    priced = [row for row in printed if row.endswith("$6.00 A")]
    assert len(priced) == 1
    assert len(priced[0]) == WIDTH
    whole = "".join("".join(row.split()) for row in printed)
    assert "".join(name.split()) in whole, "no part of a name is lost"


SPANISH = [
    "Té verde",
    "2 × 3,00 €",
    "10 % menos · ahorro 0,60 €",
    "A precio de estante",
    "Ahorro por ofertas",
    "Total de artículos",
    "incl. impuesto A 10 % de 5,40 €",
    "A PAGAR",
    "Ahorró 0,60 €",
]


def test_the_paper_in_spanish():
    house = rules(tax_rates={"A": 1000}, tax_mode="inclusive")
    found = shown("tea*2", [TENTH], house=house, speech=Speech("es", "EUR"), names={"tea": "Té verde"})
    assert [words for words, _, _ in found] == SPANISH
    assert ("A PAGAR", "5,40 €", "due") in found


BAD_NAMES = [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("Fish & chips", "Fish &amp; chips"),
    ('5" pan', "5&quot; pan"),
    ("O'Neill", "O&#x27;Neill"),
    ("&amp;", "&amp;amp;"),
]


@pytest.mark.parametrize(("name", "escaped"), BAD_NAMES)
def test_a_page_escapes_names_stores_words_and_languages(name, escaped):
    offer = TENTH | {"words": name}
    receipt, sheet = page("tea", [offer], names={"tea": name})
    made = html(receipt, Sheet({"tea": name}, sheet.rules, sheet.speech, name, name))
    assert name not in made.replace(escaped, "")
    assert made.count(escaped) == 5, "title, heading, time, the line and its saving"


def test_a_page_has_a_row_for_each_row_of_the_paper():
    receipt, sheet = page("tea*2 ham@540 can", [TENTH, COUPON])
    made, listed = html(receipt, sheet), rows(receipt, sheet)
    assert made.count("<tr ") == len(listed)
    assert made.count('<tr class="due">') == 1
    assert made.count('<tr class="line">') == 3
    assert listed[0] == Row("tea", "$6.00 A", "line")


def test_the_rows_of_a_receipt_add_up():
    """Money of lines and savings is the total of goods; that, tax, deposit and coupons are what is to pay."""
    house = rules(tax_rates={"A": 825}, tax_mode="exclusive")
    listed = shown("tea*3 ham@540 can*2", [TENTH, HUNDRED, COUPON], house=house)

    def cents(money):
        return round(float(money.replace("$", "").replace(" A", "")) * 100)

    goods = sum(cents(money) for _, money, kind in listed if kind in ("line", "saving", "over"))
    sums = {words: cents(money) for words, money, kind in listed if kind in ("sum", "due")}
    assert goods == sums["Total of goods"] == sums["At shelf prices"] + sums["Saved by offers"]
    tax = next(money for words, money in sums.items() if words.startswith("Tax A"))
    assert sums["TO PAY"] == goods + tax + sums["Deposit"] + sums["coupon $0.40: tea, ham and 1 more"]
