"""How the store is, for whoever watches over it: `GET /healthz`."""

from fastapi import APIRouter
from pydantic import BaseModel

from cart.store.asking import TheShop

router = APIRouter()


class Health(BaseModel):
    """The store answers and its file can be read. `waiting`: trips that are not worked out yet, the oldest for
    `oldest_s` seconds.
    """

    waiting: int
    oldest_s: int


@router.get("/healthz")
def health(shop: TheShop) -> Health:
    """Whether the store answers, and how far it is behind."""
    waiting, since = shop.records.waits.lag()
    return Health(waiting=waiting, oldest_s=max(0, shop.settings.now() - since) if waiting else 0)
