"""A simulated camera: draws the label in the hand, and what lies in the basket, into a noisy picture."""

import math
import zlib
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.pace import pace_of
from drivers.ports import Frame, FrameSource, Grey
from drivers.sim.basket import Basket, Laid, draw_hand, hand_at, light_at, place_of
from drivers.sim.label import Label, label
from drivers.sim.physics import smooth
from drivers.sim.world import Showing, World

WIDTH, HEIGHT = 1280, 720
ARRIVES_S = 0.3
NOISE = 6.0  # grey levels rms
TILE = 64


@dataclass(frozen=True)
class Options:
    """`fps`: frames a second. `px_per_module`: how large a symbol appears (1.9 is an EAN at 100 % in a 22 cm view).

    `width` and `height` in px: how much of the world is in view; a smaller picture is a cheaper one, no coarser.
    """

    fps: float = 15.0
    px_per_module: float = 2.2
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Pose:
    """Where a label lies: its centre in px from the picture's, turn in radians, px a module, and how fast it moves."""

    x: float
    y: float
    turn: float
    scale: float
    keystone: float
    moving: bool


def pose_of(showing: Showing, t: float, px_per_module: float) -> Pose:
    """A hand brings the label in from the side, then holds it as still as a hand can."""
    random = np.random.default_rng(zlib.crc32(f"{showing.thing.text}{showing.at:.3f}".encode()))
    phase, turn, size, keystone = (float(value) for value in random.uniform(-1.0, 1.0, 4))
    age = t - showing.at
    come = smooth(age / ARRIVES_S)
    sway = math.sin(2.0 * math.pi * (0.7 * age + phase))
    return Pose(
        x=60 * phase + 10 * sway + (1.0 - come) * 700,
        y=40 * turn + 6 * math.sin(2.0 * math.pi * (1.1 * age + turn)),
        turn=math.radians(12.0 * turn + 1.5 * sway),
        scale=px_per_module * (1.0 + 0.08 * size),
        keystone=0.06 * keystone,
        moving=age < ARRIVES_S,
    )


@dataclass(frozen=True)
class Scene:
    """What there is to see at `t`: a label that is shown, and what lies in the basket or has just been taken out."""

    t: float
    showing: Showing | None = None
    laid: tuple[Laid, ...] = ()

    @property
    def in_basket(self) -> tuple[Laid, ...]:
        """What lies there now."""
        return tuple(one for one in self.laid if one.span.holds(self.t))


class Painter:
    """Paints pictures. All that does not change is drawn once."""

    def __init__(self, seed: int, width: int = WIDTH, height: int = HEIGHT) -> None:
        random = np.random.default_rng(seed)
        self._seed = seed
        self._basket = Basket(_background(random, width, height), seed)
        shape = (height + TILE, width + TILE)
        self._noise: NDArray[np.int8] = np.clip(random.normal(0, NOISE, shape), -40, 40).astype(np.int8)

    def paint(self, scene: Scene, px_per_module: float) -> Grey:
        """The picture in grey: the basket, a hand, the label, blur, noise."""
        return self._finished(self._basket.grey(scene.in_basket), scene, px_per_module)

    def colour(self, scene: Scene, px_per_module: float) -> NDArray[np.uint8]:
        """The same in colour, uint8 BGR (height, width, 3)."""
        return self._finished(self._basket.colour(scene.in_basket), scene, px_per_module)

    def _finished(self, ground: NDArray[np.uint8], scene: Scene, px_per_module: float) -> NDArray[np.uint8]:
        picture = ground.copy()
        height, width = picture.shape[:2]
        if hand := hand_at(scene.laid, scene.t):
            draw_hand(picture, place_of(hand[0], self._seed, width, height)[:2], hand[1])
        if scene.laid:
            cv2.convertScaleAbs(picture, dst=picture, alpha=light_at(scene.t, self._seed))
        if scene.showing is not None:
            thing = scene.showing.thing
            _lay(picture, label(thing.text, thing.symbology), pose_of(scene.showing, scene.t, px_per_module))
        across, down = int(scene.t * 7919) % TILE, int(scene.t * 104_729) % TILE
        noise = self._noise[down : down + height, across : across + width]
        cv2.add(picture, noise if picture.ndim == 2 else cv2.merge([noise] * 3), dst=picture, dtype=cv2.CV_8U)
        return picture


def _background(random: np.random.Generator, width: int, height: int) -> Grey:
    coarse = random.integers(60, 140, (9, 16)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _lay(picture: NDArray[np.uint8], drawn: Label, pose: Pose) -> None:
    height, width = picture.shape[:2]
    scale = min(pose.scale, 0.92 * height / drawn.high, 0.92 * width / drawn.wide)
    corners = _corners(drawn, pose, scale) + np.array((width / 2, height / 2))
    left, top = np.floor(corners.min(axis=0)).astype(int) - 2
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 2
    left, top, right, bottom = max(0, left), max(0, top), min(width, right), min(height, bottom)
    if right - left < 2 or bottom - top < 2:
        return
    rows, columns = drawn.grey.shape
    flat = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(flat, (corners - (left, top)).astype(np.float32))
    window = picture[top:bottom, left:right]
    size = (int(right - left), int(bottom - top))
    flat_label = drawn.grey if picture.ndim == 2 else cv2.cvtColor(drawn.grey, cv2.COLOR_GRAY2BGR)
    cv2.warpPerspective(flat_label, matrix, size, dst=window, borderMode=cv2.BORDER_TRANSPARENT)
    window[:] = cv2.blur(window, (9, 3)) if pose.moving else cv2.GaussianBlur(window, (0, 0), 0.6)


def _corners(drawn: Label, pose: Pose, scale: float) -> NDArray[np.float64]:
    half_w, half_h = drawn.wide * scale / 2, drawn.high * scale / 2
    near, far = 1.0 + pose.keystone, 1.0 - pose.keystone
    flat = np.array(
        [[-half_w * far, -half_h], [half_w * far, -half_h], [half_w * near, half_h], [-half_w * near, half_h]]
    )
    cos, sin = math.cos(pose.turn), math.sin(pose.turn)
    turned: NDArray[np.float64] = flat @ np.array([[cos, sin], [-sin, cos]]) + (pose.x, pose.y)
    return turned


class SimCamera:
    """Frames on a grid of `fps`; a reader that is late gets the newest one."""

    remark = ""

    def __init__(self, world: World, clock: Clock, options: Options) -> None:
        self._world = world
        self._clock = clock
        self._pace = pace_of(clock)
        self._options = options
        self._painter = Painter(world.seed, options.width, options.height)
        self._tick = int(clock.now() * options.fps)
        self._closed = False

    def read(self) -> Frame:
        """The next frame. Raises DeviceMissing while unplugged, or once closed."""
        at = self._next()
        while self._world.frame_lost():
            at = self._next()
        if self._closed or not self._world.plugged("camera"):
            raise DeviceMissing("The simulated camera is unplugged. Plug it in on the virtual shelf.")
        seen = self._world.seen_at("camera", at)
        scene = Scene(seen, self._world.shown_at(seen), self._world.lying_at(seen))
        zoom = self._options.px_per_module
        return Frame(at, self._painter.paint(scene, zoom), partial(self._painter.colour, scene, zoom))

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()

    def _next(self) -> float:
        self._tick = max(self._tick + 1, int(self._clock.now() * self._options.fps))
        at = self._tick / self._options.fps
        self._pace.until(at)
        return at


def create(options: Options, clock: Clock, world: World) -> FrameSource:
    """The camera that the config asks for."""
    return SimCamera(world, clock, options)
