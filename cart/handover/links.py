"""Where a shopper's phone finds the receipt."""

import hashlib


def page_token(sid: str) -> str:
    """The receipt page's secret name: 128 bits from the sid, so that the cart can show the link with the store away."""
    return hashlib.sha256(b"dashcart receipt page " + sid.encode()).hexdigest()[:32]


def receipt_link(url: str, sid: str) -> str:
    """The address of the receipt page at the store `url`."""
    return f"{url.rstrip('/')}/r/{page_token(sid)}"
