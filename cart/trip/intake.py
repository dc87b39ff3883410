"""From a scanned text to the fact that it means, looked up in the catalog of this moment."""

from collections.abc import Callable, Collection

from cart.catalog.printed import goods_of
from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.clock import Clock
from cart.codes.code import Code
from cart.codes.retail import without_add_on
from cart.codes.templates import US, Template
from cart.codes.understand import understand
from cart.errors import CodeError, CouponError, TokenError, TooOften
from cart.facts import (
    CheckoutAsked,
    CodeRefused,
    CouponScanned,
    HandedOver,
    ItemScanned,
    MemberKnown,
    Paid,
    ProducePicked,
    StaffCame,
)
from cart.facts.bounds import MOST
from cart.inbox import Inbox


class Intake:
    """Posts what a code means. `catalog` gives today's snapshot, `templates` are the store's labels.

    `believe` turns a lane's paid code into the fields of `Paid`, `admits` a badge into who comes, or raise TokenError.
    A cart that belongs to no store has neither. `lanes` are the lanes that its store knows (none: it never said), and
    `phase` is the trip's: a lane's sign seen while shopping asks, it does not bind.
    """

    def __init__(
        self,
        inbox: Inbox,
        catalog: Callable[[], Snapshot],
        clock: Clock,
        templates: tuple[Template, ...] = US,
    ) -> None:
        self._inbox, self._catalog, self._clock, self._templates = inbox, catalog, clock, templates
        self.believe: Callable[[str], dict[str, object]] | None = None
        self.admits: Callable[[str], str] | None = None
        self.lanes: Callable[[], Collection[str]] = tuple
        self.phase: Callable[[], str] = str

    def scanned(self, text: str, symbology: str) -> None:
        """A text that the camera read. Never raises: what nobody sells becomes a notice.

        What a shop has no use for is silent, whatever symbol carries it: a maker's lot number, a link, a parcel label.
        """
        if text.startswith(PAID):
            self._paid(text)
            return
        code = self._understood(text, symbology)
        if code and code.kind != "other":
            self._mean(code)

    def _understood(self, text: str, symbology: str) -> Code | None:
        """What the text means; None where it is damaged, which the shopper is told."""
        try:
            code = understand(text, symbology, self._templates)
            if (code.price_cents or 0) > MOST["price_cents"]:
                raise CodeError("No label of a shop says such a price.")
            return code
        except CouponError:
            self._refuse(Code("other", "", _shown(text), symbology), "coupon")
        except CodeError:
            self._refuse(Code("other", "", _shown(text), symbology), "unknown")
        return None

    def _mean(self, code: Code) -> None:
        post = {"coupon": self._coupon, "member": self._member, "badge": self._badge, "lane": self._lane}
        post.get(code.kind, self._product)(code)

    def _refuse(self, code: Code, why: str, name: str = "") -> None:
        self._inbox.post(CodeRefused, code=code, why=why, name=name)

    def _past(self, code: Code) -> bool:
        return code.expires is not None and code.expires < self._clock.wall()[:10]

    def typed(self, text: str) -> None:
        """A text without its symbology, as a wand types it: the number of its digits tells. It is always answered."""
        text = without_add_on(text)
        kind = _TYPED.get(len(text), "CODE128") if text.isdigit() else "CODE128"
        if text.startswith(PAID):
            self._paid(text)
        elif code := self._understood(text, kind):
            self._mean(code)

    def picked(self, product: Product) -> None:
        """A product chosen on the screen: by picture, name, or number."""
        if product.sold_by_weight or product.plu:
            self._inbox.post(ProducePicked, product=product)
        else:
            self._inbox.post(ItemScanned, product=product, code=Code("gtin", product.id, product.id, "typed"))

    def _product(self, code: Code) -> None:
        product = None if _empty(code) else self._catalog().find(code)
        if product is None:
            self._refuse(code, "unknown")
        elif self._past(code):
            self._refuse(code, "expired", product.name)
        elif code.kind == "plu":
            self.picked(product)
        else:
            self._inbox.post(ItemScanned, product=product, code=code)

    def _coupon(self, code: Code) -> None:
        if self._past(code):
            self._refuse(code, "coupon_expired")
        else:
            goods = goods_of(code, self._catalog())
            self._inbox.post(CouponScanned, coupon=code.key, serial=code.serial or "", goods=goods)

    def _member(self, code: Code) -> None:
        """A card that the store does not know says nothing."""
        tiers = self._catalog().tiers_of(code.key)
        if tiers:
            self._inbox.post(MemberKnown, member=code.key, tiers=tiers)

    def _badge(self, code: Code) -> None:
        """A badge that lets nobody in is told, without what stood on it."""
        try:
            if self.admits is None:
                raise TokenError("This cart belongs to no store that could give badges.")
            self._inbox.post(StaffCame, staff=self.admits(code.text))
        except TokenError as error:
            why = "badge_wait" if isinstance(error, TooOften) else "badge"
            self._refuse(Code("badge", "", "", code.symbology), why)

    def _lane(self, code: Code) -> None:
        """Who is on the way to a lane is handed over to it; who is still shopping is asked first."""
        known = self.lanes()
        if known and code.key not in known:
            return
        if self.phase() == "shopping":
            self._inbox.post(CheckoutAsked)
        else:
            self._inbox.post(HandedOver, lane=code.key)

    def _paid(self, text: str) -> None:
        """A lane's paid code, when it is for this trip; any other says nothing."""
        try:
            fields = self.believe(text) if self.believe else {}
        except TokenError:
            return
        if fields:
            self._inbox.post(Paid, **fields)


PAID = "DCP:"
_TYPED = {8: "EAN8", 12: "UPCA", 13: "EAN13", 14: "ITF14"}


def _empty(code: Code) -> bool:
    """A store's label that says no price and no weight: the counter did not finish it, and it is not free."""
    return code.price_cents == 0 or code.weight_g == 0


def _shown(text: str) -> str:
    """A stranger's text, made safe to keep: printable ASCII, at most 48 characters."""
    return "".join(c if 32 <= ord(c) < 127 else "?" for c in text[:48])
