"""The words of the pages that staff use: each key in English and in Spanish."""

from collections.abc import Mapping

LANGUAGES = ("en", "es")

NAVIGATION = {
    "catalogue": ("Catalogue", "Catálogo"), "office": ("Office", "Oficina"),
    "menu": ("Pages", "Páginas"), "skip": ("To the content", "Al contenido"),
}  # fmt: skip

DESK = {
    "in_force": ("In force", "En vigor"),
    "nothing_in_force": ("Nothing yet: carts have nothing to sell.", "Nada aún: los carros no tienen qué vender."),
    "from_folder": ("the folder that the store was started with", "la carpeta con la que se inició la tienda"),
    "release": ("Release {}", "Publicación {}"),
    "by": ("by {}", "de {}"),
    "by_carts": ("weights that carts have learnt", "pesos que los carros han aprendido"),
    "products": ("products", "productos"), "offers": ("offers", "ofertas"),
    "prices_in": ("prices in {}", "precios en {}"),
    "new_files": ("New files", "Archivos nuevos"),
    "what_files": (
        "Products (a table of any system, or PriceFull), offers (TOML, CSV, PromoFull), store.toml, plan.toml: one or "
        "all of them. What you do not give stays as it is. Nothing changes for shoppers before you publish.",
        "Productos (una tabla de cualquier sistema, o PriceFull), ofertas (TOML, CSV, PromoFull), store.toml, "
        "plan.toml: uno o todos. Lo que no se da queda como está. Nada cambia para los clientes antes de publicar.",
    ),
    "choose": ("Files", "Archivos"),
    "meaning": ("The files name", "Los archivos nombran"),
    "all_goods": ("all goods: the others go", "todos los artículos: los demás se van"),
    "only_changes": ("only changes: the others stay", "solo cambios: los demás quedan"),
    "currency": ("Currency, where store.toml does not say", "Moneda, si store.toml no la dice"),
    "usual": ("as it is", "la de ahora"),
    "look": ("See what changes", "Ver qué cambia"),
    "releases": ("Releases", "Publicaciones"),
    "again": ("Bring back", "Recuperar"), "gone_files": ("files no longer kept", "archivos ya no guardados"),
    "draft": ("Not published yet", "Aún sin publicar"),
    "draft_again": ("Not published yet: release {} again", "Aún sin publicar: otra vez la publicación {}"),
    "publish": ("Publish", "Publicar"), "discard": ("Discard", "Descartar"),
    "trouble": ("It cannot be sold from", "No se puede vender con esto"),
    "loaded": ("loaded", "leídos"), "left_out": ("left out", "omitidos"),
    "unusable": ("cannot be used", "no se puede usar"),
    "more": ("and {} more", "y {} más"),
    "kind_products": ("products", "productos"), "kind_offers": ("offers", "ofertas"),
    "kind_terms": ("terms", "condiciones"), "kind_plan": ("plan", "plano"),
    "nothing": ("Nothing changes.", "No cambia nada."),
    "jumps": ("Prices that change by more than 30 %: look", "Precios que cambian más de un 30 %: mire"),
    "new": ("New", "Nuevos"), "gone": ("Gone", "Se van"), "dearer": ("Dearer", "Más caros"),
    "cheaper": ("Cheaper", "Más baratos"), "other": ("Otherwise changed", "Cambian en otra cosa"),
    "offers_new": ("New offers", "Ofertas nuevas"), "offers_gone": ("Offers that end", "Ofertas que acaban"),
    "offers_changed": ("Changed offers", "Ofertas que cambian"),
    "terms_change": ("Taxes or rules change.", "Cambian los impuestos o las reglas."),
    "plan_changes": ("The plan changes.", "Cambia el plano."),
}  # fmt: skip

WORDS: Mapping[str, tuple[str, str]] = {**NAVIGATION, **DESK}


def words_in(language: str) -> Mapping[str, str]:
    """All words in one of LANGUAGES."""
    which = LANGUAGES.index(language)
    return {key: both[which] for key, both in WORDS.items()}


def language_of(accepted: str) -> str:
    """The language of a browser's Accept-Language header, the first of ours that it names; English for others."""
    named = (part.split(";")[0].strip().lower()[:2] for part in accepted.split(","))
    return next((one for one in named if one in LANGUAGES), LANGUAGES[0])
