"""Who asks, and how much: the body within its bound, and the signature over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from cart.errors import TokenError
from cart.identity import signed
from cart.store.records import Device
from cart.store.shop import Refused, Shop


def shop_of(request: Request) -> Shop:
    """The store behind this request."""
    shop: Shop = request.app.state.shop
    return shop


TheShop = Annotated[Shop, Depends(shop_of)]


async def body_of(request: Request, shop: TheShop) -> bytes:
    """The whole body. Raises Refused (413) as soon as it is too big, however much is still to come."""
    parts, size, most = [], 0, shop.settings.most_bytes
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refused(413, f"More than {most} bytes. The cart keeps the session; call staff.")
        parts.append(part)
    return b"".join(parts)


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
