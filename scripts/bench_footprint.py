"""What a cart costs its computer while nothing happens: memory (PSS, proc(5): smaps_rollup) and processor time.

scripts/bench footprint [--seconds 20] [--scan]

Off-screen, the demo's cart at rest with its embedded store; with --scan, one that has read some codes first. PSS counts
a page that several processes share in shares, so app and readers may be added up.
"""

import argparse
import importlib
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

MIB = 1024.0
GOAL_MIB = 300.0


def pss_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / MIB


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family() -> dict[str, int]:
    """This process and those that it started, by what they are."""
    children = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    (nursery,) = children[os.getpid()]
    (reader,) = children[nursery]
    return {"app": os.getpid(), "nursery": nursery, "reader": reader}


class Bench:
    def __init__(self, cart, seconds: float, scan: bool) -> None:
        self.cart, self.seconds, self.scan = cart, seconds, scan
        self.app = importlib.import_module("ui.app").DashCartApp(cart.shop)
        self.clock = importlib.import_module("kivy.clock").Clock

    def run(self) -> None:
        self.cart.parts.start()
        self.clock.schedule_interval(self._until_it_reads, 0.2)
        self.app.run()
        self.cart.parts.stop()

    def _until_it_reads(self, _: float) -> bool:
        """At rest is a cart whose eye has looked at a second of frames; `scan`: after products were held up."""
        looked = self.cart.parts.eye.looked
        products = self.cart.parts.store.catalog.snapshot().products
        if self.scan and looked < 90:
            self.cart.world.show(products[looked // 10].id[-13:], "EAN13")
            return True
        self.cart.world.hide()
        if looked < (120 if self.scan else 15):
            return True
        self.family, self.began = family(), time.monotonic()
        self.before = {name: cpu_s(pid) for name, pid in self.family.items()}
        self.clock.schedule_once(self._tell, self.seconds)
        return False

    def _tell(self, _: float) -> None:
        wall = time.monotonic() - self.began
        sizes = {name: pss_mib(pid) for name, pid in self.family.items()}
        print(f"{'':10} {'PSS MiB':>8} {'% of a core':>12}")
        for name, pid in self.family.items():
            print(f"{name:10} {sizes[name]:8.0f} {100 * (cpu_s(pid) - self.before[name]) / wall:12.1f}")
        total = sum(sizes.values())
        print(f"{'together':10} {total:8.0f}   (goal: {GOAL_MIB:.0f})")
        self.app.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long it is watched at rest")
    parser.add_argument("--scan", action="store_true", help="after some products were held up")
    args = parser.parse_args()
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    run, environment = importlib.import_module("ui.commands.run"), importlib.import_module("ui.environment")
    environment.prepare()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        cart = run.assemble(run.parser().parse_args(["--no-screen", "--out", folder]), stack)
        importlib.import_module("ui.kiosk").configure(cart.shop.settings.width, cart.shop.settings.height)
        Bench(cart, args.seconds, args.scan).run()


if __name__ == "__main__":
    main()
