"""The store's plan as a map: shares of the floor, what is sought, and where you are."""

from cart.catalog.plan import Area, StorePlan
from cart.catalog.product import Place
from ui.presenter.models import Floor, FloorArea, Spot

HERE = ("navigation-variant", "sky")
SOUGHT = ("map-marker", "leaf")


def floor(plan: StorePlan, language: str, sought: Place | None = None, here: Place | None = None) -> Floor:
    """The map in `language`. Without `here` you are at the entrance, where a trip starts."""
    you = (here.x_cm, here.y_cm) if here else (plan.entrance.x_cm, plan.entrance.y_cm)
    spots = [Spot(*HERE, *_share(plan, *you))]
    way: tuple[tuple[float, float], ...] = ()
    if sought is not None:
        target = (sought.x_cm, sought.y_cm)
        spots.append(Spot(*SOUGHT, *_share(plan, *target)))
        way = (_share(plan, *you), _share(plan, *target))
    areas = tuple(_area(plan, area, language, sought) for area in plan.areas)
    return Floor(plan.width_cm / plan.depth_cm, areas, tuple(spots), way)


def _share(plan: StorePlan, x_cm: int, y_cm: int) -> tuple[float, float]:
    return x_cm / plan.width_cm, y_cm / plan.depth_cm


def _area(plan: StorePlan, area: Area, language: str, sought: Place | None) -> FloorArea:
    x, y = _share(plan, area.x_cm, area.y_cm)
    width, depth = _share(plan, area.width_cm, area.depth_cm)
    name = area.name if area.kind == "aisle" else area.words_in(language)
    return FloorArea(name, x, y, width, depth, sought is not None and area.name == sought.aisle)


def place_words(plan: StorePlan | None, place: Place | None, language: str) -> str:
    """Where a product stands, in the words of the shop's signs: "3 · Pasta, rice & beans"; "" where unknown."""
    if place is None:
        return ""
    area = plan.area(place.aisle) if plan else None
    if area is None:
        return place.aisle
    return f"{area.name} · {area.words_in(language)}" if area.kind == "aisle" else area.words_in(language)
