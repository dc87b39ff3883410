"""The pages: staff's, behind a token, and the receipt on a shopper's phone."""

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from cart.identity import badge
from cart.store import people, receipts, staff
from cart.store.asking import Password, TheShop
from cart.store.calls import Spoken
from cart.store.html import SCRIPT, STYLE, live_page, moment, page
from cart.store.refused import Refused

router = APIRouter(include_in_schema=False)


def staff_only(password: Password, shop: TheShop, request: Request) -> str:
    """HTTP Basic: any name, which is who does it; the staff token as password. Who tries others waits, ever longer."""
    address = request.client.host if request.client else ""
    if wait_s := shop.logins.wait_s(address):
        raise HTTPException(429, f"Too many wrong passwords. Wait {wait_s} s.", {"Retry-After": str(wait_s)})
    if not hmac.compare_digest(password.password.encode(), shop.settings.staff_token.encode()):
        shop.logins.wrong(address)
        raise HTTPException(401, "Staff only.", {"WWW-Authenticate": 'Basic realm="Staff"'})
    shop.logins.right(address)
    return "".join(filter(str.isprintable, password.username.strip()))[:40] or "Staff"


def same_site(request: Request) -> None:
    """A form of another site may not press our buttons. Browsers name where it stood (Origin, else Referer) with every
    form, also over plain HTTP, where they send no Fetch Metadata.
    """
    stood = request.headers.get("Origin") or request.headers.get("Referer")
    if request.method == "POST" and stood and urlsplit(stood).netloc != request.headers.get("Host"):
        raise Refused(403, "This button was pressed on another site.")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, "This button was pressed on another site.")


Who = Annotated[str, Depends(staff_only)]
ByStaff = [Depends(staff_only), Depends(same_site)]


@router.get("/")
def front() -> RedirectResponse:
    """To the staff page."""
    return RedirectResponse("/staff")


@router.get("/style.css")
def style() -> Response:
    """The pages' style sheet."""
    return Response(STYLE, media_type="text/css")


@router.get("/staff.js")
def script() -> Response:
    """What renews the list of calls, without loading the page again under a finger."""
    return Response(SCRIPT, media_type="text/javascript")


@router.get("/staff", dependencies=ByStaff)
def staff_page(shop: TheShop, who: Who) -> HTMLResponse:
    """Carts, lanes, sessions and totals."""
    return live_page("staff.html", language="en", who=who, calls=staff.calls(shop), **staff.values(shop))


@router.get("/staff/calls", dependencies=ByStaff)
def open_calls(shop: TheShop) -> HTMLResponse:
    """The shoppers who call for a person: the part of the page that renews itself."""
    return page("calls.html", calls=staff.calls(shop))


@router.post("/staff/calls", dependencies=ByStaff)
def answer_call(shop: TheShop, who: Who, call: Annotated[str, Form()], said: Annotated[Spoken, Form()]) -> Response:
    """A person of the store answers a call; the cart's screen says so."""
    shop.calls.answer(call, said, who, shop.settings.now())
    return RedirectResponse("/staff", status_code=303)


@router.get("/staff/devices", dependencies=ByStaff)
def devices(shop: TheShop) -> HTMLResponse:
    """The carts and lanes: another part of the page that renews itself."""
    return page("devices.html", devices=staff.devices(shop))


@router.post("/staff/codes", dependencies=ByStaff)
def new_code(shop: TheShop, who: Who) -> HTMLResponse:
    """The same page with a new one-time code for a lane."""
    shown = staff.values(shop, code=str(shop.new_code("lane")))
    return live_page("staff.html", language="en", who=who, calls=staff.calls(shop), **shown)


@router.post("/staff/carts", dependencies=ByStaff)
def add_carts(shop: TheShop, who: Who, request: Request, uses: Annotated[int, Form(ge=1, le=10)]) -> HTMLResponse:
    """The same page with a code for new carts to look at: it names this store by the address that staff came by."""
    invited = shop.invite(str(request.base_url).rstrip("/"), uses)
    shown = staff.values(shop, invited=invited)
    return live_page("staff.html", language="en", who=who, calls=staff.calls(shop), **shown)


