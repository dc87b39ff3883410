"""The page on which staff set what all carts go by."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from cart.codes.templates import REGIONS
from cart.errors import ConfigError
from cart.store.asking import TheShop
from cart.store.house import house_page
from cart.store.html import moment
from cart.store.pages import ByStaff, Who

router = APIRouter(prefix="/staff/settings", dependencies=ByStaff, include_in_schema=False)
HERE, MOST_LINES = "settings", 8

CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("screen", "theme"): ("light", "dark"), ("screen", "sound"): ("on", "off", "aloud"),
}  # fmt: skip
SEVERAL: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("screen", "languages"): ("en", "es"), ("store", "labels"): tuple(REGIONS),
}  # fmt: skip
NUMBERS = (("trip", "own_most"), ("trip", "own_g"), ("trip", "left_ask_s"), ("trip", "left_call_s"))
TEXTS = (("cart", "store_name"),)
LINES = (("store", "more_urls"),)

Reader = Callable[[FormData, str], Any]


@router.get("")
def settings(shop: TheShop, who: Who, request: Request, trouble: str = "") -> HTMLResponse:
    """What is set, and who set it."""
    kept = shop.fleet_settings.kept
    behind = [cart for cart, heard in shop.fleet.heard().items() if heard.beat.config < kept.number]
    fields = {"choices": CHOICES, "several": SEVERAL, "numbers": NUMBERS, "texts": TEXTS, "lines": LINES}
    return house_page(request, "settings.html", here=HERE, who=who, kept=kept, when=moment(kept.at), fields=fields,
                      trouble=trouble, behind=len(behind))  # fmt: skip


@router.post("")
async def set_them(shop: TheShop, who: Who, request: Request) -> Any:
    """From now on these: carts take them between trips."""
    async with request.form(max_fields=64) as form:
        try:
            shop.fleet_settings.set(_parts(form), who, shop.settings.now())
        except ConfigError as error:
            return settings(shop, who, request, str(error))
    return RedirectResponse(router.prefix, status_code=303)


def _parts(form: FormData) -> dict[str, dict[str, Any]]:
    """What the form sets; what is left empty is each cart's own. Raises ConfigError for a number that is none."""
    found: dict[str, dict[str, Any]] = {}
    ways: tuple[tuple[Any, Reader], ...] = (
        (CHOICES, _text), (TEXTS, _text), (SEVERAL, _several), (NUMBERS, _number), (LINES, _lines)
    )  # fmt: skip
    for fields, read in ways:
        for part, key in fields:
            if (value := read(form, f"{part}.{key}")) not in ("", None, []):
                found.setdefault(part, {})[key] = value
    return found


def _text(form: FormData, name: str) -> str:
    return "".join(filter(str.isprintable, str(form.get(name, "")))).strip()[:80]


def _several(form: FormData, name: str) -> list[str]:
    return [str(one) for one in form.getlist(name)]


def _lines(form: FormData, name: str) -> list[str]:
    return [line.strip() for line in str(form.get(name, "")).splitlines() if line.strip()][:MOST_LINES]


def _number(form: FormData, name: str) -> int | float | None:
    text = _text(form, name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise ConfigError(f"{name}: {text[:20]!r} is no whole number.")
    return float(text) if name.endswith("_s") else int(text)
