"""The pages: staff's, behind a token, and the receipt on a shopper's phone."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from cart.identity.enrolment import Role
from cart.store import receipts, staff
from cart.store.asking import Password, TheShop
from cart.store.html import STYLE, moment, page
from cart.store.shop import Refused

router = APIRouter(include_in_schema=False)


def staff_only(password: Password, shop: TheShop) -> None:
    """HTTP Basic: any name, the staff token as password."""
    if not hmac.compare_digest(password.password.encode(), shop.settings.staff_token.encode()):
        raise HTTPException(401, "Staff only.", {"WWW-Authenticate": 'Basic realm="Staff"'})


def same_site(request: Request) -> None:
    """A form of another site may not press our buttons (Fetch Metadata; browsers send it by themselves)."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, "This button was pressed on another site.")


ByStaff = [Depends(staff_only), Depends(same_site)]


@router.get("/")
def front() -> RedirectResponse:
    """To the staff page."""
    return RedirectResponse("/staff")


@router.get("/style.css")
def style() -> Response:
    """The pages' style sheet."""
    return Response(STYLE, media_type="text/css")


@router.get("/staff", dependencies=ByStaff)
def staff_page(shop: TheShop) -> HTMLResponse:
    """Carts, lanes, sessions and totals."""
    return page("staff.html", language="en", **staff.values(shop))


@router.post("/staff/codes", dependencies=ByStaff)
def new_code(shop: TheShop, role: Annotated[Role, Form()]) -> HTMLResponse:
    """The same page with a new one-time code."""
    return page("staff.html", language="en", **staff.values(shop, str(shop.new_code(role)), role))


@router.post("/staff/revoke", dependencies=ByStaff)
def revoke(shop: TheShop, device: Annotated[str, Form()]) -> RedirectResponse:
    """From now on nobody believes this device."""
    shop.records.revoke(device, shop.settings.now())
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
    session = shop.records.by_page(token)
    if session is None:
        raise Refused(404, "This receipt is not here yet. Load the page again in a minute.")
    paid = shop.records.settlement(session.sid)
    shown = receipts.values(session, shop.sold(session, paid), paid)
    name = shop.settings.name
    return page("receipt.html", store=name, title=name, when=moment(session.received), **shown)
