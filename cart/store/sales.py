"""What the store does with lanes: a session for one, its claim, its word that it sold it, and the store's own word.

The store says "paid" in its own name only of a sale that the cart's trip bears out (cart.store.evidence). Any other
word of a lane is kept, and shown to staff: perhaps it took money without the network, and the trip is still to come.
"""

from dataclasses import replace

from nacl.signing import SigningKey

from cart.errors import BadInput
from cart.handover.money import money
from cart.handover.paid import PaidWord, make
from cart.handover.sale import Doubts
from cart.identity import keys
from cart.store import evidence
from cart.store.outcomes import Outcomes
from cart.store.records import Records, Session
from cart.store.refused import Refused
from cart.store.salebook import Settlement
from cart.store.settings import Settings
from cart.store.waitbook import NEW
from cart.sync import wire
from cart.trip.checks import in_force

COUNT = "Count this basket at the till: the cart is not in order, its shopper did nothing wrong."


class Sales:
    """The lanes' side of one store."""

    def __init__(self, settings: Settings, records: Records, key: SigningKey, outcomes: Outcomes) -> None:
        self._settings, self._records, self._key, self.outcomes = settings, records, key, outcomes

    def document(self, sid: str, cart: str = "") -> bytes:
        """The session's document, for a lane. Raises Refused (404)."""
        return _known(self._records.session(sid, cart)).body

    def claim(self, sid: str, lane: str, head: str, cart: str = "") -> None:
        """Only this lane may settle the session now. Raises Refused: another lane's, paid, or changed meanwhile."""
        session = self._records.at_head(sid, head, cart)
        if session is None:
            _known(self._records.session(sid))
            raise Refused(409, "The basket has changed. Read the cart's code again.")
        if session.lane not in ("", lane):
            raise Refused(409, f"The cart was handed over to lane {session.lane}. Go there.")
        if (paid := self._paid_before(session)) is not None:
            raise Refused(409, f"Already paid at lane {paid.lane}, receipt {paid.receipt}. Take no money.")
        if words := self.doubts(sid, session.cart).stop:
            raise Refused(409, words)
        now = self._settings.now()
        if not self._records.claim(session, lane, now, now + self._settings.claim_s):
            raise Refused(409, "The basket has changed, or another lane has it. Read the cart's code again.")

    def doubts(self, sid: str, cart: str) -> Doubts:
        """What a lane is to know before money."""
        odd, device = self._records.releases.odd(sid, cart), self._records.device(cart)
        if odd is None:
            session = self._records.session(sid, cart)
            stop = f"{COUNT} {session.trouble}" if session is not None and session.trouble else ""
            return Doubts(stop, suspect=device is not None and bool(device.suspect))
        said, due = (money(cents, odd.currency) for cents in (odd.said, odd.due))
        lines = "; ".join(odd.words.splitlines())
        return Doubts(f"{COUNT} {lines}. In all {said} in the cart, {due} in the store.", suspect=True)

    def settle(self, sale: Settlement) -> tuple[bool, bool]:
        """A lane says that it sold a session: whether that is new, and whether the trip bears it out by now.

        The store need not have the session yet. Raises Refused (409) where the lane says otherwise than before, or
        where the trip here says otherwise; what it said is kept for staff.
        """
        first = self._records.sales.keep(sale)
        said = self._records.sales.said(sale)
        if said != sale:
            told = f"lane {said.lane}, receipt {said.receipt}" if said else "another trip has this receipt's number"
            raise Refused(409, f"Already settled: {told}. Both are on the staff page; give one back.")
        self.judge(sale.sid, sale.cart)
        self._contradicted(sale)
        return first, self.paid(sale.sid, sale.cart) == sale

    def _contradicted(self, sale: Settlement) -> None:
        """Raises Refused where the trip says otherwise; one that may still go on to this basket does not yet."""
        session, said = self._records.session(sale.sid, sale.cart), self._records.sales.said(sale)
        verdict = said.verdict if said else None
        if session is not None and verdict is not None and verdict.lacking not in ("", evidence.BASKET):
            why = evidence.words(session, sale, verdict)
            raise Refused(409, f"The store does not call this paid: {why}. It is on the staff page.")

    def judge(self, sid: str, cart: str) -> None:
        """Looks again at all that lanes say of a session, once it is here."""
        session = self._records.session(sid, cart)
        if session is None or session.waiting == NEW or session.trouble:
            return
        for sale in self._records.sales.of(sid, cart):
            verdict = evidence.judged(session, sale, self.outcomes.asked(session, sale))
            if not self._records.sales.judge(sale, verdict):
                self._records.sales.judge(sale, replace(verdict, lacking=evidence.TWICE))

    def paid(self, sid: str, cart: str) -> Settlement | None:
        """The sale of a session that its trip bears out, or None."""
        return self._records.sales.paid(sid, cart)

    def paid_word(self, sid: str, cart: str = "") -> str:
        """The paid word for the cart, signed by the store; "" while the session is not paid. Raises Refused (404)."""
        session = _known(self._records.session(sid, cart))
        paid = self.paid(sid, session.cart)
        if paid is None:
            return ""
        answers = in_force(said.answer for said in paid.answers)
        word = PaidWord(sid, paid.head, paid.lane, paid.tender, paid.cents, paid.receipt, answers)
        return make(word, self._key, keys.STORE)

    def _paid_before(self, session: Session) -> Settlement | None:
        """How this basket was paid, or an earlier one of the same trip that the cart had handed to that lane."""
        if (paid := self.paid(session.sid, session.cart)) is not None:
            return paid
        told = self._records.sales.of(session.sid, session.cart)
        return next((sale for sale in told if self._earlier(session, sale)), None)

    def _earlier(self, session: Session, sale: Settlement) -> bool:
        """Whether the trip, as it was where the lane sold it, bears the sale out."""
        document = wire.unpack(session.body)
        heads = list(wire.heads(document))
        if sale.head not in heads[:-1]:
            return False
        bodies = [text.encode() for text in document.facts[: heads.index(sale.head) + 1]]
        then = wire.from_bodies(document.sid, document.cart, bodies)
        try:
            earlier = replace(session, head=then.head, body=wire.pack(then), claimed_by="")
            earlier = replace(earlier, lane=self.outcomes.of(earlier).view.lane)
            return not evidence.judged(earlier, sale, self.outcomes.asked(earlier, sale)).lacking
        except BadInput:
            return False


def _known(session: Session | None) -> Session:
    if session is None:
        raise Refused(404, "The store does not have this session (yet).")
    return session
