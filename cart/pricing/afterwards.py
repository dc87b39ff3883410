"""What a receipt is good for once it is added up: vouchers for the next trip, and how much a tender may pay of it.

Neither changes a cent of what is due. A voucher is spent as any offer with a `coupon` is.
"""

from collections.abc import Iterator
from dataclasses import replace

from cart.pricing.gates import is_open, uses_allowed
from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, BasketLine, Context, PricedLine, Receipt, Rules, Saving
from cart.pricing.offers import Offer
from cart.pricing.selectors import Match
from cart.pricing.words import WordBook


def with_afterwards(
    receipt: Receipt, basket: Basket, context: Context, store: tuple[OfferIndex, Rules, WordBook]
) -> Receipt:
    """The receipt with its vouchers and with what each tender may pay."""
    index, rules, book = store
    if not index.vouchers and not rules.eligible:
        return receipt
    earned = [(offer, _earned(offer, receipt, basket, context)) for offer in index.vouchers]
    vouchers = tuple(Saving(offer.id, book.of(offer), cents) for offer, cents in earned if cents)
    eligible = tuple((one.tender, _payable(one.match, receipt, basket, index)) for one in rules.eligible)
    return replace(receipt, vouchers=vouchers, eligible=eligible)


def _earned(offer: Offer, receipt: Receipt, basket: Basket, context: Context) -> int:
    """What a voucher is worth: an amount, or one for each full spend, on goods that offers may be on."""
    if not is_open(offer, basket, context):
        return 0
    met = _met(offer.match, receipt, basket)
    nets = [line.net for said, line in met if _is_open(said, basket)]
    spend = sum(nets)
    times = spend // offer.min_spend if offer.repeat else spend >= offer.min_spend
    return offer.amount * min(times, uses_allowed(offer, basket)) if nets else 0


def _payable(match: Match, receipt: Receipt, basket: Basket, index: OfferIndex) -> int:
    """What the goods and their deposits come to before tax, less the manufacturers' coupons for any of them."""
    met = list(_met(match, receipt, basket))
    names = {str(said.product) for said, _ in met}
    offers = {offer.id: offer for offer in index.coupons}
    paid = sum(
        coupon.cents
        for coupon in receipt.coupons
        if any(offers[coupon.offer].match.hits(name, basket.products[name]) for name in names)
    )
    return max(0, min(receipt.due, sum(line.net + line.deposit for _, line in met) - paid))


def _met(match: Match, receipt: Receipt, basket: Basket) -> Iterator[tuple[BasketLine, PricedLine]]:
    """The lines of the goods that a selector hits, as they were asked and as they were priced."""
    for said, line in zip(basket.lines, receipt.lines, strict=True):
        if said.product is not None and not said.void and match.hits(said.product, basket.products[said.product]):
            yield said, line


def _is_open(said: BasketLine, basket: Basket) -> bool:
    """Whether offers may be on the line: none is on refunds, overridden prices and what is never reduced."""
    return said.override_price is None and not said.refund and not basket.products[str(said.product)].no_discount
