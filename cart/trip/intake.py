"""From a scanned text to the fact that it means, looked up in the catalog of this moment."""

from collections.abc import Callable

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.clock import Clock
from cart.codes.code import Code
from cart.codes.retail import without_add_on
from cart.codes.templates import US, Template
from cart.codes.understand import understand
from cart.errors import CodeError, TokenError
from cart.facts import CodeRefused, CouponScanned, HandedOver, ItemScanned, MemberKnown, Paid, ProducePicked, StaffCame
from cart.inbox import Inbox


class Intake:
    """Posts what a code means. `catalog` gives today's snapshot, `templates` are the store's labels.

    `badges` are the staff's; `believe` turns a lane's paid code into the fields of `Paid`, or raises TokenError.
    """

    def __init__(
        self,
        inbox: Inbox,
        catalog: Callable[[], Snapshot],
        clock: Clock,
        badges: tuple[str, ...] = (),
        templates: tuple[Template, ...] = US,
    ) -> None:
        self._inbox, self._catalog, self._clock = inbox, catalog, clock
        self._badges, self._templates = badges, templates
        self.believe: Callable[[str], dict[str, object]] | None = None

    def scanned(self, text: str, symbology: str) -> None:
        """A text that the camera, a wand or the keypad read. Never raises: what nobody sells becomes a notice."""
        if text.startswith(PAID):
            self._paid(text)
            return
        try:
            code = understand(text, symbology, self._templates)
        except CodeError:
            code = Code("other", "", _shown(text), symbology)
        post = {"coupon": self._coupon, "member": self._member, "badge": self._badge, "lane": self._lane}
        post.get(code.kind, self._product)(code)

    def typed(self, text: str) -> None:
        """A text without its symbology, as a wand types it: the number of its digits tells."""
        kinds = {8: "EAN8", 12: "UPCA", 13: "EAN13", 14: "ITF14"}
        text = without_add_on(text)
        self.scanned(text, kinds.get(len(text), "CODE128") if text.isdigit() else "CODE128")

    def picked(self, product: Product) -> None:
        """A product chosen on the screen: by picture, name, or number."""
        if product.sold_by_weight or product.plu:
            self._inbox.post(ProducePicked, product=product)
        else:
            self._inbox.post(ItemScanned, product=product, code=Code("gtin", product.id, product.id, "typed"))

    def _product(self, code: Code) -> None:
        if code.kind == "other" and code.symbology in SILENT:
            return
        product = None if _empty(code) else self._catalog().find(code)
        if product is None:
            self._inbox.post(CodeRefused, code=code, why="unknown")
        elif code.expires is not None and code.expires < self._clock.wall()[:10]:
            self._inbox.post(CodeRefused, code=code, why="expired", name=product.name)
        elif code.kind == "plu":
            self.picked(product)
        else:
            self._inbox.post(ItemScanned, product=product, code=code)

    def _coupon(self, code: Code) -> None:
        self._inbox.post(CouponScanned, coupon=code.key)

    def _member(self, code: Code) -> None:
        """A card that the store does not know says nothing."""
        tiers = self._catalog().tiers_of(code.key)
        if tiers:
            self._inbox.post(MemberKnown, member=code.key, tiers=tiers)

    def _badge(self, code: Code) -> None:
        if code.key in self._badges:
            self._inbox.post(StaffCame, staff=code.key)

    def _lane(self, code: Code) -> None:
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
SILENT = ("QRCODE", "DATAMATRIX", "QRCode", "DataMatrix")


def _empty(code: Code) -> bool:
    """A store's label that says no price and no weight: the counter did not finish it, and it is not free."""
    return code.price_cents == 0 or code.weight_g == 0


def _shown(text: str) -> str:
    """A stranger's text, made safe to keep: printable ASCII, at most 48 characters."""
    return "".join(c if 32 <= ord(c) < 127 else "?" for c in text[:48])
