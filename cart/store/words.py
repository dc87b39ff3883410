"""The words of the pages that staff use: each key in English and in Spanish."""

from collections.abc import Mapping
from functools import cache

from cart import words

LANGUAGES = ("en", "es")

NAVIGATION = {
    "floor": ("Floor", "Tienda"), "catalogue": ("Catalogue", "Catálogo"), "office": ("Office", "Oficina"),
    "settings": ("Settings", "Ajustes"),
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

FLOOR = {
    "needs": ("Who needs you", "Quién le necesita"), "nobody": ("Nobody needs you now.", "Nadie le necesita ahora."),
    "calls_you": ("Cart {} needs a person", "El carro {} necesita a alguien"),
    "near": ("near {}", "cerca de {}"), "aisle": ("aisle {}", "pasillo {}"),
    "no_word": ("no word from the cart of late", "el carro no dice nada desde hace rato"),
    "going": ("I’m going", "Voy"), "seen": ("Seen", "Visto"), "done": ("Done", "Hecho"),
    "who_is_going": ("{} is going", "{} va hacia allá"), "who_saw": ("{} saw it", "{} lo ha visto"),
    "trips_today": ("Trips today", "Compras hoy"), "taken_today": ("Taken today", "Cobrado hoy"),
    "calls_today": ("Calls today", "Llamadas hoy"), "carts_free": ("Carts free", "Carros libres"),
    "carts": ("Carts", "Carros"),
    "search": ("Search a cart, a state, a word", "Buscar un carro, un estado, una palabra"),
    "no_carts": ("No cart belongs to this store yet. Office → Add a cart.", "Aún no hay carros. Oficina → Add a cart."),
    "cart": ("Cart {}", "Carro {}"), "since": ("since {}", "desde {}"),
    "phase_welcome": ("Free", "Libre"), "phase_shopping": ("Shopping", "Comprando"),
    "phase_find_lane": ("On the way to the lane", "De camino a la caja"),
    "phase_at_lane": ("At lane {}", "En la caja {}"), "phase_thanks": ("Paid", "Pagado"),
    "phase_staff": ("With staff", "Con personal"),
    "phase_out_of_service": ("Out of service", "Fuera de servicio"), "phase_other": ("Running", "En marcha"),
    "lines": ("{} lines", "{} líneas"), "not_heard": ("Not heard yet", "Aún sin noticias"),
    "silent": ("Silent for {}", "En silencio desde hace {}"),
    "minutes": ("{} min", "{} min"), "hours": ("{} h", "{} h"), "days": ("{} days", "{} días"),
    "sells": ("release {}", "publicación {}"), "behind": ("release {}, behind", "publicación {}, atrasada"),
    "sells_own": ("goods of its own", "artículos propios"),
    "untaken": ("does not take the newest release: {}", "no toma la publicación nueva: {}"),
    "refused_trips": ("trips that the store refuses: {}", "compras que la tienda rechaza: {}"),
    "waiting_trips": ("trips that wait to be sent: {}", "compras por enviar: {}"),
    "disk_low": ("disk nearly full: {} MB free", "disco casi lleno: {} MB libres"),
    "hot": ("hot: {} °C", "caliente: {} °C"), "help": ("help: {}", "ayuda: {}"),
    "suspect": ("look at it: a trip had other prices", "mírelo: una compra tenía otros precios"),
    "silent_in_trip": ("went silent while shopping", "calló durante una compra"),
    "never_calibrated": ("never calibrated", "nunca calibrado"),
    "calibrated": ("calibrated {} ago", "calibrado hace {}"),
    "just_now": ("moments", "unos momentos"),
    "software": ("Software", "Programa"),
    "scale": ("Scale", "Balanza"), "noise": ("noise {} g", "ruido {} g"), "drift": ("drift {} g", "deriva {} g"),
    "board": ("Computer", "Ordenador"), "disk": ("{} MB of disk free", "{} MB de disco libres"),
    "chip": ("{} °C", "{} °C"),
    "clock": ("clock {} s off", "reloj {} s desviado"), "battery": ("battery {} %", "batería {} %"),
    "charging": ("charging", "cargando"),
    "program": ("version {}", "versión {}"), "last_trips": ("Its last trips", "Sus últimas compras"),
    "no_trips": ("None yet.", "Ninguna aún."), "paid": ("paid {}", "pagado {}"), "due": ("due {}", "por pagar {}"),
    "revoke": ("Believe it no more", "No creerle más"), "revoked": ("no longer believed", "ya no se le cree"),
    "back": ("All carts", "Todos los carros"),
}  # fmt: skip

SETTINGS = {
    "settings_about": (
        "What all carts go by. What is left empty is as each cart’s own file says. Carts take it between trips.",
        "Lo que siguen todos los carros. Lo que queda vacío es como diga el archivo de cada carro. Los carros lo toman "
        "entre compras.",
    ),
    "set_by": ("Number {}, set {} by {}", "Número {}, del {}, de {}"),
    "carts_behind": ("carts that do not go by it yet: {}", "carros que aún no lo siguen: {}"),
    "own_file": ("as its own file says", "como diga su archivo"), "set": ("Set", "Fijar"),
    "set_store_name": ("The store’s name", "Nombre de la tienda"), "set_theme": ("Look", "Aspecto"),
    "set_theme_light": ("light", "claro"), "set_theme_dark": ("dark", "oscuro"), "set_sound": ("Sound", "Sonido"),
    "set_sound_on": ("on", "sí"), "set_sound_off": ("off", "no"), "set_sound_aloud": ("read aloud", "leer en voz alta"),
    "set_languages": ("Languages", "Idiomas"), "set_labels": ("Labels of the counters", "Etiquetas de los mostradores"),
    "set_own_most": ("Own things of a shopper: how many", "Cosas propias del cliente: cuántas"),
    "set_own_g": ("Own things of a shopper: grams", "Cosas propias del cliente: gramos"),
    "set_left_ask_s": ("Seconds until a left cart asks", "Segundos hasta que un carro dejado pregunta"),
    "set_left_call_s": ("Seconds more until it calls staff", "Segundos más hasta que llama al personal"),
    "set_more_urls": ("More addresses of this store, one a line", "Más direcciones de esta tienda, una por línea"),
}  # fmt: skip

REASONS = {
    "reason_": ("asks for a person", "pide a alguien"),
    "reason_left": ("took something out that the cart cannot name", "sacó algo que el carro no sabe nombrar"),
    "reason_weight": ("a weight without a scan", "un peso sin escanear"),
    "reason_differs": ("a weight that does not fit", "un peso que no cuadra"),
    "reason_produce": ("weighing produce", "pesar fruta y verdura"), "reason_member": ("the member card", "la tarjeta"),
    "reason_lane": ("at the checkout", "en la caja"),
    "reason_unknown": ("an item that is not on the list", "un artículo que no está en la lista"),
    "reason_sold": ("an item that is not sold", "un artículo que no se vende"),
    "reason_price": ("a price", "un precio"),
    "reason_left_alone": ("nobody has used the cart for long", "nadie usa el carro desde hace rato"),
    "reason_paid": ("was paid while the basket had changed", "se pagó cuando la cesta había cambiado"),
    "reason_out of service": ("the cart does not work", "el carro no funciona"),
}  # fmt: skip
"""Why a shopper calls: `reason_` + what the cart names."""

WORDS: Mapping[str, tuple[str, str]] = {**NAVIGATION, **DESK, **FLOOR, **SETTINGS, **REASONS}


@cache
def words_in(language: str) -> Mapping[str, str]:
    """All words in one of LANGUAGES; those of the cart's own screens too, under their keys there."""
    which = LANGUAGES.index(language)
    return {**words.words_in(language).texts, **{key: both[which] for key, both in WORDS.items()}}


def language_of(accepted: str) -> str:
    """The language of a browser's Accept-Language header, the first of ours that it names; English for others."""
    named = (part.split(";")[0].strip().lower()[:2] for part in accepted.split(","))
    return next((one for one in named if one in LANGUAGES), LANGUAGES[0])
