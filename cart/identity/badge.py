"""A person's badge: signed by the store for one person, one role and one shift, and taken back at any time.

`DCB:` and the base64url of a COSE_Sign1 by the store. A plain number is no badge: anybody prints one.
"""

import base64
import binascii
import secrets
from collections.abc import Callable, Collection
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

import cbor2
from nacl.signing import SigningKey, VerifyKey

from cart.errors import TokenError, TooOften
from cart.identity import cose
from cart.identity.files import write_atomically
from cart.identity.keys import STORE
from cart.tables import parse

PREFIX, PURPOSE, LIST_PURPOSE = "DCB:", b"dashcart badge", b"dashcart badges taken back"
MOST_NAME, MOST_SHIFT_S, EARLY_S = 24, 16 * 3600, 300
WRONG, DEAF_S = 3, 60.0
Role = Literal["clerk", "manager", "admin"]
NO = "This badge is not valid here now. Get a new one on the store's staff page."
WAIT = "Too many wrong badges. Wait a minute."


@dataclass(frozen=True)
class Badge:
    """Whose it is: `id` names this badge, `since` and `until` are seconds since 1970."""

    id: str
    person: str
    role: Role
    since: int
    until: int

    @property
    def who(self) -> str:
        """As facts and pages name who acted: the person, and the badge."""
        return f"{self.person} {self.id}"


def new(person: str, role: Role, since: int, shift_s: int) -> Badge:
    """A badge that nobody has had. Raises TokenError: no name, or more than a shift."""
    name = "".join(filter(str.isprintable, person)).strip()
    if not 1 <= len(name.encode()) <= MOST_NAME:
        raise TokenError(f"A badge needs a name of 1 to {MOST_NAME} letters.")
    if not 0 < shift_s <= MOST_SHIFT_S:
        raise TokenError(f"A badge is for one shift: {MOST_SHIFT_S // 3600} hours at most.")
    return Badge(secrets.token_hex(4), name, role, since, since + shift_s)


def make(badge: Badge, key: SigningKey) -> str:
    """The text of the badge's QR code."""
    signed = cose.sign(cbor2.dumps(list(astuple(badge))), key, STORE, PURPOSE)
    return PREFIX + base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def read(text: str, store_key: VerifyKey) -> Badge:
    """The badge in `text`. Raises TokenError where the store did not sign it as one."""
    plain = text.removeprefix(PREFIX)
    try:
        signed = base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise TokenError(NO) from error
    _, payload = cose.verify(signed, {STORE: store_key}, PURPOSE)
    fields = cose.decode(payload)
    if not isinstance(fields, list) or len(fields) != len(Badge.__dataclass_fields__):
        raise TokenError(NO)
    return parse(Badge, dict(zip(Badge.__dataclass_fields__, fields, strict=True)), "badge", TokenError)


@dataclass(frozen=True)
class TakenBack:
    """The badges that are not valid any more though their shift is not over, as the store said `at` (s since 1970)."""

    at: int = 0
    badges: tuple[str, ...] = ()


def sign(listing: TakenBack, key: SigningKey) -> bytes:
    """The list as the store publishes it."""
    return cose.sign(cbor2.dumps([listing.at, list(listing.badges)]), key, STORE, LIST_PURPOSE)


def _listed(message: bytes, store_key: VerifyKey) -> TakenBack:
    _, payload = cose.verify(message, {STORE: store_key}, LIST_PURPOSE)
    match cose.decode(payload):
        case [int(at), list(badges)] if all(isinstance(one, str) for one in badges):
            return TakenBack(at, tuple(badges))
    raise TokenError("This is no list of badges.")


class TakenBackFile:
    """The newest such list that a cart has seen, in a file; an older one never replaces it."""

    def __init__(self, path: Path, store_key: VerifyKey) -> None:
        self._path, self._store_key = path, store_key
        self.listing = _listed(path.read_bytes(), store_key) if path.exists() else TakenBack()

    def badges(self) -> Collection[str]:
        """The badges' ids."""
        return self.listing.badges

    def renew(self, message: bytes) -> None:
        """Takes a list that the store sent. Raises TokenError where it is not the store's."""
        listing = _listed(message, self._store_key)
        if listing.at > self.listing.at and listing.badges != self.listing.badges:
            write_atomically(self._path, message)
        if listing.at > self.listing.at:
            self.listing = listing


class Gate:
    """Whom a badge lets in at a cart. After three wrong ones in a row it hears none for a minute, and raises `alarm`.

    `epoch` is the time of day (s since 1970), `now` monotonic seconds.
    """

    def __init__(
        self,
        store_key: VerifyKey,
        taken_back: Callable[[], Collection[str]],
        epoch: Callable[[], int],
        now: Callable[[], float],
        alarm: Callable[[], None],
    ) -> None:
        self._store_key, self._taken_back, self._epoch, self._now = store_key, taken_back, epoch, now
        self._alarm, self._wrong, self._deaf_until = alarm, 0, 0.0

    def admits(self, text: str) -> str:
        """Who comes. Raises TooOften while it is deaf, else TokenError: this badge is none."""
        if self._now() < self._deaf_until:
            raise TooOften(WAIT)
        try:
            badge = self._valid(text)
        except TokenError:
            self._count()
            raise
        self._wrong = 0
        return badge.who

    def _valid(self, text: str) -> Badge:
        badge = read(text, self._store_key)
        if not badge.since - EARLY_S <= self._epoch() < badge.until or badge.id in self._taken_back():
            raise TokenError(NO)
        return badge

    def _count(self) -> None:
        self._wrong += 1
        if self._wrong >= WRONG:
            self._wrong, self._deaf_until = 0, self._now() + DEAF_S
            self._alarm()
