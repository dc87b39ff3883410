"""Small dated facts: all that can ever change a trip.

A fact is a frozen dataclass that carries `at` (monotonic seconds, stamped where it happens) and `trip` (stale facts
die). It is self-contained: products, prices and offers that it speaks of are in it, so a journal replays to the same
cent on any machine. `encode` gives its canonical bytes (JSON, keys sorted), `decode` reads them back strictly.
"""

import dataclasses
import json
from collections.abc import Mapping

from cart.errors import FactError
from cart.facts import bounds
from cart.facts.devices import CartRestarted as CartRestarted
from cart.facts.devices import DeviceBack as DeviceBack
from cart.facts.devices import DeviceFailed as DeviceFailed
from cart.facts.devices import LevelSeen as LevelSeen
from cart.facts.devices import StoreSeen as StoreSeen
from cart.facts.devices import Ticked as Ticked
from cart.facts.exit import CheckoutAsked as CheckoutAsked
from cart.facts.exit import HandedOver as HandedOver
from cart.facts.exit import LaneAnswer as LaneAnswer
from cart.facts.exit import LaneAnswered as LaneAnswered
from cart.facts.exit import Paid as Paid
from cart.facts.exit import ShoppingResumed as ShoppingResumed
from cart.facts.exit import TripEnded as TripEnded
from cart.facts.fact import Fact as Fact
from cart.facts.goods import BagDeclared as BagDeclared
from cart.facts.goods import BagDone as BagDone
from cart.facts.goods import CodeRefused as CodeRefused
from cart.facts.goods import CouponScanned as CouponScanned
from cart.facts.goods import ItemIsIn as ItemIsIn
from cart.facts.goods import ItemScanned as ItemScanned
from cart.facts.goods import LineRemoved as LineRemoved
from cart.facts.goods import NoticeSeen as NoticeSeen
from cart.facts.goods import ProduceAdded as ProduceAdded
from cart.facts.goods import ProduceDropped as ProduceDropped
from cart.facts.goods import ProducePicked as ProducePicked
from cart.facts.goods import PutBack as PutBack
from cart.facts.goods import QuantitySaid as QuantitySaid
from cart.facts.goods import WeightChanged as WeightChanged
from cart.facts.left import LeftAsked as LeftAsked
from cart.facts.left import StillHere as StillHere
from cart.facts.people import HelpAnswered as HelpAnswered
from cart.facts.people import HelpAsked as HelpAsked
from cart.facts.people import HelpEnded as HelpEnded
from cart.facts.people import StaffCame as StaffCame
from cart.facts.people import StaffLeft as StaffLeft
from cart.facts.people import WeightTrusted as WeightTrusted
from cart.facts.prices import PriceOverridden as PriceOverridden
from cart.facts.seen import ItemSeen as ItemSeen
from cart.facts.seen import Named as Named
from cart.facts.seen import Seen as Seen
from cart.facts.touches import Explained as Explained
from cart.facts.touches import OneMore as OneMore
from cart.facts.touches import PartLeft as PartLeft
from cart.facts.touches import TouchUndone as TouchUndone
from cart.facts.trip import BudgetSet as BudgetSet
from cart.facts.trip import LanguageChosen as LanguageChosen
from cart.facts.trip import MemberKnown as MemberKnown
from cart.facts.trip import Terms as Terms
from cart.facts.trip import TripStarted as TripStarted
from cart.tables import parse


def _kinds() -> dict[str, type[Fact]]:
    return {kind.__name__: kind for kind in Fact.__subclasses__()}


KINDS: Mapping[str, type[Fact]] = _kinds()


def encode(fact: Fact) -> bytes:
    """The canonical bytes: JSON with sorted keys, UTF-8, no white space, defaults left in."""
    table = {"fact": type(fact).__name__, **dataclasses.asdict(fact)}
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode(data: bytes) -> Fact:
    """Reads `encode`'s bytes. Raises FactError where they hold no fact of today's kinds, or one out of bounds."""
    try:
        table = json.loads(data)
        kind = KINDS[table.pop("fact")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FactError(f"These bytes hold no fact: {data[:80]!r}. Was the journal written by a newer cart?") from error
    bounds.check(table, kind.__name__)
    return parse(kind, table, kind.__name__, FactError)
