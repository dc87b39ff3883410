"""The store over HTTP: `create_app(settings)`. Each endpoint is a line or two over cart.store.shop."""

import base64
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, FastAPI, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from cart.errors import BadInput, StoreError
from cart.facts import LaneAnswer
from cart.handover.book import Said
from cart.handover.sale import Doubts
from cart.identity.enrolment import Card
from cart.store import floor, health, house, pages, pictures, settingspage
from cart.store.asking import Bounded, FromDevice, TheShop, json_body
from cart.store.calls import read_call
from cart.store.desk import pages as desk
from cart.store.records import Device
from cart.store.refused import Refused
from cart.store.salebook import Settlement
from cart.store.settings import Settings
from cart.store.shop import Asked, Shop
from cart.sync import alarms, beat
from cart.sync.alarms import Alarm
from cart.sync.beat import Beat, Newest
from cart.sync.calls import Call
from cart.sync.changes import MANNER
from cart.sync.wire import SessionDocument

log = logging.getLogger(__name__)
router = APIRouter(prefix="/v1")
Sid = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Nonce = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
SECONDS_TO_COME_BACK = "2"
Count = Annotated[int, Field(ge=0, le=10**12)]
M = TypeVar("M", bound=BaseModel)


class Kept(BaseModel):
    """The store's answer to a session. `receipt` is base64 of a COSE_Sign1 by the store: only that counts."""

    receipt: str
    page: str


class Status(BaseModel):
    """How a session stands. `paid` is the paid word for the cart, "" while it is not paid."""

    sid: str
    paid: str


class Claim(BaseModel):
    """A lane's claim of a cart's session at this head (hex); an older lane does not name the cart."""

    head: str
    cart: str = ""


class Settled(BaseModel):
    """The lane's word is kept. `state`: "paid" where the cart's trip bears it out, "told" while none does."""

    receipt: str
    state: Literal["paid", "told"]


class Answer(BaseModel):
    """What a person at a lane said to a check of the basket, by whom and when; a later one corrects an earlier."""

    check: Annotated[str, Field(pattern=r"^(age|weight):[0-9]{1,9}$")]
    said: Literal["seen", "refused", "weighed", "waived"]
    gross_g: Count = 0
    who: Annotated[str, Field(max_length=100)] = ""
    at: Count = 0

    def told(self) -> Said:
        """As the store keeps it."""
        return Said(LaneAnswer(self.check, self.said, self.gross_g), self.who, self.at)


class Paid(BaseModel):
    """A lane's word that a session is paid. Money in cents, `at` in seconds since 1970.

    `answers`: what people there said before it took the money; an older lane sends none.
    """

    head: str
    cart: str
    tender: Annotated[str, Field(max_length=40)]
    cents: Count
    currency: str
    receipt: str
    at: Count
    answers: Annotated[list[Answer], Field(max_length=1000)] = []

    def settlement(self, sid: str, lane: Device) -> Settlement:
        """As the store keeps it."""
        plain, answers = self.model_dump(exclude={"answers"}), tuple(one.told() for one in self.answers)
        return Settlement(sid=sid, lane=_lane(lane.id), key=lane.public_key, **plain, answers=answers)


