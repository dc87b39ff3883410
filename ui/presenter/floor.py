"""The store's plan as a map: shares of the floor, what is sought, and where you are."""

from cart.catalog.plan import Area, Point, Shelf, StorePlan
from cart.catalog.product import Place
from cart.catalog.route import route
from ui.presenter.models import Floor, FloorArea, Rectangle, Spot

HERE = ("navigation-variant", "sky")
SOUGHT = ("map-marker", "leaf")
LANE = ("cash-register", "stone")
DOORS = ("door-open", "stone")


def floor(plan: StorePlan, language: str, sought: Place | None = None, here: Place | None = None) -> Floor:
    """The map in `language`. Without `here` you are at the entrance, where a trip starts."""
    you = (here.x_cm, here.y_cm) if here else (plan.entrance.x_cm, plan.entrance.y_cm)
    spots = [Spot(*LANE, *_share(plan, lane.x_cm, lane.y_cm), size=34) for lane in plan.lanes]
    spots.append(Spot(*DOORS, *_share(plan, plan.entrance.x_cm, plan.entrance.y_cm), size=34))
    way: tuple[tuple[float, float], ...] = ()
    if sought is not None:
        spots.append(Spot(*SOUGHT, *_share(plan, sought.x_cm, sought.y_cm)))
        way = tuple(_share(plan, spot.x_cm, spot.y_cm) for spot in route(plan, Point(*you), sought))
    spots.append(Spot(*HERE, *_share(plan, *you)))
    areas = tuple(_area(plan, area, language, sought) for area in plan.areas)
    shelves = tuple(_rectangle(plan, shelf) for shelf in plan.shelves)
    return Floor(plan.width_cm / plan.depth_cm, areas, shelves, tuple(spots), way)


def _share(plan: StorePlan, x_cm: int, y_cm: int) -> tuple[float, float]:
    return x_cm / plan.width_cm, y_cm / plan.depth_cm


def _rectangle(plan: StorePlan, part: Area | Shelf) -> Rectangle:
    return (*_share(plan, part.x_cm, part.y_cm), *_share(plan, part.width_cm, part.depth_cm))


def _area(plan: StorePlan, area: Area, language: str, sought: Place | None) -> FloorArea:
    name = area.name if area.kind == "aisle" else area.words_in(language)
    return FloorArea(name, _rectangle(plan, area), sought is not None and area.name == sought.aisle)


def place_words(plan: StorePlan | None, place: Place | None, language: str) -> str:
    """Where a product stands, in the words of the shop's signs: "3 · Pasta, rice & beans"; "" where unknown."""
    if place is None:
        return ""
    area = plan.area(place.aisle) if plan else None
    if area is None:
        return place.aisle
    return f"{area.name} · {area.words_in(language)}" if area.kind == "aisle" else area.words_in(language)
