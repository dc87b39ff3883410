"""What screens paint: frozen dataclasses of strings, icons and acts. Equal models look the same."""

from dataclasses import dataclass

from ui.intents import Act


@dataclass(frozen=True)
class Way:
    """A button: its words, its icon (Material Design Icons), what it does, and its kind (see parts/press.py)."""

    words: str
    icon: str
    act: Act
    kind: str = "quiet"


@dataclass(frozen=True)
class Picture:
    """A product's picture on a tint of the theme (berry, lemon, leaf, sky, grape, stone): `file`, else an icon."""

    icon: str
    tint: str
    file: str = ""


@dataclass(frozen=True)
class Bar:
    """The line on top: store and cart, and quiet signs. `total` stands there where no panel shows it."""

    store: str
    cart: str
    simulated: str = ""
    total: str = ""
    budget: str = ""
    signs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of the receipt. `savings` and `hint` in save colours; a touch does `act`, where there is one."""

    key: str
    picture: Picture
    name: str
    detail: str
    price: str
    was: str = ""
    savings: tuple[str, ...] = ()
    hint: str = ""
    fresh: bool = False
    act: Act | None = None


@dataclass(frozen=True)
class Next:
    """The card of the next step. `kind` is its colour: "go", "sky" or "ask"; icon and words say the same."""

    kind: str
    icon: str
    title: str
    text: str
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Sum:
    """The total and what stands around it; a touch does `act`."""

    items: str
    extras: str
    label: str
    total: str
    act: Act
    saved_label: str = ""
    saved: str = ""


@dataclass(frozen=True)
class BasketModel:
    """The basket screen. `checkout` gives way to the next step's own buttons while it has some."""

    bar: Bar
    rows: tuple[Row, ...]
    empty: str
    next: Next
    sum: Sum
    checkout: Way | None
    buttons: tuple[Way, ...]
    undo: Way | None = None


@dataclass(frozen=True)
class Promise:
    """A line of the privacy notice."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True)
class WelcomeModel:
    """The welcome screen. `manners`: scan or just drop in, where the cart can do either."""

    place: str
    simulated: str
    title: str
    text: str
    ways: tuple[Way, ...]
    languages: tuple[Way, ...]
    promises: tuple[Promise, ...]
    manners: tuple[Way, ...] = ()


@dataclass(frozen=True)
class RestingModel:
    """A free cart that nobody touches: what to do, in each language, the first one large."""

    place: str
    simulated: str
    invitations: tuple[str, ...]


@dataclass(frozen=True)
class Tile:
    """Something to touch: a product's picture or a large figure, its name, a quiet detail; `key` tells it in a list."""

    act: Act
    name: str = ""
    detail: str = ""
    picture: Picture | None = None
    figure: str = ""
    chosen: bool = False
    key: str = ""


@dataclass(frozen=True)
class AskModel:
    """A question (or a step) that takes the screen: title, text, tiles to touch, ways out. `kind` as of `Next`.

    `preview`: shows what the camera sees. `ways` are one to four buttons.
    """

    bar: Bar
    kind: str
    icon: str
    title: str
    text: str
    ways: tuple[Way, ...]
    tiles: tuple[Tile, ...] = ()
    preview: bool = False


@dataclass(frozen=True)
class Keys:
    """A keyboard: three rows of keys, of which some have names (see parts/keys.py), and the word on "done"."""

    rows: tuple[tuple[str, ...], ...]
    done: str


@dataclass(frozen=True)
class ScaleSide:
    """The right side of the produce screen. `steady`: the sign and its words, quiet or good."""

    title: str
    figure: str
    unit: str
    steady: tuple[str, str, str]
    rows: tuple[tuple[str, str], ...]
    label: str
    price: str
    ways: tuple[Way, ...]
    count: tuple[Way, Way] | None = None


@dataclass(frozen=True)
class ProduceModel:
    """The produce screen. `keys`: the keyboard while a name is typed; `digits`: the pad while a number is."""

    bar: Bar
    field: Way
    plu: Way
    tiles: tuple[Tile, ...]
    none: str
    side: ScaleSide
    keys: Keys | None = None
    digits: bool = False


# x and y of the top left corner, width and depth, all in shares of the floor
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class FloorArea:
    """An aisle or department on the map, in shares of the floor. `sought`: stands out."""

    name: str
    place: Rectangle
    sought: bool = False


@dataclass(frozen=True)
class Spot:
    """A mark on the map: an icon on a colour of the theme that has an ink."""

    icon: str
    colour: str
    x: float
    y: float
    size: float = 46


@dataclass(frozen=True)
class Floor:
    """The map. `ratio` is width over depth; `way` leads from where you are to what is sought."""

    ratio: float
    areas: tuple[FloorArea, ...]
    shelves: tuple[Rectangle, ...] = ()
    spots: tuple[Spot, ...] = ()
    way: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Found:
    """A row of a list of products: where it stands and what it costs; a touch does `act`."""

    key: str
    picture: Picture
    name: str
    place: str
    price: str
    act: Act
    offer: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class ListModel:
    """Find and deals: a list on the left, the map on the right. `field` is None where nothing is typed."""

    bar: Bar
    title: str
    rows: tuple[Found, ...]
    none: str
    back: Way
    legend: str
    floor: Floor | None = None
    field: Way | None = None
    keys: Keys | None = None


@dataclass(frozen=True)
class LaneModel:
    """The lane's screen: the code to hold to its reader, and what is to pay. `looks`: what a person there looks at, as
    an icon and words; `cash`: what it comes to in coins, where that is another sum.
    """

    bar: Bar
    code: str
    lane: str
    title: str
    text: str
    label: str
    total: str
    saved_label: str
    saved: str
    ways: tuple[Way, ...]
    looks: tuple[tuple[str, str], ...] = ()
    cash: str = ""


@dataclass(frozen=True)
class ThanksModel:
    """Thank you: the receipt, and a code that opens it on a phone."""

    bar: Bar
    title: str
    text: str
    rows: tuple[Row, ...]
    label: str
    total: str
    saved_label: str
    saved: str
    code: str
    code_text: str
    note: str


@dataclass(frozen=True)
class StaffLine:
    """A line of the basket as staff see it, with the buttons that take it off and, where it may be, lower its price."""

    key: str
    name: str
    detail: str
    price: str
    remove: Way
    less: Way | None = None


@dataclass(frozen=True)
class StaffModel:
    """The staff screen: the basket's lines (or why there are none), health of devices as (icon, name, words, ok),
    figures, and ways."""

    bar: Bar
    title: str
    lines: tuple[StaffLine, ...]
    none: str
    health: tuple[tuple[str, str, str, bool], ...]
    figures: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class PadModel:
    """A number to enter: title, text, what is entered so far, and the buttons beside the pad."""

    bar: Bar
    title: str
    text: str
    entered: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Choice:
    """One setting: its name and its buttons, of which one is chosen."""

    icon: str
    name: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class SettingsModel:
    """Settings of this screen."""

    bar: Bar
    title: str
    choices: tuple[Choice, ...]
    back: Way
