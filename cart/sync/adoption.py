"""A cart becomes a store's by being shown a code: who it is, then the goods that it sells.

The store's page shows an `Invitation` as a QR code. Each step is on disk before the next one begins, and a start goes
on with whatever is not there yet: a cart is nobody's, or the store's without goods, or whole.
"""

import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from cart.errors import BadInput, StoreError, TokenError
from cart.identity import enrolment
from cart.identity.enrolment import PREFIX, PRINT, SECRET, Identity
from cart.sync.client import CatalogFiles, StoreClient
from cart.sync.enrol import WrongStore, enrol
from cart.sync.http import Http, timeout_for

Step = Literal["code", "asking", "goods", "ready"]
Trouble = Literal["", "no_code", "used", "foreign", "away", "no_goods", "bad_goods"]
MOST_URL = 200
TIMEOUT_S = 5.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Invitation:
    """A one-time code, and where the store is that made it."""

    code: str
    url: str

    def __str__(self) -> str:
        return f"{PREFIX}{self.code}@{self.url}"


def read(text: str, url: str = "") -> Invitation:
    """What a camera read (`str` of an invitation) or a person typed: a code, then the store's address.

    Without an address it is of the store at `url`, and without a scheme http. Raises TokenError.
    """
    code, address = parts(text)
    return Invitation(str(enrolment.read_code(code)), _address(address or url))


def parts(text: str) -> tuple[str, str]:
    """Code and address of a text that may not be whole yet: apart at an "@", or behind the code's 20th character."""
    if "@" in text:
        code, _, address = text.strip().partition("@")
        return code, address
    plain = re.sub(r"[\s-]", "", text)
    return plain[: SECRET + PRINT], plain[SECRET + PRINT :]


def _address(text: str) -> str:
    url = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username and (parts.port or 1)
    except ValueError:
        known = False
    if not known or len(url) > MOST_URL or not url.isprintable() or " " in url:
        raise TokenError(f"{text[:60]!r} is no store's address. It stands beside the code, as 192.168.1.4:8080.")
    return url.rstrip("/")


@dataclass(frozen=True)
class Standing:
    """How far an adoption is; `url` is the store's, once it is named, `trouble` what stands in the way."""

    step: Step = "code"
    url: str = ""
    trouble: Trouble = ""


class Adopter:
    """Enrols the cart in `folder` by what it is `shown`, and fetches the goods, a step a `turn`.

    `name` is what it would like to be called, `url` its store where the config names one. `keep` keeps a catalog and
    raises BadInput where none can be sold from it. `wait` is how an exchange waits (an Event's wait: a stop ends it).
    `turn` is for one thread (`cart.sync.worker.SyncWorker`), the rest for any.
    """

    def __init__(
        self, folder: Path, name: str, url: str, keep: Callable[[CatalogFiles], object], wait: Callable[[float], object]
    ) -> None:
        self._folder, self._name, self._url, self._keep, self._wait = folder, name, url, keep, wait
        self._lock = threading.Lock()
        self._shown: Invitation | None = None
        self._me = enrolment.load(folder)
        self.standing = Standing("goods", self._me.url) if self._me else Standing()
        self.failures = 0

    @property
    def busy(self) -> bool:
        """Whether there is something to do soon."""
        return self.standing.step in ("asking", "goods")

    def show(self, text: str) -> bool:
        """Something was read or typed; True where it is an invitation, which `turn` goes by."""
        if self.standing.step not in ("code", "asking"):
            return False
        try:
            invitation = read(text, self._url)
        except TokenError:
            self._is(trouble="no_code")
            return False
        with self._lock:
            self._shown = invitation
        self._is("asking", invitation.url)
        return True

    def turn(self) -> None:
        """The next step, or the same once more. What stands in the way is in `standing`."""
        try:
            if self._me is None:
                self._enrol()
            if self._me is not None and self.standing.step != "ready":
                self._fetch(self._me)
            self.failures = 0
        except StoreError as error:
            log.info("%s", error)
            self.failures += 1
            self._is(trouble="away")

    def _enrol(self) -> None:
        with self._lock:
            shown = self._shown
        if shown is None:
            return
        try:
            self._me = enrol(shown.url, shown.code, self._folder, "cart", self._name)
        except TokenError as error:
            log.warning("not enrolled at %s: %s", shown.url, error)
            with self._lock:
                self._shown = None if self._shown == shown else self._shown
            self._is("code", trouble="foreign" if isinstance(error, WrongStore) else "used")
            return
        self._is("goods", self._me.url)

    def _fetch(self, me: Identity) -> None:
        http = Http(me.url, timeout_for(me.url, TIMEOUT_S), self._wait)
        try:
            files = StoreClient(me, http).catalog("")
        finally:
            http.close()
        if files is None:
            self._is(trouble="no_goods")
            return
        try:
            self._keep(files)
        except BadInput as error:
            log.warning("the store's catalog %s is not taken: %s", files.version, error)
            self._is(trouble="bad_goods")
            return
        self._is("ready")

    def _is(self, step: Step | None = None, url: str = "", trouble: Trouble = "") -> None:
        now = self.standing
        self.standing = replace(now, step=step or now.step, url=url or now.url, trouble=trouble)
