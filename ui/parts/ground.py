"""What widgets stand on: smooth rounded grounds, and boxes laid out in look's sizes."""

from kivy.graphics import Color, Rectangle, SmoothRoundedRectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.theme import Look


def ground(widget: Widget, look: Look, colour: str, radius: float = 24, edge: str = "") -> Color:
    """Draws a rounded ground (and an `edge` of 2 px) under `widget`; returns the ground's colour, to change it."""
    shape_of = SmoothRoundedRectangle if radius else Rectangle
    shapes = []
    with widget.canvas.before:
        if edge:
            Color(*look.colour(edge))
            shapes.append((shape_of(), 0))
        paint = Color(*look.colour(colour))
        shapes.append((shape_of(), max(2, look.px(2.5)) if edge else 0))

    def place(*_: object) -> None:
        for shape, inset in shapes:
            shape.pos = (widget.x + inset, widget.y + inset)
            shape.size = (max(1, widget.width - 2 * inset), max(1, widget.height - 2 * inset))
            if radius:
                shape.radius = [max(0.1, min(look.px(radius) - inset, shape.size[0] / 2, shape.size[1] / 2))]

    widget.bind(pos=place, size=place)
    place()
    return paint


def column(*children: Widget, gap: int = 0, pad: object = 0, **place: object) -> BoxLayout:
    """Children under each other; `gap` and `pad` in px."""
    return _box("vertical", children, gap, pad, place)


def row(*children: Widget, gap: int = 0, pad: object = 0, **place: object) -> BoxLayout:
    """Children beside each other; `gap` and `pad` in px."""
    return _box("horizontal", children, gap, pad, place)


def _box(way: str, children: tuple[Widget, ...], gap: int, pad: object, place: dict[str, object]) -> BoxLayout:
    box = BoxLayout(orientation=way, spacing=gap, padding=pad, **place)
    for child in children:
        box.add_widget(child)
    return box


def panel(look: Look, box: BoxLayout, colour: str = "card", radius: float = 24, edge: str = "") -> BoxLayout:
    """`box` on a ground."""
    ground(box, look, colour, radius, edge)
    return box


def tall(widget: Widget, height: float) -> Widget:
    """`widget` with a fixed height in px."""
    widget.size_hint_y, widget.height = None, height
    return widget


def wide(widget: Widget, width: float) -> Widget:
    """`widget` with a fixed width in px."""
    widget.size_hint_x, widget.width = None, width
    return widget


def gap() -> Widget:
    """Room that takes what is left."""
    return Widget()