@router.post("/staff/badges", dependencies=ByStaff)
def give_badge(
    shop: TheShop,
    who: Who,
    person: Annotated[str, Form()],
    role: Annotated[badge.Role, Form()],
    hours: Annotated[int, Form(ge=1, le=badge.MOST_SHIFT_S // 3600)],
) -> HTMLResponse:
    """The same page with a new badge for a person's shift, to print or to photograph."""
    text = shop.give_badge(person, role, hours * 3600, who)
    shown = staff.values(shop) | {"badge": people.shown(text, person, hours)}
    return live_page("staff.html", language="en", who=who, calls=staff.calls(shop), **shown)


@router.post("/staff/badges/back", dependencies=ByStaff)
def take_badge_back(shop: TheShop, given: Annotated[str, Form()]) -> RedirectResponse:
    """From now on no cart that hears of it lets this badge in."""
    shop.records.badges.take_back(given, shop.settings.now())
    return RedirectResponse("/staff", status_code=303)


@router.post("/staff/alarms", dependencies=ByStaff)
def seen(shop: TheShop, device: Annotated[str, Form()]) -> RedirectResponse:
    """A person saw what a cart told."""
    shop.records.badges.seen(device)
    return RedirectResponse("/staff", status_code=303)


@router.post("/staff/revoke", dependencies=ByStaff)
def revoke(shop: TheShop, device: Annotated[str, Form()]) -> RedirectResponse:
    """From now on nobody believes this device."""
    shop.records.revoke(device, shop.settings.now())
    return RedirectResponse("/staff", status_code=303)


@router.post("/staff/looked", dependencies=ByStaff)
def looked(shop: TheShop, device: Annotated[str, Form()]) -> RedirectResponse:
    """A person looked at a cart that had other prices than the store's: it is no longer suspect."""
    shop.records.releases.seen(device)
    shop.records.suspect(device, "")
    return RedirectResponse("/staff", status_code=303)


@router.post("/staff/left", dependencies=ByStaff)
def put_back(shop: TheShop, sid: Annotated[str, Form()]) -> RedirectResponse:
    """A person has put the goods of a cart that was left back on the shelves."""
    shop.records.put_back(sid)
    return RedirectResponse("/staff", status_code=303)


@router.post("/staff/relearn", dependencies=ByStaff)
def relearn(shop: TheShop, product: Annotated[str, Form()]) -> RedirectResponse:
    """What was learnt of its weight is forgotten: it is learnt anew."""
    shop.weights.relearn(product)
    return RedirectResponse("/staff", status_code=303)


@router.post("/staff/accept", dependencies=ByStaff)
def accept(shop: TheShop, product: Annotated[str, Form()]) -> RedirectResponse:
    """A person vouches for the weight that carts agree on."""
    shop.weights.accept(product)
    return RedirectResponse("/staff", status_code=303)


@router.post("/staff/unteach", dependencies=ByStaff)
def unteach(shop: TheShop, sid: Annotated[str, Form()]) -> RedirectResponse:
    """What one trip taught about weights never was."""
    shop.weights.undo(sid, shop.settings.now())
    return RedirectResponse("/staff", status_code=303)


@router.get("/r/{token}")
def receipt(token: str, shop: TheShop) -> HTMLResponse:
    """The receipt for the shopper's phone."""
    session = shop.by_page(token)
    if session is None:
        raise Refused(404, "This receipt is not here yet. Load the page again in a minute.")
    if session.trouble:
        raise Refused(404, "This receipt is with the store's staff: ask them for it.")
    paid = shop.sales.paid(session.sid, session.cart)
    shown = receipts.values(session, shop.sales.outcomes.sold(session, paid), paid)
    name = shop.settings.name
    return page("receipt.html", store=name, title=name, when=moment(session.received), **shown)
