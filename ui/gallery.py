"""Paints every screen: `python -m ui.gallery OUT_DIR [--only NAME] [--fast]`, at both sizes, light and dark.

With `--fast`: the large screen in light English and the small one in dark Spanish. With `--film FILE`: only the screens
of one trip, and a moving picture of them.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from cart.catalog import demo
from cart.catalog.deals import deals_near
from cart.catalog.snapshot import Snapshot
from cart.catalog.table import CatalogTable
from ui import film
from ui.desk import Desk
from ui.picture import picture
from ui.samples import LANE_CODE, RECEIPT, SCENES, Scene
from ui.shop import Settings, Shop
from ui.stage import Stage

DEMO_STORE = Path(__file__).parents[1] / "assets" / "demo"
SIZES = ((1280, 800), (800, 480))
OFFERS = (
    {"id": "milk", "words": "2 for $3.00", "match": {"categories": ["dairy"]}},
    {"id": "fruit", "words": "Member price", "match": {"categories": ["fruit"]}},
    {"id": "snack", "words": "20 % off", "match": {"categories": ["snacks"]}},
    {"id": "bread", "words": "Second one half price", "match": {"categories": ["bakery"]}},
)


@cache
def table() -> CatalogTable:
    """The demo store's catalog."""
    return demo.load(DEMO_STORE, OFFERS)


@cache
def snapshot() -> Snapshot:
    """The demo store's catalog, in memory."""
    return Snapshot.of(table())


def seen() -> Any:
    """What a camera might see: a grey slope with bars on it."""
    grey = np.tile(np.linspace(150, 220, 320, dtype=np.uint8), (240, 1))
    bars = np.repeat(np.random.default_rng(7).integers(0, 2, 48), 4)[:160]
    grey[70:170, 80:240] = np.where(bars, 35, 235).astype(np.uint8)
    return grey


def shop_for(scene: Scene, settings: Settings) -> Shop:
    """A shop that shows one scene for ever."""
    return Shop(
        touch=lambda *_, **__: None,
        pump=lambda: scene.view,
        begin=lambda _: None,
        settings=settings,
        search=table().search,
        produce=snapshot().produce,
        deals=lambda _: deals_near(snapshot(), snapshot().produce()[0].place, 12),
        plan=snapshot().plan,
        live=lambda: scene.live,
        health=lambda: scene.health,
        bench=lambda: scene.bench,
        adopting=lambda: scene.adopting,
        preview=seen,
        lane_code=lambda: LANE_CODE,
        receipt_url=lambda: RECEIPT,
        place_of=lambda _: snapshot().produce()[0].place,
    )


def stage_for(scene: Scene, settings: Settings, language: str, large: bool = False) -> Stage:
    """The stage with this scene on it; `large`: in larger type."""
    scene = replace(scene, view=replace(scene.view, language=language))
    if scene.manner:
        settings = replace(settings, names=True, privacy=("no_pictures", "names", "no_account"))
    desk = Desk(shop_for(scene, settings))
    desk.language, desk.drops = language, scene.manner == "drop"
    desk.look = replace(desk.look, large=large)
    desk.pump()
    desk.wandered, desk.typed, desk.keys, desk.count = scene.wandered, scene.typed, scene.keys, scene.count
    if scene.rested:
        desk.hands.rest()
    desk.about = scene.about
    stage = Stage(desk)
    stage.beat()
    return stage


def variants(fast: bool) -> Iterator[tuple[Settings, str]]:
    """The settings and languages to paint in."""
    for width, height in SIZES:
        for theme in ("light", "dark"):
            for language in ("en", "es"):
                if not fast or (width, theme, language) in ((1280, "light", "en"), (800, "dark", "es")):
                    simulated = language == "es"
                    settings = Settings(
                        "Corner Market", "17", simulated, width=width, height=height, theme=theme, voice=True
                    )
                    yield settings, language


def main(argv: list[str]) -> int:
    """Writes the PNGs; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="scenes whose name begins so")
    parser.add_argument("--fast", action="store_true", help="two variants instead of eight")
    parser.add_argument("--large", action="store_true", help="in larger type")
    parser.add_argument(
        "--film", type=Path, help="a moving picture of a trip (.webp, .png, .gif), and its screens only"
    )
    wanted = parser.parse_args(argv)
    if wanted.film:
        return _film(wanted.out, wanted.film)
    for settings, language in variants(wanted.fast):
        folder = wanted.out / f"{settings.width}x{settings.height}-{settings.theme}-{language}"
        for scene in SCENES:
            if scene.name.startswith(wanted.only):
                picture(stage_for(scene, settings, language, wanted.large), folder / f"{scene.name}.png")
    return 0


def _film(folder: Path, out: Path) -> int:
    settings, language = next(variants(fast=True))
    scenes = {scene.name: scene for scene in SCENES}
    shown = [(folder / f"{name}.png", seconds) for name, seconds in film.TRIP]
    for path, _ in shown:
        picture(stage_for(scenes[path.stem], settings, language), path)
    film.film(shown, out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