def create_app(settings: Settings) -> FastAPI:
    """The store's application. Its OpenAPI is at /openapi.json (no page that loads scripts from elsewhere)."""
    shop = Shop(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        shop.start()
        yield
        shop.close()

    app = FastAPI(
        title=f"{settings.name}: store backend", version="1", lifespan=lifespan, docs_url=None, redoc_url=None
    )
    app.state.shop = shop
    app.add_middleware(Bounded, most_bytes=settings.most_bytes)
    app.include_router(router)
    for one in (health, pages, house, desk, floor, settingspage, pictures):
        app.include_router(one.router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(BadInput, _bad_input)
    app.add_exception_handler(StoreError, _cannot_write)
    return app


@router.post("/enrolments", status_code=201)
def enrol(asked: Asked, shop: TheShop) -> Card:
    """Makes a cart or a lane known, on a one-time code."""
    return shop.enrol(asked)


@router.get("/keys", response_class=Response)
def key_list(shop: TheShop) -> Response:
    """The public keys of all carts and lanes: COSE_Sign1 by the store."""
    return Response(shop.key_list(), media_type="application/cose")


@router.get("/settings", response_class=Response)
def fleet_settings(shop: TheShop) -> Response:
    """What the store has set for all carts: COSE_Sign1 by the store."""
    return Response(shop.fleet_settings.signed(), media_type="application/cose")


@router.get("/badges", response_class=Response)
def badges(shop: TheShop) -> Response:
    """The badges that were taken back: COSE_Sign1 by the store."""
    return Response(shop.badges_taken_back(), media_type="application/cose")


@router.get("/time/{nonce}", response_class=Response)
def time(nonce: Nonce, shop: TheShop) -> Response:
    """What time it is here, for this one question: COSE_Sign1 by the store."""
    return Response(shop.time_word(nonce), media_type="application/cose")


@router.get("/catalog", response_class=Response, responses={304: {"description": "The version asked for is current"}})
def catalog(request: Request, shop: TheShop) -> Response:
    """The catalog's files as a zip; to a cart that says A-IM, what has changed since the version that it has (226, RFC
    3229). The ETag is the version; DashCart-Signature is the store's over it and the body.
    """
    release = shop.releases.newest()
    tag, have = {"ETag": f'"{release.version}"'}, request.headers.get("If-None-Match", "").strip('"')
    if have == release.version:
        return Response(status_code=304, headers=tag)
    changed = shop.releases.changed(have, release) if request.headers.get("A-IM") == MANNER else None
    if changed is not None:
        return Response(changed.data, 226, tag | {"IM": MANNER, "DashCart-Signature": changed.signature})
    return Response(release.data, media_type="application/zip", headers=tag | {"DashCart-Signature": release.signature})


@router.put("/sessions/{sid}", response_model=Kept, openapi_extra=json_body(TypeAdapter(SessionDocument).json_schema()))
async def put_session(sid: Sid, asked: FromDevice, shop: TheShop) -> JSONResponse:
    """Takes a session: 201 the first time, 200 for the same body again, 422 (with its signed word) for another."""
    cart = asked.only("cart")
    try:
        with shop.room():
            first, session = await run_in_threadpool(shop.put, sid, cart.device.id, cart.body)
    except Refused as no:
        if no.status != 422:
            raise
        refusal = base64.b64encode(shop.refusal(sid, cart.body, str(no))).decode()
        return JSONResponse({"detail": str(no), "refusal": refusal}, no.status)
    kept = Kept(receipt=base64.b64encode(session.receipt).decode(), page=f"/r/{session.page}")
    return JSONResponse(kept.model_dump(), 201 if first else 200)


@router.put("/call", openapi_extra=json_body(TypeAdapter(Call).json_schema()))
def call(asked: FromDevice, shop: TheShop) -> dict[str, str]:
    """A shopper's call for a person, as it stands; what a person said to it, base64 of a COSE_Sign1 by the store."""
    cart = asked.only("cart")
    return {"answer": base64.b64encode(shop.call(cart.device.id, read_call(cart.body))).decode()}


@router.put("/alarm", status_code=204, openapi_extra=json_body(TypeAdapter(Alarm).json_schema()))
def alarm(asked: FromDevice, shop: TheShop) -> None:
    """What staff must hear of a cart though no trip carries it."""
    cart = asked.only("cart")
    shop.records.badges.alarm(cart.device.id, alarms.read(cart.body))


@router.put("/beat", openapi_extra=json_body(TypeAdapter(Beat).json_schema()))
def tell_beat(asked: FromDevice, shop: TheShop) -> Newest:
    """How a cart does; what is newest here. What the answer names is fetched, and believed by its signature alone."""
    cart = asked.only("cart")
    return shop.beat(cart.device.id, beat.read(cart.body))


@router.get("/sessions/{sid}")
def status(sid: Sid, asked: FromDevice, shop: TheShop) -> Status:
    """Whether a session is paid; a cart asks of its own."""
    cart = asked.device.id if asked.device.role == "cart" else ""
    return Status(sid=sid, paid=shop.sales.paid_word(sid, cart))


@router.get("/sessions/{sid}/document", response_class=Response)
def document(sid: Sid, asked: FromDevice, shop: TheShop, cart: str = "") -> Response:
    """The session that this cart brought, for a lane; an older lane does not name the cart."""
    asked.only("lane")
    return Response(shop.sales.document(sid, cart), media_type="application/json")


@router.get("/sessions/{sid}/doubts")
def doubts(sid: Sid, asked: FromDevice, shop: TheShop, cart: str = "") -> Doubts:
    """What a lane is to know before it sells this session."""
    asked.only("lane")
    return shop.ready(sid, cart).doubts(sid, cart)


@router.post("/sessions/{sid}/claim", openapi_extra=json_body(Claim.model_json_schema()))
def claim(sid: Sid, asked: FromDevice, shop: TheShop) -> dict[str, str]:
    """Gives the session to this lane alone, until it is paid or some minutes have passed."""
    body = _read(Claim, asked.only("lane").body)
    shop.ready(sid, body.cart).claim(sid, _lane(asked.device.id), body.head, body.cart)
    return {"lane": _lane(asked.device.id)}


@router.post("/sessions/{sid}/settlement", openapi_extra=json_body(Paid.model_json_schema()))
def settle(sid: Sid, asked: FromDevice, shop: TheShop, response: Response) -> Settled:
    """The session is paid, says this lane: 201 the first time, 200 again, 409 where the session says otherwise."""
    body = _read(Paid, asked.only("lane").body)
    first, paid = shop.settle(body.settlement(sid, asked.device))
    response.status_code = 201 if first else 200
    return Settled(receipt=body.receipt, state="paid" if paid else "told")


def _read(kind: type[M], body: bytes) -> M:
    try:
        return kind.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise Refused(422, f"The body is not as agreed: {error.errors()[0]['msg']}.") from error


def _lane(device: str) -> str:
    return device.removeprefix("lane-")


def _refused(_: Request, error: Exception) -> JSONResponse:
    status = error.status if isinstance(error, Refused) else 500
    headers = {"Retry-After": SECONDS_TO_COME_BACK} if status == 503 else {}
    return JSONResponse({"detail": str(error)}, status, headers)


def _bad_input(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 422)


def _cannot_write(request: Request, error: Exception) -> JSONResponse:
    """The disk is full, or fails: who asks comes again, and staff find the reason in the log."""
    log.error("%s", error)
    return _refused(request, Refused(503, "The store cannot keep anything just now. It is asked again."))
