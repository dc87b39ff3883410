"""Price-transparency feeds: the XML in which chains publish all prices of a store (PriceFull), gzip or plain.

Element names differ between chains: an item is a `Line`, an `Item` or a `Product`; its name `ItemName` or `ItemNm`;
`bIsWeighted` is also spelt `blsWeighted`. Case does not count. Prices contain tax. Entities and document types are
refused: these are files from strangers.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

import cart.catalog.importers.cells as cells
from cart.catalog.content import content_of_feed
from cart.catalog.importers.rows import Check, Found, Progress, RowProblem, Seen, checked
from cart.catalog.importers.source import Source
from cart.catalog.product import Product
from cart.errors import CatalogError

_ITEMS = ("line", "item", "product")
_NAMES = ("itemname", "itemnm")
_WEIGHED = ("bisweighted", "blsweighted")
_KEYWORDS = ("manufacturername", "manufactureritemdescription")
_MOST_PIECES, _LONGEST_PIECE = 64, 4_096
_LONGEST_NUMBER = 6
"""Numbers this short are the store's own, as its scales print them."""

Item = dict[str, str]


def price_xml(
    path: Path,
    progress: Progress | None = None,
    language: str = "he",
    department: str = "grocery",
    check: Check | None = None,
) -> Found:
    """The products of a PriceFull feed, and the items that are skipped. Memory does not grow with the file.

    Raises CatalogError where the file is no such feed, or holds entities. Where it breaks off after some items, these
    count and the last problem says so.
    """
    with Source(path, progress) as source:
        items, seen = _Items(), Seen(check)
        try:
            for line, item in _items(source, items):
                yield _row(item, line, seen, (language, department))
        except CatalogError as error:
            if not items.count:
                raise
            yield RowProblem(items.line, f"{error} What stands before this line is loaded.", broke_off=True)


def _items(source: Source, items: "_Items") -> Iterator[tuple[int, Item]]:
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(items)
    items.setDocumentLocator(parser)
    for chunk in source.chunks():
        broken = _fed(parser, chunk)
        yield from items.taken()
        if items.done:
            break
        if broken:
            raise CatalogError(f"{source.path} is not the XML of a price feed ({broken}): fetch it again.")
    if not items.count:
        raise CatalogError(f"{source.path} holds no items: give a PriceFull feed.")
    if not items.done:
        raise CatalogError(f"{source.path} ends too early: fetch it again.")


def _fed(parser: DefusedExpatParser, chunk: bytes) -> str:
    """Feeds the parser; gives what is wrong, or ""."""
    try:
        parser.feed(chunk)
    except SAXParseException as error:
        return f"line {error.getLineNumber()}: {error.getMessage()}"
    except DefusedXmlException:
        return "it declares a document type or entities, which are refused"
    except CatalogError:
        raise
    except (ValueError, LookupError) as error:
        return f"its encoding cannot be read: {error}"
    return ""


class _Items(ContentHandler):
    """Collects the items of a feed as they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._where = Locator()
        self.done = False
        self._depth = 0
        self._ready: list[tuple[int, Item]] = []
        self._item: Item | None = None
        self._item_line = 0
        self._text: list[str] = []

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        """SAX: who knows the line."""
        self._where = locator

    @property
    def line(self) -> int:
        """The line that is being read."""
        return self._where.getLineNumber() or 0

    def taken(self) -> list[tuple[int, Item]]:
        """The items read since the last call, each with its line."""
        ready, self._ready = self._ready, []
        return ready

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802, ARG002
        """SAX: an element starts."""
        self._depth += 1
        self._text.clear()
        if name.lower() in ("promotion", "promotions"):
            raise CatalogError("This is a feed of promotions: give the PriceFull feed for products.")
        if name.lower() in _ITEMS:
            self._item, self._item_line = {}, self.line

    def characters(self, content: str) -> None:
        """SAX: text. Of an endless one only the start is kept."""
        if self._item is not None and len(self._text) < _MOST_PIECES:
            self._text.append(content[:_LONGEST_PIECE])

    def endElement(self, name: str) -> None:  # noqa: N802
        """SAX: an element ends."""
        self._depth -= 1
        self.done = self._depth == 0
        if self._item is None:
            return
        if name.lower() in _ITEMS:
            self._ready.append((self._item_line, self._item))
            self._item = None
            self.count += 1
        else:
            self._item[name.lower()] = "".join(self._text).strip()
            self._text.clear()


def _row(item: Item, line: int, seen: Seen, defaults: tuple[str, str]) -> Product | RowProblem:
    try:
        return seen.first(checked(_product(item, *defaults)), line)
    except CatalogError as error:
        return RowProblem(line, str(error))


def _product(item: Item, language: str, department: str) -> Product:
    name = cells.text(_mended(_first(item, _NAMES)), "ItemName")
    number = item.get("itemcode", "")
    own = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    plu, gtin = (str(int(number)), None) if own else (None, cells.gtin14(number))
    inside = content_of_feed(item.get("quantity", ""), item.get("unitqty", ""))
    return Product(
        id=gtin or f"PLU{plu}",
        name=name,
        price_cents=cells.cents(item.get("itemprice", ""), "ItemPrice"),
        department=department,
        gtin=gtin,
        plu=plu,
        names={language: name},
        unit="kg" if cells.yes(_first(item, _WEIGHED), "bIsWeighted") else "ea",
        categories=(department,),
        no_discount=item.get("allowdiscount") == "0",
        keywords=_keywords(item),
        content=inside.amount if inside else 0,
        content_unit=inside.unit if inside else "g",
    )


def _mended(text: str) -> str:
    """Windows' own dashes and quotes, which some chains publish as C1 control characters, as what they were."""
    return "".join(bytes([ord(char)]).decode("cp1252", "ignore") if "\x80" <= char <= "\x9f" else char for char in text)


def _first(item: Item, names: tuple[str, ...]) -> str:
    return next((item[name] for name in names if item.get(name)), "")


def _keywords(item: Item) -> tuple[str, ...]:
    """The words of the maker and the description, as far as they can be shown."""
    try:
        return tuple(
            cells.text(_mended(text[: cells.LONGEST_TEXT]), "") for name in _KEYWORDS if (text := item.get(name))
        )
    except CatalogError:
        return ()
