"""One HTTP exchange with the store: bounded in time and size, no redirects, every failure a StoreError."""

import gzip
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
import tenacity

from cart.errors import StoreError
from cart.identity import signed
from cart.identity.enrolment import Identity

MOST_BYTES, WORTH_PACKING = 64 << 20, 1400
ATTEMPTS, LONGEST_WAIT_S = 3, 30.0
HERE, PATIENT_S = ("localhost", "127.0.0.1", "::1"), 120.0
Wait = Callable[[float], object]


def timeout_for(url: str, usual_s: float) -> float:
    """Seconds to wait for an answer from `url`. On the way to a store on this very machine nothing gets lost: where it
    does not answer at once the machine is busy, and it is waited for; one that is not there refuses at once.
    """
    return max(usual_s, PATIENT_S) if urlsplit(url).hostname in HERE else usual_s


class Unreachable(StoreError):
    """No answer at all, or none now: there is no use in asking for more in this turn."""


@dataclass(frozen=True)
class Answer:
    """Status, headers and body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Busy(Unreachable):
    """The store asks to come again later (503, 429). `after_s`: when."""

    def __init__(self, after_s: float) -> None:
        super().__init__("The store is busy. The session is kept and sent again.")
        self.after_s = after_s


class Http:
    """Exchanges with one store. `wait` is how it waits between tries (an Event's wait: a stop ends it at once); `more`
    are other addresses of it: who answered last is asked first, and where it does not answer the next one is.
    """

    def __init__(self, url: str, timeout_s: float, wait: Wait, more: tuple[str, ...] = ()) -> None:
        self._urls, self._timeout_s = [one.rstrip("/") for one in (url, *more)], timeout_s
        self._session = requests.Session()
        self._session.trust_env = False
        self._packs = False
        self._tries = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Busy), stop=tenacity.stop_after_attempt(ATTEMPTS),
            wait=_asked_wait, sleep=lambda seconds: _waited(wait, seconds), reraise=True,
        )  # fmt: skip

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """One exchange; a busy store is asked again a few times. Raises StoreError."""
        return self._tries(self._somewhere, method, path, body, dict(headers or {}))

    def _somewhere(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        for _ in self._urls[1:]:
            try:
                return self._once(method, path, body, headers)
            except Busy:
                raise
            except Unreachable:
                self._urls = [*self._urls[1:], self._urls[0]]
        return self._once(method, path, body, headers)

    @property
    def _url(self) -> str:
        return self._urls[0]

    def signed(self, identity: Identity, method: str, path: str, body: bytes = b"", query: str = "") -> Answer:
        """An exchange signed by this device; the `query` is not covered by the signature. A large body goes packed to a
        store that has said that it unpacks them; what is signed is what is sent.
        """
        packed = self._packs and len(body) >= WORTH_PACKING
        sent = gzip.compress(body, mtime=0) if packed else body
        headers = signed.headers(identity.id, identity.key, method, path, sent)
        coding = {"Content-Encoding": "gzip"} if packed else {}
        return self.ask(method, f"{path}?{query}" if query else path, sent, headers | coding)

    def close(self) -> None:
        """Lets the connections go."""
        self._session.close()

    def _once(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        try:
            with self._session.request(
                method, self._url + path, data=body or None, headers=dict(headers), stream=True,
                timeout=self._timeout_s, allow_redirects=False,
            ) as reply:  # fmt: skip
                answer = Answer(reply.status_code, reply.headers, self._read(reply))
        except (requests.RequestException, ValueError) as error:
            why = f"The store {self._url} does not answer ({type(error).__name__})."
            raise Unreachable(f"{why} Check the address and the network.") from error
        self._packs = "gzip" in answer.headers.get("Accept-Encoding", "")
        if answer.status in (429, 503):
            raise Busy(_seconds(answer.headers.get("Retry-After", "")))
        return answer

    def _read(self, reply: requests.Response) -> bytes:
        end, parts, size = time.monotonic() + 10 * self._timeout_s, [], 0
        for part in reply.iter_content(65_536):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES or time.monotonic() > end:
                raise StoreError(f"The store {self._url} sends without end. Is this address the store's?")
        return b"".join(parts)


def _waited(wait: Wait, seconds: float) -> None:
    wait(seconds)


def _asked_wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return min(error.after_s if isinstance(error, Busy) else 1.0, LONGEST_WAIT_S)


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() else 1.0
