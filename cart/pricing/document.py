"""The receipt as a document: text of 42 columns, and the same as one self-contained HTML page."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from cart.pricing.across import Across, across, of_line
from cart.pricing.model import PricedLine, Receipt, Rules, Saving
from cart.pricing.words import Speech, told

WIDTH = 42
LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "regular": "At shelf prices",
        "saved": "Saved by offers",
        "saved_on": "{words} · saved {cents}",
        "net": "Total of goods",
        "tax": "Tax {rate} {percent} on {net}",
        "contained": "incl. tax {rate} {percent} of {net}",
        "deposit": "Deposit",
        "due": "TO PAY",
        "cash": "To pay in cash",
        "rounding": "Rounding",
        "all": "You saved {cents}",
        "points": "Points earned: {points}",
        "voucher": "For your next trip: {cents} off",
        "eligible": "Of this {tender} may pay {cents}",
        "void": "taken back",
        "returned": "Empties returned",
        "refund": "refund",
        "net_g": "{gross} gross, {tare} tare: {net} at {price}",
        "not_proven": "A lower total may exist, by {cents} at most",
    },
    "es": {
        "regular": "A precio de estante",
        "saved": "Ahorro por ofertas",
        "saved_on": "{words} · ahorro {cents}",
        "net": "Total de artículos",
        "tax": "Impuesto {rate} {percent} de {net}",
        "contained": "incl. impuesto {rate} {percent} de {net}",
        "deposit": "Depósito",
        "due": "A PAGAR",
        "cash": "A pagar en efectivo",
        "rounding": "Redondeo",
        "all": "Ahorró {cents}",
        "points": "Puntos: {points}",
        "voucher": "Para su próxima compra: {cents} menos",
        "eligible": "De esto {tender} puede pagar {cents}",
        "void": "anulado",
        "returned": "Envases devueltos",
        "refund": "devolución",
        "net_g": "{gross} bruto, {tare} tara: {net} a {price}",
        "not_proven": "Puede haber un total menor, por {cents} como mucho",
    },
}


@dataclass(frozen=True)
class Sheet:
    """What a document needs besides the receipt: names of products, language and currency, rates, headings."""

    names: Mapping[str, str]
    rules: Rules
    speech: Speech = field(default_factory=Speech)
    store: str = ""
    when: str = ""

    def told(self, saving: Saving) -> str:
        """A saving's words, with the names of the goods that it is with or for."""
        return told(saving, self.names, self.speech) or saving.offer

    def label(self, name: str, **values: str) -> str:
        """A label in the document's language, English where it is not known."""
        known = LABELS.get(self.speech.language.split("-")[0].split("_")[0], LABELS["en"])
        return known[name].format(**values)


@dataclass(frozen=True)
class Row:
    """One row: words on the left, money on the right; `kind` is "line", "note", "saving", "over", "sum" or "due".

    "over" is a saving over the whole basket, `inside` its split by line.
    """

    words: str
    money: str
    kind: str
    inside: tuple["Row", ...] = ()


def rows(receipt: Receipt, sheet: Sheet) -> list[Row]:
    """Every row of the receipt, from the lines to the points."""
    over_all = across(receipt)
    found = [row for line in receipt.lines for row in _line_rows(line, of_line(line, over_all)[1], sheet)]
    names = {line.id: sheet.names.get(line.product or "", line.product or "") for line in receipt.lines}
    return [*found, *(_over(one, names, sheet) for one in over_all), *_sums(receipt, sheet)]


def _over(one: Across, names: Mapping[str, str], sheet: Sheet) -> Row:
    """A saving over the whole basket: once, its split behind it."""
    money = sheet.speech.money
    split = tuple(Row(names[line], money(-cents), "saving") for line, cents in one.parts)
    return Row(one.words or one.offer, money(-one.cents), "over", split)


def _line_rows(line: PricedLine, own: Sequence[Saving], sheet: Sheet) -> list[Row]:
    money = sheet.speech.money
    if line.product is None:
        return [Row(sheet.label("returned"), money(line.deposit), "line")]
    name = sheet.names.get(line.product, line.product)
    if line.void:
        return [Row(f"{name} ({sheet.label('void')})", money(0), "line")]
    if line.refund:
        name = f"{name} ({sheet.label('refund')})"
    found = [Row(name, f"{money(line.regular)} {line.tax}".rstrip(), "line")]
    if line.grams is not None and line.unit != "ea":
        found.append(Row(_weight(line, sheet), "", "note"))
    elif line.qty > 1:
        found.append(Row(f"{line.qty} × {money(line.unit_price)}", "", "note"))
    for saving in own:
        words = sheet.label("saved_on", words=sheet.told(saving), cents=money(saving.cents))
        found.append(Row(words, money(-saving.cents), "saving"))
    return found


def _weight(line: PricedLine, sheet: Sheet) -> str:
    speech, gross = sheet.speech, line.grams or 0
    price = f"{speech.money(line.unit_price)}/{line.unit}"
    grams = [f"{speech.number(g)} g" for g in (gross, line.tare, max(0, gross - line.tare))]
    return sheet.label("net_g", gross=grams[0], tare=grams[1], net=grams[2], price=price)


