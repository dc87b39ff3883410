"""The store as a lane sees it (cart.handover.lane.LaneStore), over HTTP."""

import json
from dataclasses import asdict
from urllib.parse import urlencode

from cart.errors import StoreError, TokenError
from cart.handover.book import Sold
from cart.handover.sale import NO_DOUBTS, Doubts
from cart.identity.enrolment import Identity
from cart.sync.client import expect, table_of, words_of
from cart.sync.http import Answer, Http


class LaneClient:
    """Asks the store in this lane's name. StoreError: it cannot be asked. TokenError: it says no."""

    def __init__(self, identity: Identity, http: Http) -> None:
        self._me, self._http = identity, http

    def document(self, sid: str, cart: str) -> bytes:
        """The cart's session. StoreError while the store does not have it."""
        answer = self._http.signed(self._me, "GET", f"/v1/sessions/{sid}/document", query=urlencode({"cart": cart}))
        return _allowed(answer, 200).body

    def doubts(self, sid: str, cart: str) -> Doubts:
        """What the store says of the cart's session before money; an older store says nothing."""
        answer = self._http.signed(self._me, "GET", f"/v1/sessions/{sid}/doubts", query=urlencode({"cart": cart}))
        if answer.status == 404:
            return NO_DOUBTS
        told = table_of(_allowed(answer, 200))
        return Doubts(str(told.get("stop") or ""), bool(told.get("suspect")))

    def claim(self, sid: str, cart: str, head: str) -> None:
        """From now on only this lane may settle the cart's session."""
        _allowed(self._post(f"/v1/sessions/{sid}/claim", {"head": head, "cart": cart}), 200)

    def settle(self, sold: Sold, receipt: str) -> None:
        """The session is paid at this lane."""
        table: dict[str, object] = {"head": sold.head, "cart": sold.cart, "tender": sold.tender, "cents": sold.cents,
                 "currency": sold.currency, "receipt": receipt, "at": sold.at}  # fmt: skip
        if sold.answers:
            table["answers"] = [asdict(one.answer) | {"who": one.who, "at": one.at} for one in sold.answers]
        _allowed(self._post(f"/v1/sessions/{sold.sid}/settlement", table), 200, 201)

    def _post(self, path: str, table: dict[str, object]) -> Answer:
        return self._http.signed(self._me, "POST", path, json.dumps(table).encode())


def _allowed(answer: Answer, *wanted: int) -> Answer:
    if answer.status in (403, 409, 422):
        raise TokenError(words_of(answer) or "The store says no. Call staff.")
    if answer.status == 401:
        raise StoreError("The store does not know this lane. Enrol it again: dashcart enrol --lane NAME URL CODE.")
    expect(answer, *wanted)
    return answer
