"""`dashcart run`: one cart and its screen. With no display, a scripted shopper makes a trip and leaves pictures.

dashcart run                          the demo store, a simulated cart, the virtual shelf beside the screen
dashcart run --camera 0               a real webcam with the simulated scale
dashcart run --pictures DIR --feed F  photographs of barcodes as the camera, a chain's price feed as the catalog
dashcart run --config cart.toml       a real cart, as its config says
"""

import argparse
import importlib
import os
import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from cart import logs
from cart.clock import SystemClock
from cart.config import Config, load, loads
from cart.identity import enrolment
from cart.identity.enrolment import Identity
from cart.sync import settings
from cart.sync.clock import StoreClock, boot
from cart.sync.settings import applied
from drivers.decoding.process import Decoder
from drivers.sim.world import World
from ui import environment
from ui.catalogs import Shelf, filled, newest, open_feed, open_folder
from ui.commands import anew
from ui.commands.cart import SETTINGS, Around, Running, calibrate_simulated, embedded_store, given_of, known_to, running
from ui.parts import picturefiles
from ui.places import DEMO_STORE

SCALES: dict[str, dict[str, object]] = {"sim": {"driver": "sim"}, "pins": {"driver": "hx711", "pins": "sim"}}
UNSEEN: dict[str, object] = {"driver": "sim", "fps": 5.0, "width": 640, "height": 480}
"""The scripted shopper's camera: as many frames as the rule of evidence can use (LOOK_S), and no wider than a label."""
LOG = "cart.log"
SIZES = {"1280x800": (1280, 800), "800x480": (800, 480)}


def main(argv: list[str]) -> int:
    """Runs the command; returns the exit status."""
    args = parser().parse_args(argv)
    args.no_screen = args.no_screen or not environment.has_screen(os.environ)
    if args.no_screen:
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    environment.prepare()
    logs.to_file(log_of(args))
    config = load(args.config) if args.config else None
    if config and not filled(Path(config.cart.data) / "catalog"):
        return _adopt(config)
    with ExitStack() as stack:
        cart = assemble(args, stack)
        _window(cart, unseen=args.no_screen)
        if args.no_screen:
            return int(_app("offscreen").run(cart, args.out, photographs=args.pictures is not None))
        status = int(_app("onscreen").run(cart, log_of(args)))
    return status if status != anew.AGAIN else anew.again()


def log_of(args: argparse.Namespace) -> Path:
    """Where this run's log stands: with the cart's other files."""
    return Path(load(args.config).cart.data) / LOG if args.config else args.out / LOG


def _adopt(config: Config) -> int:
    """The screen of a cart without goods to sell; then this command once more: Kivy opens a window only once."""
    importlib.import_module("ui.kiosk").fill(config.screen.width, config.screen.height)
    clock = SystemClock()
    world = World(clock) if config.simulated else None
    with Decoder() as decoder:
        adopting = _app("adopting")
        status = int(adopting.run(adopting.Newcomer(config, clock, world, decoder)))
    return status or anew.again()


def _window(cart: Running, *, unseen: bool) -> None:
    """The window, before what imports Kivy makes it: the cart's own, or one with room for a simulated cart's shelf."""
    kiosk, settings = importlib.import_module("ui.kiosk"), cart.shop.settings
    if unseen:
        kiosk.configure(settings.width, settings.height, kiosk.UNSEEN_A_S)
    elif cart.around.world is not None:
        kiosk.stand(settings.width, settings.height)
    else:
        kiosk.fill(settings.width, settings.height)


def _app(name: str) -> ModuleType:
    """Kivy reads its environment and config when it is first imported, so what imports it comes last."""
    return importlib.import_module(f"ui.commands.{name}")


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    parser = argparse.ArgumentParser("dashcart run", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--config", type=Path, help="a cart's own config (default: the demo store, simulated)")
    parser.add_argument("--camera", type=int, metavar="N", help="webcam number N instead of the simulated camera")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="a folder of photographs as the camera")
    parser.add_argument(
        "--feed", type=Path, metavar="XML", help="a price-transparency feed (.xml or .gz) as the catalog"
    )
    parser.add_argument("--promos", type=Path, metavar="XML", help="with --feed: its feed of promotions, as offers")
    parser.add_argument(
        "--scale", choices=SCALES, default="sim", help="the simulated scale: its counts, or its chip at its pins"
    )
    parser.add_argument("--size", choices=SIZES, default="1280x800", help="the screen's size in pixels")
    parser.add_argument("--no-screen", action="store_true", help="off-screen, even where there is a display")
    parser.add_argument("--out", type=Path, default=Path("out/trip"), help="off-screen: where pictures and files go")
    return parser


def assemble(args: argparse.Namespace, stack: ExitStack) -> Running:
    """A cart as the options say: from its config with its own store, or the demo with an embedded one."""
    config = load(args.config) if args.config else demo_config(args)
    data = Path(config.cart.data)
    clock = StoreClock(SystemClock(), data / "clock.json", boot())
    world = World(clock) if config.simulated else None
    if args.config:
        folder, server = data / "catalog", None
        picturefiles.look_in(folder)
        picturefiles.look_in(data)
        table, identity = open_folder(folder, print), enrolment.load(data)
        config, identity = as_known(applied(config, settings.load(data / SETTINGS)), identity)
    else:
        published = None if args.feed else DEMO_STORE
        folder, server = None, stack.enter_context(embedded_store(data.parent / "store", published))
        table = open_feed(args.feed, print, args.promos) if args.feed else open_folder(DEMO_STORE, print)
        identity = known_to(server, data, config.cart.id)
    if world is not None:
        calibrate_simulated(data, world)
    given = given_of(config, table, newest(folder) if folder else DEMO_STORE)
    decoder = stack.enter_context(Decoder(given=given))
    shelf = Shelf(table, folder)
    around = Around(world, decoder, server, decoder if given else None)
    return stack.enter_context(running(config, clock, shelf, identity, around))


def as_known(config: Config, identity: Identity | None) -> tuple[Config, Identity | None]:
    """The cart is what its store calls it; a store that moved is where the config says, else where it was."""
    if identity is None:
        return config, None
    known = (*config.store.more_urls, identity.url)
    store = replace(config.store, more_urls=tuple(url for url in known if url != config.store.url))
    config = replace(config, cart=replace(config.cart, id=identity.id), store=store if store.url else config.store)
    return config, replace(identity, url=config.store.url or identity.url)


def demo_config(args: argparse.Namespace) -> Config:
    """The simulated cart's config; its data folder starts empty."""
    home = args.out / "data"
    shutil.rmtree(home, ignore_errors=True)
    (home / "cart").mkdir(parents=True)
    width, height = SIZES[args.size]
    config = loads(DEMO.format(data=home / "cart"), "the demo config")
    return replace(
        config,
        camera=camera_of(args),
        scale=SCALES[args.scale],
        screen=replace(config.screen, width=width, height=height),
    )


def camera_of(args: argparse.Namespace) -> dict[str, object]:
    """The camera that the options name."""
    if args.pictures is not None:
        return {"driver": "folder", "path": str(args.pictures), "hold": 6, "gap": 16, "loop": False}
    if args.camera is not None:
        return {"driver": "opencv", "device": args.camera}
    return UNSEEN if args.no_screen else {"driver": "sim"}


DEMO = """
camera = {{ driver = "sim" }}
scale = {{ driver = "sim" }}
light = {{ driver = "sim" }}
sound = {{ driver = "sim" }}
voice = {{ driver = "sim" }}
[naming]
on = true
[cart]
id = "17"
data = "{data}"
"""
