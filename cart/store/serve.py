"""The store in this process: on a thread of its own, on a loopback port that the system chooses."""

import socket
import threading
from functools import partial
from typing import Any

import uvicorn

from cart.errors import StoreError
from cart.store.api import create_app
from cart.store.door import Door
from cart.store.settings import Settings
from cart.store.shop import Shop

BACKLOG = 1024


def _listening(host: str, port: int) -> socket.socket:
    """A socket that says that it is TCP: only then does asyncio switch off Nagle's delay (40 ms an answer)."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError:
        made.close()
        raise
    return made


class Server:
    """`with Server(settings) as server:` answers at `server.url` until the block ends."""

    def __init__(self, settings: Settings, port: int = 0, host: str = "127.0.0.1") -> None:
        self._app = create_app(settings)
        try:
            self._socket = _listening(host, port)
        except OSError as error:
            self.shop.close()
            raise StoreError(f"Port {port} of {host} cannot be used ({error}). Choose another: --port 8081.") from error
        self.url = f"http://{host}:{self._socket.getsockname()[1]}"
        door: Any = partial(Door, settings.limits)
        config = uvicorn.Config(self._app, http=door, ws="none", log_level="error", timeout_graceful_shutdown=3)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)

    @property
    def shop(self) -> Shop:
        """The store behind it: for codes and records."""
        shop: Shop = self._app.state.shop
        return shop

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self.wait()
        self._socket.close()

    def wait(self) -> None:
        """Waits until the server has ended."""
        self._thread.join()

    def end(self, *_: object) -> None:
        """Asks the server to end; `wait` sees it. May be a signal's handler."""
        self._server.should_exit = True

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])
