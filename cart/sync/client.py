"""The store as a cart sees it. Nothing that it says counts unless the store signed it: a captive portal can say 200."""

import base64
import binascii
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nacl.exceptions import BadSignatureError

from cart.errors import BadInput, StoreError, TokenError
from cart.identity import keys, signed
from cart.identity.enrolment import Identity, fingerprint
from cart.sync import alarms, calls, clock, pictures, wire
from cart.sync import beat as beats
from cart.sync.alarms import Alarm
from cart.sync.beat import Beat, Newest
from cart.sync.calls import Answer as CallAnswer
from cart.sync.calls import Call
from cart.sync.changes import MANNER, changed, digest
from cart.sync.clock import TimeWord
from cart.sync.http import Answer, Http
from cart.sync.wire import StoreReceipt

CATALOG_PURPOSE, CHANGE_PURPOSE = b"dashcart catalog ", b"dashcart catalog change "
REFUSALS = (400, 403, 409, 413, 422)
MOST_CATALOG = 256 << 20
FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Refusal:
    """The store will not take a session as it is; sending it again would change nothing."""

    words: str


@dataclass(frozen=True)
class CatalogFiles:
    """The store's catalog: its version, and its files by name."""

    version: str
    files: Mapping[str, bytes]


class StoreClient:
    """Asks the store in this device's name. Raises StoreError when it cannot be asked or does not answer as agreed."""

    def __init__(self, identity: Identity, http: Http) -> None:
        self._me, self._http = identity, http

    def put(self, sid: str, body: bytes) -> StoreReceipt | Refusal:
        """Delivers a session: the store's signed receipt, or why it will never take it."""
        answer = self._http.signed(self._me, "PUT", f"/v1/sessions/{sid}", body)
        if answer.status in REFUSALS:
            return self._refusal(answer, sid, body)
        expect(answer, 200, 201)
        try:
            receipt = wire.read_receipt(_unbase64(table_of(answer).get("receipt")), {keys.STORE: self._me.store_key})
        except TokenError as error:
            raise StoreError("The answer is not signed by the store (a Wi-Fi log-in page?). It is kept.") from error
        if receipt.sid != sid:
            raise StoreError("The store signed for another session. This one is kept and sent again.")
        return receipt

    def _refusal(self, answer: Answer, sid: str, body: bytes) -> Refusal:
        """Why the store will never take this body, in its signed words. A portal's or a proxy's no is none."""
        try:
            told = wire.read_refusal(_unbase64(table_of(answer).get("refusal")), {keys.STORE: self._me.store_key})
        except TokenError as error:
            raise StoreError(f"Refused ({answer.status}), and not by the store's signed word. It is kept.") from error
        if (told.sid, told.body) != (sid, signed.digest_of(body)):
            raise StoreError("The store refused another session. This one is kept and sent again.")
        return Refusal(told.words)

    def paid(self, sid: str) -> str:
        """The paid word (cart.handover.paid) of a session, "" while it is not paid. Not yet verified."""
        answer = self._http.signed(self._me, "GET", f"/v1/sessions/{sid}")
        expect(answer, 200)
        return str(table_of(answer).get("paid") or "")

    def call(self, call: Call) -> CallAnswer | None:
        """Tells the store of a shopper's call; what a person there said to it. None: a store that takes no calls."""
        answer = self._http.signed(self._me, "PUT", "/v1/call", calls.pack(call))
        if answer.status in (404, 405):
            return None
        expect(answer, 200)
        try:
            return calls.read(_unbase64(table_of(answer).get("answer")), {keys.STORE: self._me.store_key})
        except TokenError as error:
            raise StoreError(
                "The answer is not signed by the store (a Wi-Fi log-in page?). It is asked again."
            ) from error

    def time(self) -> TimeWord | None:
        """What time it is at the store, signed for this one question. None: a store that does not say."""
        nonce = clock.question()
        answer = self._http.ask("GET", f"/v1/time/{nonce}")
        if answer.status == 404:
            return None
        expect(answer, 200)
        try:
            return clock.read(answer.body, {keys.STORE: self._me.store_key}, nonce)
        except TokenError as error:
            raise StoreError("The time is not signed by the store (a log-in page?). It is asked again.") from error

    def key_list(self) -> bytes:
        """The store's signed key list (cart.identity.keylist verifies it)."""
        answer = self._http.ask("GET", "/v1/keys")
        expect(answer, 200)
        return answer.body

    def badges(self) -> bytes | None:
        """The store's signed list of badges taken back (cart.identity.badge); None: a store that gives no badges."""
        answer = self._http.ask("GET", "/v1/badges")
        if answer.status == 404:
            return None
        expect(answer, 200)
        return answer.body

    def alarm(self, alarm: Alarm) -> None:
        """Tells staff; a store that takes no alarms is told in vain."""
        expect(self._http.signed(self._me, "PUT", "/v1/alarm", alarms.pack(alarm)), 204, 404, 405)

    def beat(self, beat: Beat) -> Newest | None:
        """Tells how this cart does; what is newest at the store. None: a store that takes no beats."""
        answer = self._http.signed(self._me, "PUT", "/v1/beat", beats.pack(beat))
        if answer.status in (404, 405):
            return None
        expect(answer, 200)
        try:
            return beats.read_newest(answer.body)
        except BadInput as error:
            raise StoreError(f"{error} (A Wi-Fi log-in page?)") from error

    def settings(self) -> bytes:
        """The store's signed settings (cart.sync.settings verifies them)."""
        answer = self._http.ask("GET", "/v1/settings")
        expect(answer, 200)
        return answer.body

    def catalog(self, version: str, files: Mapping[str, bytes] | None = None) -> CatalogFiles | None:
        """The store's catalog, or None where `version` is still the newest. An older one is refused, though signed.

        `files`: what the cart has of `version`; then only what has changed may come.
        """
        own = files if files and version.endswith(f"-{digest(files)}") else None
        asking = {"If-None-Match": f'"{version}"'} | ({"A-IM": MANNER} if own else {})
        answer = self._http.ask("GET", "/v1/catalog", headers=asking)
        if answer.status in (304, 404):
            return None
        expect(answer, 200, *([226] if own else []))
        newest = answer.headers.get("ETag", "").strip('"')
        self._check_catalog(answer, newest)
        if self._serial(newest) < self._serial(version):
            raise StoreError("The catalog is older than the cart's (an old answer, sent again?). The cart keeps it.")
        if newest == version:
            return None
        if answer.status == 200 or own is None:
            return CatalogFiles(newest, _unzip(answer.body))
        made = _flat(changed(own, answer.body))
        return CatalogFiles(newest, made) if newest.endswith(f"-{digest(made)}") else self.catalog(version)

    def picture(self, name: str) -> bytes | None:
        """A picture of the store's goods; None where it has none of this name."""
        answer = self._http.ask("GET", f"/v1/pictures/{name}")
        if answer.status in (404, 405):
            return None
        expect(answer, 200)
        if len(answer.body) > pictures.MOST_BYTES:
            raise StoreError(f"The picture {name} is too big. The goods are shown without it.")
        self._verify(answer, pictures.PURPOSE + name.encode() + b" ", f"The picture {name}")
        return answer.body

    def close(self) -> None:
        """Lets the connections go."""
        self._http.close()

    def _serial(self, version: str) -> int:
        """The number of a version of this store's catalog, which only ever rises; 0: another store's, or none."""
        number, _, rest = version.partition("-")
        return int(number) if rest.startswith(fingerprint(self._me.store_key)) and number.isdecimal() else 0

    def _check_catalog(self, answer: Answer, version: str) -> None:
        purpose = CHANGE_PURPOSE if answer.status == 226 else CATALOG_PURPOSE
        self._verify(answer, purpose + version.encode() + b" ", "The catalog")

    def _verify(self, answer: Answer, of: bytes, what: str) -> None:
        try:
            self._me.store_key.verify(of + answer.body, _unbase64(answer.headers.get("DashCart-Signature")))
        except (BadSignatureError, ValueError, TokenError) as error:
            raise StoreError(f"{what} is not signed by the store. The cart keeps the one that it has.") from error


