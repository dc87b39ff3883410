"""Who asks, and how much: the body within its bound, and the signature over it."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cart.errors import TokenError
from cart.identity import signed
from cart.store.records import Device
from cart.store.refused import Refused
from cart.store.shop import Shop

MOST_ELSE = 256 << 10
UPLOAD, MOST_UPLOAD = "/staff/catalog/drafts", 64 << 20
"""Where staff give a catalog's files; nothing of them is read before it is known who sends them."""
TOO_MUCH = "More than {} bytes. The cart keeps the session; call staff."
SESSION = re.compile(r"/v1/sessions/[^/]+")
SIGNED = ("/v1/sessions/", "/v1/call", "/v1/alarm", "/v1/beat")
SIGNED_FOR = "dashcart.signed_for"
"""In a request's scope: the digest that its headers' signature was found to be for."""
PACKS = (b"accept-encoding", b"gzip")
"""Told with each answer (RFC 7694): bodies may come packed. They are signed as they are sent."""
GZIP = 31
"""zlib's number for gzip's format."""


async def shop_of(request: Request) -> Shop:
    """The store behind this request."""
    shop: Shop = request.app.state.shop
    return shop


TheShop = Annotated[Shop, Depends(shop_of)]


class Bounded:
    """Lets no request's body grow beyond what is fit for it: a session `most_bytes`, anything else MOST_ELSE.

    What a device must sign is refused before a byte of its body is read where the device is unknown, its signature does
    not fit the digest that it names, or the length that it names is too great. (An older cart names no digest: its body
    is read first.)
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app, self._most = app, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI. Raises Refused (413) into whoever reads, as soon as it is too much, however much is still to come."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        left = most = self._most_of(scope["path"])
        try:
            _early(scope, most)
        except Refused as no:
            await JSONResponse({"detail": str(no)}, no.status)(scope, receive, send)
            return

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise Refused(413, TOO_MUCH.format(most))
            return message

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["path"].startswith("/v1/"):
                message = {**message, "headers": [*message["headers"], PACKS]}
            await send(message)

        await self._app(scope, counted, telling)

    def _most_of(self, path: str) -> int:
        if path == UPLOAD:
            return MOST_UPLOAD
        return self._most if SESSION.fullmatch(path) else min(self._most, MOST_ELSE)


def _early(scope: Scope, most: int) -> None:
    """Raises Refused for what the headers alone tell."""
    headers = Headers(scope=scope)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:18]) > most:
        raise Refused(413, TOO_MUCH.format(most))
    if scope["method"] in ("PUT", "POST") and scope["path"].startswith(SIGNED):
        device, digest = _known(scope["app"].state.shop, headers), headers.get(signed.DIGEST, "")
        if digest:
            _check(device, headers, scope["method"], scope["path"], digest)
            scope[SIGNED_FOR] = digest


def _known(shop: Shop, headers: Headers) -> Device:
    """The enrolled device that says that it asks. Raises Refused (401)."""
    device = shop.records.device(headers.get(signed.DEVICE, ""))
    if device is None or device.revoked is not None:
        raise Refused(401, "This device is not enrolled here, or no longer. Enrol it again.")
    return device


def _check(device: Device, headers: Headers, method: str, path: str, digest: str) -> None:
    """Raises Refused (401) where the device has not signed for a body of this digest."""
    try:
        claimed = (device.id, headers.get(signed.SIGNATURE, ""))
        signed.check_digest(claimed, {device.id: device.key}, method, path, digest)
    except TokenError as error:
        raise Refused(401, str(error)) from error


async def body_of(request: Request) -> bytes:
    """The whole body, as its bytes were signed."""
    return await request.body()


Body = Annotated[bytes, Depends(body_of)]


@dataclass(frozen=True)
class Signed:
    """A request's body and the enrolled device that signed it."""

    device: Device
    body: bytes

    def only(self, role: str) -> "Signed":
        """The same, from a device of this role. Raises Refused (403)."""
        if self.device.role != role:
            raise Refused(403, f"Only a {role} may ask this.")
        return self


async def signed_by(request: Request, shop: TheShop, body: Body) -> Signed:
    """The device that signed this request, and its body, unpacked. Raises Refused (401, 413, 415)."""
    device, digest = _known(shop, request.headers), signed.digest_of(body)
    if request.scope.get(SIGNED_FOR) != digest:
        _check(device, request.headers, request.method, request.url.path, digest)
    return Signed(device, _unpacked(body, request.headers.get("Content-Encoding", ""), shop.settings.most_bytes))


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    """The body as it was before it was packed, never more than `most` bytes of it."""
    if coding in ("", "identity"):
        return body
    if coding != "gzip":
        raise Refused(415, "Bodies come as they are, or packed with gzip.")
    unpacking = zlib.decompressobj(wbits=GZIP)
    try:
        plain = unpacking.decompress(body, most + 1)
    except zlib.error as error:
        raise Refused(422, "The body is packed, and damaged.") from error
    if len(plain) > most:
        raise Refused(413, TOO_MUCH.format(most))
    if not unpacking.eof:
        raise Refused(422, "The body is packed, and not whole.")
    return plain


FromDevice = Annotated[Signed, Depends(signed_by)]
Password = Annotated[HTTPBasicCredentials, Depends(HTTPBasic(realm="Staff"))]


def json_body(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What OpenAPI says of a body that is read raw because its signature covers its bytes."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": dict(schema)}}}}
