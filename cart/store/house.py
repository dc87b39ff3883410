"""The pages in the house's design: their frame, words and assets. One style sheet, one script, no other host."""

from collections.abc import Mapping
from pathlib import Path

import font_manrope
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from cart.store.html import HERE, live_page, page
from cart.store.words import language_of, words_in

router = APIRouter(include_in_schema=False)
STYLE, SCRIPT = ((HERE / name).read_text(encoding="utf-8") for name in ("house.css", "house.js"))
KEEP = {"Cache-Control": "max-age=86400"}


@router.get("/house.css")
def style() -> Response:
    """The style sheet."""
    return Response(STYLE, media_type="text/css")


@router.get("/house.js")
def script() -> Response:
    """What renews the parts of a page that change by themselves."""
    return Response(SCRIPT, media_type="text/javascript")


@router.get("/manrope.ttf")
def font() -> FileResponse:
    """The cart's typeface."""
    return FileResponse(Path(font_manrope.ManropeVariableFont_wght), media_type="font/ttf", headers=KEEP)


def words_of(request: Request) -> Mapping[str, str]:
    """The words in the browser's language."""
    return words_in(language_of(request.headers.get("Accept-Language", "")))


def house_page(request: Request, template: str, **values: object) -> HTMLResponse:
    """A page in the browser's language. `here` (floor, catalogue, office): which entry of the navigation it is."""
    language = language_of(request.headers.get("Accept-Language", ""))
    store = request.app.state.shop.settings.name
    return live_page(template, language=language, w=words_in(language), store=store, **values)


def house_part(request: Request, template: str, **values: object) -> HTMLResponse:
    """A part of a page, which the script renews."""
    return page(template, w=words_of(request), **values)
