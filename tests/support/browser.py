"""A real Chromium without a window, driven through its own pipe: no other program, no port, no package."""

import base64
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
LONGEST_S = 60.0


class Chromium:
    """`with Chromium(folder) as page:` one page. Skips the test where no Chromium is installed."""

    def __init__(self, folder: Path) -> None:
        program = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if program is None:
            pytest.skip("no Chromium here: apt-get install chromium")
        self._count, self._session = 0, ""
        to_read, self._out = os.pipe()
        self._in, to_write = os.pipe()
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"]
        command = [program, *options, f"--user-data-dir={folder}", "about:blank"]
        script = f'exec 3<&{to_read} 4>&{to_write}; exec "$@"'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "chromium", *command],
            pass_fds=(to_read, to_write), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._rest = b""

    def __enter__(self) -> "Chromium":
        target = self.say("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.say("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return self

    def __exit__(self, *_: object) -> None:
        self._session = ""
        self.say("Browser.close")
        os.close(self._out)
        os.close(self._in)
        self._process.wait(LONGEST_S)

    def say(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol, and its result."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._count:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            self._rest += os.read(self._in, 65_536)
        one, _, self._rest = self._rest.partition(b"\0")
        return json.loads(one)

    def open(self, url: str) -> None:
        self.say("Page.navigate", url=url)

    def ask(self, script: str) -> Any:
        """What a line of JavaScript gives."""
        return self.say("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def text(self) -> str:
        return self.ask("document.body ? document.body.innerText : ''") or ""

    def click(self, selector: str) -> None:
        """A mouse presses the middle of it."""
        middle = "(r => [r.x + r.width / 2, r.y + r.height / 2])"
        x, y = self.ask(f"{middle}(document.querySelector('{selector}').getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            self.say("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def until(self, words: str, meanwhile=lambda: None) -> float:
        """Seconds until the page shows `words`."""
        began = time.monotonic()
        while words not in self.text():
            meanwhile()
            assert time.monotonic() - began < LONGEST_S, self.text()[:600]
        return time.monotonic() - began

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.say("Page.captureScreenshot")["data"]))
