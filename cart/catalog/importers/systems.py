"""How common shop systems name the columns of the product lists that they export: data, for the importer of tables.

A list is a system's where it has all of its telling columns. Names count without case. A column that is not listed is
ignored, and named. "+" joins a cell to the product's name (a variant's); "own" is the shop's own number, used where
there is no GTIN; "weighed" says whether a product is sold by weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    """A shop system: the columns that tell it, and what its columns are to us."""

    name: str
    telling: frozenset[str]
    columns: Mapping[str, str]


SYSTEMS = (
    System(
        "Square",
        frozenset({"item name", "variation name"}),
        {
            "item name": "name", "variation name": "+", "sku": "own", "gtin": "gtin", "price": "price",
            "category": "department", "categories": "department", "reporting category": "department",
        },
    ),
    System(
        "Loyverse",
        frozenset({"handle", "default price"}),
        {
            "name": "name", "sku": "own", "barcode": "gtin", "default price": "price", "category": "department",
            "sold by weight": "weighed", "option 1 value": "+", "option 2 value": "+", "option 3 value": "+",
        },
    ),
    System(
        "Odoo",
        frozenset({"name", "sales price"}),
        {
            "name": "name", "sales price": "price", "barcode": "gtin", "internal reference": "own",
            "product category": "department", "pos product category": "department", "unit of measure": "unit",
        },
    ),
    System(
        "Odoo (technical names)",
        frozenset({"name", "list_price"}),
        {
            "name": "name", "list_price": "price", "barcode": "gtin", "default_code": "own", "categ_id": "department",
            "categ_id/name": "department", "uom_id": "unit", "uom_id/name": "unit",
        },
    ),
    System(
        "Shopify",
        frozenset({"title", "variant price"}),
        {
            "title": "name", "variant price": "price", "variant barcode": "gtin", "variant sku": "own",
            "type": "department", "product category": "department",
            "option1 value": "+", "option2 value": "+", "option3 value": "+",
        },
    ),
    System(
        "Lightspeed X",
        frozenset({"name", "retail_price"}),
        {
            "name": "name", "retail_price": "price", "sku": "own", "barcode": "gtin", "product_category": "department",
            "type": "department", "variant_option_one_value": "+", "variant_option_two_value": "+",
        },
    ),
    System(
        "Lightspeed R",
        frozenset({"system id", "item"}),
        {
            "item": "name", "price": "price", "default price": "price", "upc": "gtin", "ean": "gtin",
            "category": "department",
        },
    ),
)  # fmt: skip

PLAIN_NAMES: Mapping[str, tuple[str, ...]] = {
    "gtin": (
        "barcode", "bar code", "ean", "ean13", "ean-13", "ean code", "upc", "upc-a", "upc code", "gtin-13", "gtin-12",
        "strichcode", "barcode/ean", "código de barras", "codigo de barras", "code-barres", "code barres",
        "streepjescode",
    ),
    "plu": ("plu code", "plu number", "plu-nummer"),
    "name": (
        "product", "product name", "item", "item name", "title", "item description", "product description",
        "bezeichnung", "artikelbezeichnung", "artikel", "produkt", "nombre", "producto", "nombre del producto",
        "nom", "désignation", "produit", "naam", "omschrijving", "nome", "prodotto", "nazwa",
    ),
    "price": (
        "selling price", "retail price", "sale price", "unit price", "sales price", "sell price", "price (usd)",
        "preis", "verkaufspreis", "vk-preis", "precio", "precio de venta", "prix", "prix de vente", "prijs",
        "prezzo", "cena",
    ),
    "department": (
        "category", "dept", "department name", "product category", "group", "warengruppe", "kategorie", "categoría",
        "categoria", "departamento", "catégorie", "rayon", "categorie", "reparto", "kategoria",
    ),
    "unit": ("uom", "unit of measure", "sold by", "einheit", "unidad", "unité", "eenheid"),
}  # fmt: skip
PLAIN = System("", frozenset(), {name: column for column, names in PLAIN_NAMES.items() for name in names})
"""Names that people give their own columns, besides the importer's."""
