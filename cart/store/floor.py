"""The floor's pages: who needs a person, the day in four figures, every cart, and a cart's own page."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from cart.handover.money import money
from cart.store.asking import TheShop
from cart.store.calls import SILENT_S, Kept, Spoken
from cart.store.daybook import Trip
from cart.store.house import house_page, house_part, words_of
from cart.store.html import moment
from cart.store.pages import ByStaff, Who
from cart.store.records import Device
from cart.store.refused import Refused
from cart.store.shop import Shop
from cart.store.staff import clock
from cart.store.tiles import Look, Tile, Words, rank, short

router = APIRouter(prefix="/staff/floor", dependencies=ByStaff, include_in_schema=False)
HERE, MANY_TRIPS = "floor", 20


@router.get("")
def floor(shop: TheShop, who: Who, request: Request) -> HTMLResponse:
    """The whole floor."""
    words = words_of(request)
    return house_page(request, "floor.html", here=HERE, who=who, now=shop.settings.now(), **_needs(shop, words),
                      **_carts(shop, words))  # fmt: skip


@router.get("/needs")
def needs(shop: TheShop, request: Request) -> Response:
    """Who needs a person: the part that renews itself twice a second."""
    return _part(request, "floor_needs.html", _needs(shop, words_of(request)))


@router.get("/carts")
def carts(shop: TheShop, request: Request) -> Response:
    """The figures and the carts: the part that renews itself every few seconds."""
    return _part(request, "floor_carts.html", _carts(shop, words_of(request)))


def _part(request: Request, template: str, shown: Mapping[str, object]) -> Response:
    """A part of the page; 304 where it is as the browser has it, so that nothing moves under a finger."""
    answer = house_part(request, template, **shown)
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    answer.headers["ETag"] = tag
    return answer


@router.post("/calls")
def answer(shop: TheShop, who: Who, call: Annotated[str, Form()], said: Annotated[Spoken, Form()]) -> RedirectResponse:
    """A person answers a shopper's call; the cart's screen says so."""
    shop.calls.answer(call, said, who, shop.settings.now())
    return RedirectResponse(router.prefix, status_code=303)


@router.post("/revoke")
def revoke(shop: TheShop, cart: Annotated[str, Form()]) -> RedirectResponse:
    """From now on nobody believes this cart."""
    shop.records.revoke(cart, shop.settings.now())
    return RedirectResponse(f"{router.prefix}/cart/{cart}", status_code=303)


@router.get("/cart/{cart}")
def one_cart(shop: TheShop, who: Who, request: Request, cart: str) -> HTMLResponse:
    """All that is known of one cart."""
    device = shop.records.device(cart)
    if device is None or device.role != "cart":
        raise Refused(404, "No cart of this name belongs to this store.")
    look, heard = _look(shop, words_of(request)), shop.fleet.heard().get(cart)
    trips = [_trip(one) for one in shop.records.day.trips_of(cart, MANY_TRIPS)]
    shown = {"heard": heard, "beat": heard.beat if heard else None, "trips": trips, "revoked": device.revoked}
    when = {"since": moment(heard.since()), "at": look.ago(heard.at)} if heard else {}
    return house_page(request, "cart.html", here=HERE, who=who, look=look, tile=_tile(shop, look, device), when=when,
                      **shown)  # fmt: skip


def _look(shop: Shop, words: Words) -> Look:
    release = shop.releases.look()
    return Look(shop.settings.now(), release.version if release else "", words)


def _tile(shop: Shop, look: Look, device: Device) -> Tile:
    calls = {one.cart: one for one in shop.calls.open()}
    return look.tile(device, shop.fleet.heard().get(device.id), calls.get(device.id))


def _needs(shop: Shop, words: Words) -> dict[str, object]:
    now = shop.settings.now()
    return {"calls": [_call(one, now, words) for one in shop.calls.open()]}


def _call(one: Kept, now: int, words: Words) -> dict[str, object]:
    where = [words["aisle"].format(one.aisle)] if one.aisle else []
    where += [words["near"].format(one.near)] if one.near else []
    reason = words.get(f"reason_{one.reason}", one.reason)
    return {"call": one.call, "cart": short(one.cart), "where": " · ".join(where), "said": one.said, "who": one.who,
            "reason": reason, "since": one.since, "waits": clock(now - one.since),
            "silent": now - one.heard > SILENT_S}  # fmt: skip


def _carts(shop: Shop, words: Words) -> dict[str, object]:
    look = _look(shop, words)
    heard, calls = shop.fleet.heard(), {one.cart: one for one in shop.calls.open()}
    known = [one for one in shop.records.devices() if one.role == "cart" and one.revoked is None]
    tiles = sorted((look.tile(one, heard.get(one.id), calls.get(one.id)) for one in known), key=rank)
    midnight = int(datetime.fromtimestamp(look.now).replace(hour=0, minute=0, second=0).timestamp())
    taken = shop.records.day.taken_since(midnight)
    free = sum(tile.tone == "leaf" for tile in tiles)
    figures = (
        (words["trips_today"], str(shop.records.day.trips_since(midnight))),
        (words["taken_today"], " ".join(money(cents, currency) for currency, cents in taken.items()) or "–"),
        (words["calls_today"], str(shop.calls.since(midnight))),
        (words["carts_free"], f"{free} / {len(tiles)}"),
    )
    return {"figures": figures, "tiles": tiles}


def _trip(one: Trip) -> dict[str, object]:
    return {"page": one.page, "sid": one.sid[:8], "when": moment(one.received), "due": money(one.due, one.currency),
            "paid": money(one.paid, one.currency) if one.paid is not None else ""}  # fmt: skip
