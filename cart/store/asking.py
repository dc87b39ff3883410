"""Who asks, and how much: the body within its bound, and the signature over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cart.errors import TokenError
from cart.identity import signed
from cart.store.records import Device
from cart.store.refused import Refused
from cart.store.shop import Shop


def shop_of(request: Request) -> Shop:
    """The store behind this request."""
    shop: Shop = request.app.state.shop
    return shop


TheShop = Annotated[Shop, Depends(shop_of)]


class Bounded:
    """Lets no request's body grow beyond `most_bytes`, whoever asks for what: a form and JSON are read before staff's
    password and a device's proof are looked at.
    """

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app, self._most = app, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI. Raises Refused (413) into whoever reads, as soon as it is too much, however much is still to come."""
        left = self._most

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise Refused(413, f"More than {self._most} bytes. The cart keeps the session; call staff.")
            return message

        await self._app(scope, counted, send)


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


def signed_by(request: Request, shop: TheShop, body: Body) -> Signed:
    """The device that signed this request. Raises Refused (401)."""
    claimed = (request.headers.get(signed.DEVICE, ""), request.headers.get(signed.SIGNATURE, ""))
    device = shop.records.device(claimed[0])
    if device is None or device.revoked is not None:
        raise Refused(401, "This device is not enrolled here, or no longer. Enrol it again.")
    try:
        signed.check(claimed, {device.id: device.key}, request.method, request.url.path, body)
    except TokenError as error:
        raise Refused(401, str(error)) from error
    return Signed(device, body)


FromDevice = Annotated[Signed, Depends(signed_by)]
Password = Annotated[HTTPBasicCredentials, Depends(HTTPBasic(realm="Staff"))]


def json_body(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What OpenAPI says of a body that is read raw because its signature covers its bytes."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": dict(schema)}}}}