def expect(answer: Answer, *wanted: int) -> None:
    """Raises StoreError for any other status."""
    if answer.status not in wanted:
        raise StoreError(f"The store answered {answer.status} ({words_of(answer)}). It is tried again.")


def words_of(answer: Answer) -> str:
    """What the store says, bounded; a page of HTML says nothing."""
    try:
        return str(table_of(answer).get("detail", ""))[:300]
    except StoreError:
        return "no reason given"


def table_of(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer. Raises StoreError for anything else."""
    try:
        table = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise StoreError("The store's answer is no JSON (a Wi-Fi log-in page?). It is tried again.") from error
    if not isinstance(table, dict):
        raise StoreError("The store's answer is not as agreed. It is tried again.")
    return table


def _unbase64(text: object) -> bytes:
    try:
        return base64.b64decode(str(text or ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise TokenError("The store's signature is damaged.") from error


def _flat(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those whose names are names, and no paths."""
    return {name: data for name, data in files.items() if FILE_NAME.fullmatch(name)}


def _unzip(data: bytes) -> dict[str, bytes]:
    """The files of a flat archive, bounded. Raises StoreError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(item.compress_type not in PACKED for item in archive.infolist()):
                raise ValueError("packed in another way than agreed")
            if sum(item.file_size for item in archive.infolist()) > MOST_CATALOG:
                raise StoreError("The store's catalog is too big. The cart keeps the one that it has.")
            return {name: archive.read(name) for name in archive.namelist() if FILE_NAME.fullmatch(name)}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise StoreError(f"The store's catalog is damaged ({error}). The cart keeps the one that it has.") from error