def _sums(receipt: Receipt, sheet: Sheet) -> list[Row]:
    money = sheet.speech.money
    found = []
    if receipt.offer_savings:
        found.append(Row(sheet.label("regular"), money(receipt.regular_total), "sum"))
        found.append(Row(sheet.label("saved"), money(-receipt.offer_savings), "sum"))
    found.append(Row(sheet.label("net"), money(receipt.net_total), "sum"))
    found += _taxes(receipt, sheet)
    if receipt.deposit:
        found.append(Row(sheet.label("deposit"), money(receipt.deposit), "sum"))
    found += [Row(sheet.told(saving), money(-saving.cents), "sum") for saving in receipt.coupons]
    if receipt.rounding:
        found.append(Row(sheet.label("rounding"), money(receipt.rounding), "sum"))
    found.append(Row(sheet.label("due"), money(receipt.due), "due"))
    return found + _last(receipt, sheet)


def _taxes(receipt: Receipt, sheet: Sheet) -> list[Row]:
    nets, found = dict(receipt.nets), []
    label = "tax" if sheet.rules.tax_mode == "exclusive" else "contained"
    for rate, cents in receipt.tax:
        if nets.get(rate) or cents:
            percent = sheet.speech.percent(sheet.rules.tax_rates[rate])
            words = sheet.label(label, rate=rate, percent=percent, net=sheet.speech.money(nets.get(rate, 0)))
            found.append(Row(words, sheet.speech.money(cents), "sum"))
    return found


def _last(receipt: Receipt, sheet: Sheet) -> list[Row]:
    money, found = sheet.speech.money, []
    if receipt.cash_due != receipt.due:
        found.append(Row(sheet.label("cash"), money(receipt.cash_due), "sum"))
    if receipt.total_savings > 0:
        found.append(Row(sheet.label("all", cents=money(receipt.total_savings)), "", "note"))
    if receipt.points:
        found.append(Row(sheet.label("points", points=sheet.speech.number(receipt.points)), "", "note"))
    for tender, cents in receipt.eligible:
        found.append(Row(sheet.label("eligible", tender=tender, cents=money(cents)), "", "note"))
    for voucher in receipt.vouchers:
        found.append(Row(sheet.label("voucher", cents=money(voucher.cents)), "", "note"))
    if not receipt.proven:
        found.append(Row(sheet.label("not_proven", cents=money(receipt.open_cents)), "", "note"))
    return found


def text(receipt: Receipt, sheet: Sheet) -> str:
    """The receipt in plain text, 42 columns wide."""
    head = [line.center(WIDTH).rstrip() for line in (sheet.store, sheet.when) if line]
    body: list[str] = []
    seen_sum = False
    for row in rows(receipt, sheet):
        if row.kind in ("over", "sum", "due") and not seen_sum:
            body.append("-" * WIDTH)
            seen_sum = True
        body += _text_row(row)
    return "\n".join([*head, *([""] if head else []), *body]) + "\n"


def _text_row(row: Row) -> list[str]:
    indent = "  " if row.kind in ("note", "saving") else ""
    room = WIDTH - len(row.money) - (1 if row.money else 0)
    lines = textwrap.wrap(row.words, room, initial_indent=indent, subsequent_indent=indent + "  ") or [""]
    return [*lines[:-1], f"{lines[-1]:<{room}} {row.money}" if row.money else lines[-1]]


STYLE = """body{font:16px/1.4 system-ui,sans-serif;max-width:28rem;margin:2rem auto;padding:0 1rem;color:#111}
table{width:100%;border-collapse:collapse}td{padding:.15rem 0;vertical-align:top}
td+td{text-align:right;white-space:nowrap}
.note td,.saving td{padding-left:1rem;color:#555}
.saving td,.over td{color:#06662e}summary{cursor:pointer}.due td{font-size:1.4rem;font-weight:700;
border-top:2px solid}h1{font-size:1.2rem;margin:0}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}
.note td{color:#aaa}.saving td,.over td{color:#7fd99a}}"""


def _html_row(row: Row) -> str:
    """A row of the page's table; what is behind it opens with a touch."""
    words = escape(row.words)
    if row.inside:
        words = f"<details><summary>{words}</summary><table>{''.join(map(_html_row, row.inside))}</table></details>"
    return f'<tr class="{row.kind}"><td>{words}</td><td>{escape(row.money)}</td></tr>'


def html(receipt: Receipt, sheet: Sheet) -> str:
    """The same rows as one page that needs nothing else: no script, no font, no picture."""
    body = "\n".join(map(_html_row, rows(receipt, sheet)))
    language = escape(sheet.speech.language, quote=True)
    title = escape(sheet.store or sheet.label("due"))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>\n'
        f"<body><h1>{escape(sheet.store)}</h1><p>{escape(sheet.when)}</p>\n<table>\n{body}\n</table></body></html>\n"
    )
