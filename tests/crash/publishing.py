"""A store that publishes a draft again and again, each time killed one line later; tells what then counts.

python -m tests.crash.publishing RELEASES PART: one JSON list, the price in force after each kill, until one came
through. Only the lines of what touches the disk count.
"""

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from cart.identity import files
from cart.store.desk import drafts
from cart.store.desk.assortment import opened
from cart.store.desk.drafts import Drafts

TOUCH_THE_DISK = (drafts.__file__, files.__file__)


def killed_after(lines: int, desk: Drafts, part: str) -> bool:
    """Publishes in a process of its own; whether that was killed before it had run so many lines."""
    pid = os.fork()
    if pid == 0:
        _publish(lines, desk, part)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def _publish(left: int, desk: Drafts, part: str) -> None:
    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in TOUCH_THE_DISK:
            return None
        left -= event == "line"
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return step

    sys.settrace(step)
    desk.publish(part, "Maria", 7)
    os._exit(0)


def price(desk: Drafts) -> int:
    assert desk.standing is not None
    return opened(desk.standing).products[0].price_cents


def main(releases: str, part: str) -> None:
    desk, seen = Drafts(Path(releases)), []
    while killed_after(len(seen), desk, part):
        seen.append(price(desk))
    print(json.dumps([*seen, price(desk)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
