"""Taking sessions in: signature and chain are looked at, the body is durable, and the store says so.

What the trip comes to is worked out after that, beside it (cart.store.backlog).
"""

from nacl.signing import SigningKey

from cart.errors import FactError
from cart.handover.links import page_token
from cart.store.records import Records, Session
from cart.store.refused import Refused
from cart.store.settings import Settings
from cart.sync import wire
from cart.sync.wire import SessionDocument, StoreReceipt


class Intake:
    """The carts' side of one store."""

    def __init__(self, settings: Settings, records: Records, key: SigningKey) -> None:
        self._settings, self._records, self._key = settings, records, key

    def take(self, sid: str, cart: str, body: bytes) -> tuple[bool, Session]:
        """Takes a session: whether it is new, and what is kept. Raises Refused (422).

        The same body again changes nothing. Another body is refused, unless the new chain goes on from the stored one
        (the shopper went back to shopping) and no lane has claimed or sold it.
        """
        session = self._session(sid, cart, body)
        return (True, session) if self._records.insert(session) else self._again(session)

    def _again(self, session: Session) -> tuple[bool, Session]:
        known = self._records.session(session.sid, session.cart)
        if known is None:
            raise Refused(503, "The session was forgotten just now. Send it again.")
        if known.body == session.body:
            return False, known
        if not _goes_on(wire.unpack(known.body), wire.unpack(session.body)):
            raise Refused(422, "Another session is stored under this sid. Call staff; the cart keeps this one.")
        if not self._records.extend(session, known.head, self._settings.now()):
            raise Refused(422, "A lane is selling this session, or has sold it. Call staff; the cart keeps this one.")
        return False, session

    def _session(self, sid: str, cart: str, body: bytes) -> Session:
        try:
            document = wire.unpack(body)
        except FactError as error:
            raise Refused(422, str(error)) from error
        if (document.sid, document.cart) != (sid, cart):
            raise Refused(422, "The session is another one than the address and the signature say.")
        if not document.facts:
            raise Refused(422, "A session without a fact is none.")
        now = self._settings.now()
        receipt = wire.sign_receipt(StoreReceipt(sid, cart, document.head, at=now), self._key)
        return Session(sid, cart, document.head, body, receipt, page_token(sid), received=now)


def _goes_on(old: SessionDocument, new: SessionDocument) -> bool:
    """Whether the new chain begins with the whole old one."""
    return new.facts[: len(old.facts)] == old.facts
