"""The store in this process: on a thread of its own, on a loopback port that the system chooses."""

import socket
import threading

import uvicorn

from cart.errors import StoreError
from cart.store.api import create_app
from cart.store.settings import Settings
from cart.store.shop import Shop


class Server:
    """`with Server(settings) as server:` answers at `server.url` until the block ends."""

    def __init__(self, settings: Settings, port: int = 0, host: str = "127.0.0.1") -> None:
        self._app = create_app(settings)
        try:
            self._socket = socket.create_server((host, port))
        except OSError as error:
            self.shop.close()
            raise StoreError(f"Port {port} of {host} cannot be used ({error}). Choose another: --port 8081.") from error
        self.url = f"http://{host}:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(self._app, log_level="warning", timeout_graceful_shutdown=3))
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
